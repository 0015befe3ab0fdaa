"""ログの取り込み: who has no command line brings a log, chooses its columns, sees how it is read, and has it sealed."""

import gzip
from argparse import Namespace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenken.actions.log_evidence import evidence_of, verify_logs
from tenken.actions.log_upkeep import due
from tenken.actions.log_waiting import room_of
from tenken.actions.site import Site
from tenken.cli.frame import CANNOT, new_call
from tenken.cli.log_keeping import brought
from tenken.ledger import logbook
from tenken.logs.evidence.read import events_of
from tenken.logs.evidence.records import records
from tenken.web.frame import now
from tests.web.conftest import signed_in
from tests.web.pages import get, post
from tests.web.pages import page as page_of

HEADINGS = "日付,時刻,利用者ID,患者番号,患者氏名,操作内容,結果"
LINES = (
    "令和8年4月1日,08:30,sato,P00042,山田 太郎,カルテ参照,成功",
    "2026/04/01,２４：１０,suzuki,P00007,川口 花,印刷,失敗",
    "いつか,,suzuki,P00007,川口 花,印刷,",
)
CHOSEN = {"date": "日付", "time": "時刻", "user_id": "利用者ID", "patient_id": "患者番号", "function": "操作内容",
          "outcome": "結果", "failures": "失敗、NG"}  # fmt: skip


def content(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in (HEADINGS, *lines)).encode("cp932")


def bring(client: Client, raw: bytes, source: str = "電子カルテ", form: str = "csv") -> str:
    """Where it leads."""
    file = SimpleUploadedFile("操作ログ.csv", raw, "text/csv")
    return str(client.post("/logs/import/", {"file": file, "source": source, "format": form})["Location"])


def kept(site: Site) -> bytes:
    store = evidence_of(site)
    return b"".join(event.raw for record in records(store) for event in events_of(store, record))


def sealed(site: Site, address: str) -> None:
    """What the process of its own does, which is started for it."""
    (call,) = [verb for verb in due(site, now()) if verb.startswith("brought")]
    verb, token = call.split()
    assert (verb, token in address) == ("brought", True)
    assert brought(Namespace(args=[token], json=True), new_call(site.config.data, "en")) == 0


def test_a_log_is_brought_looked_at_and_sealed(site: Site, english: Client) -> None:
    address = bring(english, content(*LINES))
    page = get(english, address)
    assert page.value("failures")
    chosen = {name: page.all(f"//select[@name='{name}']/option[@selected]") for name in CHOSEN if name != "failures"}
    assert chosen == {name: [head] for name, head in CHOSEN.items() if name != "failures"}

    post(english, address, do="columns", **CHOSEN)
    seen = get(english, address)
    assert "read: 2; no event, such as headings: 1; cannot be read: 1" in seen.words
    assert all(words in seen.words for words in (LINES[0], "2026-04-02 00:10:00", "failed, slightly"))
    assert "cannot be read" in seen.line("いつか")
    assert not (evidence_of(site)).exists()

    post(english, address, do="take")
    assert "is being taken in" in get(english, address).words
    assert not (evidence_of(site)).exists()

    sealed(site, address)
    assert "taken in: 3 events, of them unread 1; here already: 0" in get(english, address).words
    assert (kept(site), verify_logs(site).faults) == (content(*LINES), ())
    assert not list(room_of(site).folder.rglob("content"))
    assert [done.verb for done in logbook.lately()] == ["logs import", "logs brought"]


def test_the_columns_of_a_known_source_are_used_again(site: Site, english: Client) -> None:
    first = bring(english, content(LINES[0]))
    post(english, first, do="columns", **CHOSEN)
    post(english, first, do="take")
    sealed(site, first)
    again = bring(english, content(LINES[0], LINES[1]))
    page = get(english, again)
    assert ("read: 2" in page.words, "change the columns" in page.words) == (True, False)
    post(english, again, do="take")
    sealed(site, again)
    assert "taken in: 1 events, of them unread 0; here already: 1" in get(english, again).words


@pytest.mark.parametrize(
    ("wrong", "word"),
    [({"date": ""}, "time"), ({"failures": " "}, "failed"), ({"date": "無い"}, "無い")],
)
def test_columns_that_do_not_fit_are_refused_and_stay_chosen(
    site: Site, english: Client, wrong: dict[str, str], word: str
) -> None:
    address = bring(english, content(*LINES))
    answer = english.post(address, {"do": "columns", **CHOSEN, **wrong})
    page = page_of(answer)
    assert (answer.status_code, word in page.one("//*[@role='alert']")) == (409, True)
    assert page.all("//select[@name='user_id']/option[@selected]") == ["利用者ID"]


@pytest.mark.parametrize(
    ("source", "form", "raw", "word"),
    [("", "csv", b"x", "name"), ("検査", "diary", b"x", "written"), ("検査", "csv", b"", "empty")],
)
def test_what_cannot_be_brought_is_refused(
    site: Site, english: Client, source: str, form: str, raw: bytes, word: str
) -> None:
    file = SimpleUploadedFile("操作ログ.csv", raw, "text/csv")
    answer = english.post("/logs/import/", {"file": file, "source": source, "format": form})
    assert (answer.status_code, word in page_of(answer).one("//*[@role='alert']")) == (409, True)
    assert room_of(site).all_of("suzuki") == []


def test_it_is_for_whoever_brought_it_alone_and_can_be_dropped(site: Site, english: Client) -> None:
    address = bring(english, content(*LINES))
    assert signed_in("abe").get(address)["Location"] == "/logs/import/"
    post(english, address, do="drop")
    assert room_of(site).all_of("suzuki") == []


def test_it_is_gone_after_a_day(site: Site, english: Client) -> None:
    bring(english, content(*LINES))
    assert list(due(site, now() + timedelta(days=1, minutes=1))) == []
    assert room_of(site).all_of("suzuki") == []


def test_a_log_that_cannot_be_taken_in_says_why(site: Site, english: Client) -> None:
    """Two are looked at before either is a known source; the second is then of another format."""
    first = bring(english, b"Apr  1 08:30:00 ehr sshd[7]: x\n", "受付", "authlog")
    second = bring(english, content(LINES[0]), "受付")
    post(english, second, do="columns", **CHOSEN)
    for address in (first, second):
        post(english, address, do="take")
    codes = [brought(Namespace(args=[token], json=True), new_call(site.config.data, "en"))
             for token in (address.split("/")[3] for address in (first, second))]  # fmt: skip
    assert (codes, "another name" in get(english, second).words) == ([0, CANNOT], True)


def test_a_file_that_is_packed_is_refused_where_it_is_brought(site: Site, english: Client) -> None:
    file = SimpleUploadedFile("auth.log.2.gz", gzip.compress(b"Apr  1 08:30:00 ehr sshd[7]: ok\n"))
    answer = english.post("/logs/import/", {"file": file, "source": "auth", "format": "authlog"})
    assert (answer.status_code, "auth.log.2.gz is packed (gzip)" in answer.content.decode()) == (409, True)
