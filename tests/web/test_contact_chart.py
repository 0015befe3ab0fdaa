"""連絡体制図: who is called in which order, what is doubtful about it, and its approval as a paper on file."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tenken.actions.contact_chart import approve, bodies, chart
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.contacts import Lane, kana_key
from tenken.facts.model import FACILITY
from tenken.ledger.recall import facts_about
from tenken.pack.contact_chart import Approval
from tenken.web.frame import now
from tests.ledger.steps import stated
from tests.web.pages import get, post

APPROVED = {
    "approved_by": "院長 中村",
    "effective": "2026-04-01",
    "version": "第3版",
    "by": "佐藤 花子",
    "covers": "vendor",
}


def called(site: Site, whom: str, lane: str = "decision", about: str = FACILITY, **more: str) -> None:
    stated(site, "contact", about, now(), **{"whom": whom, "lane": lane, "phone": "内線 2201", **more})


def approval() -> Approval:
    return Approval("院長 中村", date(2026, 4, 1))


def doubts(client: Client) -> str:
    return " ".join(get(client, "/contacts/").all("//section[@aria-labelledby='h-doubts']"))


def test_those_of_a_step_stand_in_their_order_in_picture_and_list(site: Site, english: Client) -> None:
    called(site, "中村 健一", turn="2")
    called(site, "佐藤 美咲", turn="1")
    page = get(english, "/contacts/")
    assert page.all("//section[@aria-labelledby='l2']//li//b") == ["佐藤 美咲", "中村 健一"]
    assert page.source.index(">佐藤 美咲</text>") < page.source.index(">中村 健一</text>")


def test_numbers_are_listed_by_the_reading_of_the_name(site: Site, english: Client) -> None:
    called(site, "中村 健一", reading="ナカムラ")
    called(site, "佐藤 美咲", reading="さとう")
    called(site, "小川", lane="outside", reading="おがわ")
    assert get(english, "/contacts/").all("//table[contains(@class, 'numbers')]//th/b") == [
        "小川",
        "佐藤 美咲",
        "中村 健一",
    ]


def test_width_and_kind_of_kana_make_no_difference() -> None:
    assert kana_key("ﾅｶﾑﾗ ｹﾝｲﾁ") == kana_key("なかむらけんいち")


def test_a_body_outside_is_only_offered_until_somebody_confirms_it(site: Site, english: Client) -> None:
    body = bodies()[0]
    assert chart(now()).lanes[3] == (Lane.OUTSIDE, ())
    assert "unconfirmed" in get(english, "/contacts/").words
    called(site, body.whom, lane="outside")
    assert body.whom not in [one.whom for one in chart(now()).offered]


def test_an_offer_fills_the_form_and_names_where_to_look(site: Site, english: Client) -> None:
    (link, *_more) = get(english, "/contacts/").all("//a[contains(., 'confirm and record')]/@href")
    form = get(english, link)
    assert (form.value("whom"), form.value("lane")) == (bodies()[0].whom, "outside")
    assert bodies()[0].page in form.value("remark")


def test_who_has_left_is_called_no_more_and_makes_the_chart_doubtful(site: Site) -> None:
    called(site, "佐藤 美咲", left_on=str(local_day(now()) + timedelta(days=3)))
    approve(site, approval(), ("vendor",), "佐藤 花子", now())
    assert len(chart(now()).lanes[1][1]) == 1
    later = chart(now() + timedelta(days=5))
    assert later.lanes[1][1] == ()
    assert "佐藤 美咲, who stands on the approved chart, left on" in " ".join(str(one.words) for one in later.doubts)


def test_whoever_left_as_a_user_makes_the_chart_doubtful(site: Site, english: Client) -> None:
    called(site, "佐藤　美咲")
    User.objects.create_user("misaki", first_name="佐藤", last_name="美咲", is_active=False)
    assert "佐藤 美咲 has left the facility" in doubts(english)


def test_a_change_after_the_approval_is_told(site: Site, english: Client) -> None:
    called(site, "佐藤 美咲")
    approve(site, approval(), ("vendor",), "佐藤 花子", now())
    assert "these have changed" not in doubts(english)
    called(site, "中村 健一")
    assert "these have changed: 中村 健一" in doubts(english)


@pytest.mark.parametrize(("days", "told"), [(365, False), (366, True)])
def test_an_approval_older_than_twelve_months_is_told(site: Site, days: int, told: bool) -> None:
    approve(site, approval(), ("vendor",), "佐藤 花子", now())
    words = [str(doubt.words) for doubt in chart(now() + timedelta(days=days)).doubts]
    assert any("older than twelve months" in one for one in words) is told


def test_an_officer_and_a_vendor_whom_nobody_can_call_are_told(site: Site, english: Client) -> None:
    stated(site, "officer-appointment", FACILITY, now(), person="佐藤 美咲", post="室長", appointed_on="2025-04-01")
    stated(site, "vendor-contract", "vendor:北斗システム", now(), systems="電子カルテ", starts="2025-04-01")
    told = doubts(english)
    assert "the officer 佐藤 美咲 is not on the chart" in told
    assert "北斗システム has nobody to call" in told


def test_the_approved_chart_becomes_the_paper_with_its_pdf(site: Site, english: Client) -> None:
    called(site, "佐藤 美咲")
    page = post(english, "/contacts/approve", **APPROVED)
    assert page.one("//*[@role='status']") == "the chart is on file as approved, with its PDF"
    (paper,) = [fact.says for fact in facts_about(FACILITY, now()) if fact.says.kind == "document"]
    assert (paper.type, paper.approved_by, paper.covers, paper.by) == (
        "contact-chart",
        "院長 中村",
        ("vendor",),
        "佐藤 花子",
    )
    assert site.archive.fetch(paper.file.sha256).startswith(b"%PDF")


def test_without_whoever_approves_nothing_is_kept_and_nothing_is_lost(site: Site, english: Client) -> None:
    page = post(english, "/contacts/approve", **{**APPROVED, "approved_by": " "})
    assert "Nothing was kept." in page.one("//*[@role='alert']")
    assert (page.value("version"), page.value("by")) == ("第3版", APPROVED["by"])
    assert not [fact for fact in facts_about(FACILITY, now()) if fact.says.kind == "document"]


def test_the_same_chart_gives_the_same_bytes(site: Site, english: Client) -> None:
    called(site, "佐藤 美咲")
    response = english.get("/contacts/chart.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("phone", "なし", "is no phone number"),
        ("reading", "佐藤", "is written in kana"),
        ("turn", "一", "is no number"),
    ],
)
def test_what_is_no_number_or_reading_is_refused(english: Client, field: str, text: str, words: str) -> None:
    typed = {"about": "facility", "whom": "佐藤 美咲", "lane": "decision", "by": "佐藤", "confirmed_on": "2026-04-01"}
    page = post(english, "/attest/contact/", **{**typed, field: text})
    assert words in page.words
    assert page.value("whom") == "佐藤 美咲"


def test_the_chart_costs_a_fixed_number_of_questions(
    site: Site, english: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        called(site, f"人{number}")
    with django_assert_max_num_queries(12):
        get(english, "/contacts/")
