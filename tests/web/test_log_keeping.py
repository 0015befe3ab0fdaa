"""保管と控え: who has no command line sees what is kept, agrees to what goes, and takes what lies elsewhere of it."""

from argparse import Namespace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenken.actions.log_evidence import evidence_of, logs_of, open_evidence, verify_logs
from tenken.actions.log_removal import look_at_holdings
from tenken.actions.log_upkeep import due
from tenken.actions.site import Site
from tenken.cli.frame import new_call
from tenken.cli.log_keeping import anchor, retain
from tenken.ledger import logbook
from tenken.ledger.people import Role
from tenken.logs.evidence.anchors import kept_tokens
from tenken.logs.evidence.entries import encoded
from tenken.logs.evidence.records import records
from tenken.logs.evidence.store import Store
from tenken.web.frame import now
from tests.ledger.steps import seen, stated
from tests.logs.evidence.authority import Authority
from tests.logs.evidence.stores import Clock, sealed
from tests.web.conftest import signed_in
from tests.web.pages import get, page, post

PAGE, AGREE, TOKEN = "/logs/keeping/", "/logs/keeping/agree", "/logs/keeping/token"
SURE = {"by": "斎藤", "reason": "規程第9条", "sure": "yes"}


@pytest.fixture
def auditor(site: Site) -> Client:
    """A store of which the first event is six years old, and the second new."""
    for moment in (now() - timedelta(days=2200), now()):
        sealed(open_evidence(site), Clock(moment), [b"what happened"], "電子カルテ")
    look_at_holdings(site, now())
    return signed_in("saito", "en", Role.AUDITOR)


def carried_out(site: Site, verb: str) -> None:
    """By the process of its own that is started for it."""
    (call,) = [one for one in due(site, now()) if one.startswith(verb)]
    options = {"agreed": "--agreed" in call, "brought": call.rpartition(" ")[2], "json": True}
    assert {"retain": retain, "anchor": anchor}[verb](Namespace(**options), new_call(site.config.data, "en")) == 0


def entries(site: Site) -> list[str]:
    return [path.suffix for one in records(evidence_of(site)) if (path := evidence_of(site) / one.path).exists()]


def test_what_is_past_its_time_is_seen_agreed_to_and_removed(site: Site, auditor: Client) -> None:
    seen = get(auditor, PAGE)
    assert "1 events" in seen.one("//section[@aria-labelledby='h-kept']//tbody/tr")
    assert "1 events in 1 sealed segments" in seen.words
    agreed = post(auditor, AGREE, shown=seen.value("shown"), **SURE)
    assert ("斎藤 agreed at" in agreed.words, len(entries(site))) == (True, 2)
    carried_out(site, "retain")
    done = get(auditor, PAGE)
    assert ("Nothing is past its time" in done.words, "規程第9条" in done.line("斎藤")) == (True, True)
    assert (len(entries(site)), verify_logs(site).faults) == (2, ())
    agreed_by = logbook.newest("logs retain agreed")
    assert agreed_by
    assert agreed_by.by == "saito"


@pytest.mark.parametrize(
    ("wrong", "word"), [({"sure": ""}, "undone"), ({"by": " "}, "who agrees"), ({"shown": "0" * 64}, "you saw")]
)
def test_what_is_not_agreed_to_as_a_whole_is_refused(
    site: Site, auditor: Client, wrong: dict[str, str], word: str
) -> None:
    shown = get(auditor, PAGE).value("shown")
    answer = auditor.post(AGREE, {"shown": shown, **SURE, **wrong})
    refused = page(answer)
    assert (answer.status_code, word in refused.one("//*[@role='alert']")) == (409, True)
    assert (refused.value("reason"), "retain --agreed" in due(site, now())) == ("規程第9条", False)


def test_what_is_sealed_together_with_a_source_that_is_kept_for_longer_says_so(site: Site, english: Client) -> None:
    seen(site, now=now())
    stated(site, "log-source", "machine:ehr-srv01", now(), add="no", source="fw", keep_days="366")
    spool, at = open_evidence(site).spool(), now() - timedelta(days=400)
    spool.add([encoded(at, source, b"x") for source in ("fw", "電子カルテ")])
    spool.commit()
    Store(evidence_of(site), now).seal(spool)
    look_at_holdings(site, now())
    line = get(english, PAGE).line("fw ")
    assert "sealed together with a source that is kept for longer" in line


def test_only_who_may_see_the_logs_agrees_to_their_removal(auditor: Client) -> None:
    shown = get(auditor, PAGE).value("shown")
    officer = signed_in("sato", "en")
    seen = get(officer, PAGE)
    assert ("can agree to the removal" in seen.words, seen.all("//input[@name='shown']")) == (True, [])
    assert officer.post(AGREE, {"shown": shown, **SURE}).status_code == 403


def test_a_time_stamp_is_asked_for_and_its_token_kept(site: Site, auditor: Client, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "tsa")
    (tmp_path / "ask.tsq").write_bytes(auditor.post("/logs/keeping/request").content)
    assert "send the request to the authority" in get(auditor, PAGE).words
    raw = authority.stamp(tmp_path / "ask.tsq", tmp_path / "token.tsr").read_bytes()
    wrong = post(auditor, TOKEN, token=SimpleUploadedFile("t.tsr", raw), authority=SimpleUploadedFile("c.pem", b"x"))
    assert (wrong.status, "no PEM file" in wrong.one("//*[@role='alert']")) == (409, True)
    certificates = SimpleUploadedFile("c.pem", authority.certificates.read_bytes())
    brought = post(auditor, TOKEN, token=SimpleUploadedFile("t.tsr", raw), authority=certificates)
    assert "the token is right" in brought.words
    carried_out(site, "anchor")
    assert (len(kept_tokens(logs_of(site))), "t.tsr" in get(auditor, PAGE).words) == (1, True)


def test_the_line_of_the_checkpoint_is_printed_with_its_code(auditor: Client) -> None:
    sheet = get(auditor, "/logs/keeping/line/")
    (line,) = sheet.all("//code[@class='link']")
    assert (line.count(" "), len(sheet.found("//svg[@role='img']"))) == (3, 1)
    noted = logbook.newest("look log line")
    assert noted
    assert (noted.by, noted.about) == ("saito", line)


def test_an_anchor_is_old_after_a_month_if_more_has_come_since(site: Site, auditor: Client) -> None:
    sealed(Store(evidence_of(site), lambda: now() - timedelta(days=40)), Clock(now()), [b"x"])
    get(auditor, "/logs/keeping/line/")
    assert "older than a month" not in get(auditor, PAGE).words
    sealed(open_evidence(site), Clock(now()), [b"y"])
    assert "older than a month" in get(auditor, PAGE).one("//section[@id='h-line']")


def test_without_a_log_the_page_says_what_comes_first(site: Site, english: Client) -> None:
    seen = get(english, PAGE)
    assert ("No access log is kept yet" in seen.words, seen.all("//form[@action='/logs/keeping/request']")) == (
        True,
        [],
    )
    assert english.post("/logs/keeping/request").status_code == 409
    assert english.get("/logs/keeping/line/").headers["Location"].startswith(PAGE)


def test_headquarters_look_and_do_nothing(auditor: Client) -> None:
    seen = get(signed_in("mori", "en", Role.HEADQUARTERS), PAGE)
    assert ("what is kept" in seen.words, seen.found("//main//form")) == (True, [])
