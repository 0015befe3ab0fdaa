"""The pages of access logs: what was asked is found and proved, and every look is in the record."""

import json
import shutil
from urllib.parse import urlencode

import pytest
from django.test import Client

from tenken.actions.hand_over import hand_over
from tenken.actions.log_evidence import logs_of
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.logs import LogSearch
from tenken.facts.model import FACILITY
from tenken.ledger import logbook
from tenken.ledger.people import Role
from tenken.ledger.recall import facts_of
from tenken.logs.review.names import Hashes
from tenken.pack.seal import verify
from tenken.web import frame
from tests.forms.workbooks import members
from tests.web.conftest import signed_in
from tests.web.pages import Page, get, post

APRIL = {"since": "令和8年4月1日", "until": "２０２６−０４−０２", "source": "電子カルテ"}


def detail() -> str:
    """What the record says of the last look."""
    newest = logbook.newest("look logs")
    return newest.detail if newest else ""


@pytest.mark.parametrize("patient", ["P00042", "P00042^^^HOSP", "Ｐ０００４２"])
def test_a_patient_is_found_by_number_by_cx_and_in_any_width(auditor: Client, patient: str) -> None:
    page = get(auditor, "/logs/", patient=patient, **APRIL)
    assert ("カルテ参照" in page.line("電子カルテ"), "2026-04-01 08:30:00" in page.words) == (True, True)


@pytest.mark.parametrize(
    ("asked", "count"),
    [({"text": "印刷"}, 1), ({"user": "suzuki"}, 1), ({"function": "カルテ参照"}, 1), ({"outcome": "4"}, 1),
     ({"source": "PACS"}, 2), ({"until": "2026-04-02 0:05"}, 2), ({"until": "2026/04/01 24:11"}, 3)],
)  # fmt: skip
def test_words_accounts_functions_outcomes_sources_and_times_narrow(
    auditor: Client, asked: dict[str, str], count: int
) -> None:
    assert f"{count}件の記録" in get(auditor, "/logs/", **{**APRIL, **asked}).words


def test_what_could_not_be_read_is_listed_and_counted(auditor: Client) -> None:
    page = get(auditor, "/logs/", unparsed="yes")
    assert ("1件の記録" in page.words, "読み取れない記録" in page.line("電子カルテ")) == (True, True)


def test_a_line_opens_to_its_octets_and_its_proof(auditor: Client) -> None:
    page = get(auditor, "/logs/", patient="P00042", open="0-1", **APRIL)
    assert "令和8年4月1日,08:30,sato,P00042^^^HOSP" in page.one("//pre[1][not(ancestor::details)]")
    assert ("検証済み" in page.words, page.words.count("✓ 合います")) == (True, 4)


def test_what_was_changed_on_the_disk_is_not_called_proved(auditor: Client, site: Site) -> None:
    segment = next((logs_of(site) / "evidence/segments").rglob("000000000.zst"))
    segment.write_bytes(segment.read_bytes()[:-1] + b"\0")
    page = get(auditor, "/logs/event/0/1/")
    assert (page.status, "この記録は証明できません" in page.words, "検証済み" in page.words) == (404, True, False)


def test_a_proof_leaves_as_json(auditor: Client) -> None:
    proof = json.loads(auditor.get("/logs/event/0/1/proof.json").content)
    assert (proof["segment"], proof["index"], proof["source"]) == (0, 1, "電子カルテ")


def test_asking_and_looking_are_in_the_record_and_whom_it_was_about_by_a_mark(auditor: Client, site: Site) -> None:
    get(auditor, "/logs/", patient="P00042^^^HOSP", open="0-1", **APRIL)
    newest, mark = logbook.newest("look log event"), Hashes(site.keys.persons()).mark("P00042")
    assert (detail(), newest and newest.detail) == (f"1 patient={mark} source=電子カルテ", "0/1")


def test_the_empty_form_asks_nothing(auditor: Client) -> None:
    get(auditor, "/logs/")
    assert detail() == ""


def test_a_day_that_is_none_is_told_and_nothing_is_asked(auditor: Client) -> None:
    assert ("昨日" in get(auditor, "/logs/", since="昨日").words, detail()) == (True, "")


def test_while_the_search_store_is_made_anew_the_page_says_how_far_it_is(auditor: Client, site: Site) -> None:
    shutil.rmtree(logs_of(site) / "search")
    assert "0 / 3" in get(auditor, "/logs/").words


def test_a_site_without_logs_says_what_to_do(site: Site) -> None:
    assert "tenken logs receive" in get(signed_in("saito", role=Role.AUDITOR), "/logs/").words


def test_hours_without_a_record_are_shown_as_missing(auditor: Client) -> None:
    page = get(auditor, "/logs/", user="suzuki", **APRIL)
    figures = page.all("//figure//tbody/tr")
    assert ("2026-04-01 08:00 0" in figures, "2026-04-01 09:00 記録なし" in figures) == (True, True)


def kept_as_evidence(auditor: Client, **told: str) -> Page:
    query = urlencode({"patient": "P00042", **APRIL})
    said = {"title": "患者照会 4月", "topic": "access-log", "found": "業務の範囲内", "by": "斎藤 直子", **told}
    return post(auditor, "/logs/keep", query=query, **said)


def test_a_search_becomes_evidence_of_a_row_without_the_number_of_the_patient(auditor: Client, site: Site) -> None:
    assert "検索を証跡にしました" in kept_as_evidence(auditor).words
    (fact,) = facts_of(LogSearch, frame.now(), FACILITY)
    kept = site.archive.fetch(fact.says.file.sha256).decode() if fact.says.file else ""
    assert ("P00042" in kept, "P00042" in fact.says.asked) == (False, False)
    assert [(one["segment"], one["index"], one["user_id"]) for one in json.loads(kept)["events"]] == [(0, 1, "sato")]
    assert "患者照会 4月" in get(auditor, "/checklist/r7/hospital/2-11/").words


def test_a_search_that_became_evidence_is_in_the_pack_that_is_handed_over(auditor: Client, site: Site) -> None:
    kept_as_evidence(auditor)
    (fact,) = facts_of(LogSearch, frame.now(), FACILITY)
    pack = hand_over(site, "r7", "hospital", local_day(frame.now()), frame.now())
    assert fact.says.file
    assert (verify(pack).whole, site.archive.fetch(fact.says.file.sha256) in members(pack).values()) == (True, True)


def test_a_search_without_a_name_is_not_kept(auditor: Client) -> None:
    page = kept_as_evidence(auditor, title="")
    assert (page.all("//main/p[contains(@class, 'note--error')]") != [], facts_of(LogSearch, frame.now())) == (True, ())
