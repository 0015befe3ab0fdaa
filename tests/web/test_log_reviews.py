"""The pages of the review: a month is looked through, decided in place, signed; and every look is in the record."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenken.actions.log_review import runs_of
from tenken.actions.people import FIRST
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger import logbook
from tenken.ledger.people import Role
from tenken.logs.review.keep import keep_run
from tenken.logs.review.model import Counted, Flag, Ran, Run
from tenken.web import frame
from tests.web.conftest import signed_in
from tests.web.pages import get, post

MONTH = "/logs/review/2026-04/"
STAFF = "利用者ID,氏名,所属,退職日\nsato,佐藤 花,内科,2026-03-31\nsuzuki,鈴木 一,内科,\n"


def test_a_month_is_looked_through_decided_in_place_and_signed(auditor: Client) -> None:
    assert "まだ調べていません" in get(auditor, MONTH).words
    file = SimpleUploadedFile("職員.csv", STAFF.encode("cp932"))
    assert "2 行を取り込みました" in post(auditor, "/logs/review/list", kind="staff", file=file).words
    page = post(auditor, f"{MONTH}run")
    assert "sato は、持ち主の退職のあとに" in page.words
    flags = re.findall(r'name="flag" value="(\w+)"', page.source)
    refused = post(auditor, f"{MONTH}decide", flag=flags, verdict="misuse", reason="")
    assert (refused.status, "理由を短く書いてください" in refused.words) == (409, True)
    refused = post(auditor, f"{MONTH}sign", by="斎藤", found="異常なし")
    assert ("未判断が" in refused.words, "行は判定不能になります" in refused.words) == (True, True)
    decided = post(auditor, f"{MONTH}decide", flag=flags, verdict="misuse", reason="退職後に使われていた")
    assert ("退職後に使われていた" in decided.words, 'name="flag"' in decided.source) == (True, False)
    assert "行は判定不能になります" not in decided.words
    assert "定期確認に署名し" in post(auditor, f"{MONTH}sign", by="斎藤", found="退職者のアカウントを止めた").words
    assert auditor.get(f"{MONTH}review.pdf").content.startswith(b"%PDF-")
    assert "署名済み" in get(auditor, "/logs/review/").line("2026-04")


def test_who_signs_puts_a_name_and_what_was_decided_has_one(site: Site, auditor: Client) -> None:
    many(site, 1, 1)
    first = signed_in(FIRST, role=Role.ADMINISTRATOR)
    refused = post(first, f"{MONTH}sign", by=" ", found="異常なし", leave_open="yes")
    assert (refused.status, "名前を書いてください" in refused.one("//*[@role='alert']")) == (409, True)
    post(first, f"{MONTH}decide", flag=[f"{0:020}"], verdict="fine", reason="確かめた")
    decided = logbook.newest("logs decision")
    assert decided
    assert decided.by == FIRST


def many(site: Site, n: int, listed: int) -> None:
    """A month in which a rule of a known-bad kind found so many."""
    ran = Ran(rule="unknown-user", version=1, kind="bad", title="x", why="{user}", hits=n, shown=listed)
    at = "2026-04-02T01:00:00+00:00"
    flags = tuple(Flag(key=f"{k:020}", rule=ran.rule, user=f"user{k}", at=at, until=at, n=1, segment=0, index=0)
                  for k in range(listed))  # fmt: skip
    counted = Counted(events=n, unparsed=0, logins=n, told=0, users=n, patients=0, accesses=0, explained={})
    keep_run(runs_of(site), Run(month="2026-04", at="2026-05-02T00:00:00+00:00", segments=1, root="00", rules=(ran,),
                                flags=flags, counted=counted, sources={}, lists={}))  # fmt: skip


def test_of_very_many_flags_those_that_are_undecided_come_first(site: Site, auditor: Client) -> None:
    many(site, 501, 501)
    first = get(auditor, MONTH)
    assert (len(first.all("//input[@name='flag']")), "user500" in first.words) == (500, False)
    assert "そのうち未判断 501 件" in first.words
    later = post(auditor, f"{MONTH}decide", flag=[f"{0:020}"], verdict="fine", reason="確かめた", rule="unknown-user")
    assert (len(later.all("//input[@name='flag']")), "user500" in later.words) == (500, True)


def test_what_was_found_and_is_not_listed_is_told_and_counts_as_undecided(site: Site, auditor: Client) -> None:
    many(site, 9, 2)
    seen = get(auditor, MONTH)
    assert ("ほかに 7件" in seen.words, "そのうち未判断 9 件" in seen.words) == (True, True)
    post(auditor, f"{MONTH}decide", flag=[f"{k:020}" for k in range(2)], verdict="fine", reason="確かめた")
    left = get(auditor, MONTH)
    assert ("そのうち未判断 7 件" in left.words, left.found("//*[@name='verdict']")) == (True, [])
    assert "7" in get(auditor, "/logs/review/").line("2026-04")


def test_every_look_at_a_month_is_in_the_record(auditor: Client) -> None:
    get(auditor, MONTH)
    newest = logbook.newest("look log review")
    assert newest
    assert "2026-04" in newest.about


@pytest.mark.parametrize("month", ["2026-13", "x", "2026-4", "2999-01"])
def test_what_is_no_month_that_came_is_not_found(auditor: Client, month: str) -> None:
    assert auditor.get(f"/logs/review/{month}/").status_code == 404


def test_from_the_month_that_goes_on_no_way_leads_to_the_next(auditor: Client) -> None:
    page = get(auditor, f"/logs/review/{local_day(frame.now()):%Y-%m}/")
    assert (page.status, page.found("//a[@rel='next']"), len(page.found("//a[@rel='prev']"))) == (200, [], 1)
