"""書類と確認: every paper and word of a person that a row looks for, what is on file, and how it is taken back."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from tenken.actions.site import Site
from tenken.collectors.person.entry import ENTERABLE
from tenken.facts.documents import DOCUMENT_NAMES, DocumentOnFile
from tenken.facts.model import FACILITY
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import facts_about
from tenken.web.frame import now
from tests.ledger.steps import bcp, seen, stated
from tests.web.pages import Page, get, post

BCP = "business continuity plan"


def on_file() -> list[str]:
    return [fact.says.title for fact in facts_about(FACILITY, now()) if isinstance(fact.says, DocumentOnFile)]


def taken_back(client: Client, about: str = FACILITY, kind: str = "document", item: str = "bcp") -> Page:
    return post(client, "/withdraw/", about=about, kind=kind, item=item)


@pytest.mark.parametrize("paper", DOCUMENT_NAMES.values())
def test_a_paper_that_is_missing_stands_there_as_missing(english: Client, paper: str) -> None:
    line = get(english, "/documents/").all(f"//section[@aria-labelledby='g0']//tr[th/a = '{paper}']")
    assert line[0].startswith(f"{paper} none on file")


def test_a_paper_on_file_stands_there_with_its_title_and_until_when_it_holds(site: Site, english: Client) -> None:
    bcp(site, now(), title="BCP 第4版", next_review="2099-03-31")
    line = get(english, "/documents/").line(BCP)
    assert line.startswith(f"{BCP} BCP 第4版 on file in effect since 2025-04-01 approved by 院長 stated by 佐藤")
    assert "holds until 2099-03-31" in line


def test_a_paper_whose_review_is_over_is_out_of_date(site: Site, english: Client) -> None:
    bcp(site, datetime(2025, 1, 10, tzinfo=UTC), next_review="2025-03-31")
    assert "out of date" in get(english, "/documents/").line(BCP)


def test_its_file_and_its_evidence_are_one_step_away(site: Site, english: Client) -> None:
    number = bcp(site, now()).recorded.observation
    links = get(english, "/documents/").all(f"//tr[contains(., '{BCP}')]//a/@href")
    assert f"/evidence/{number}/" in links
    assert any(link.startswith("/kept/") for link in links)


def test_it_can_be_renewed_with_what_it_said_before(site: Site, english: Client) -> None:
    bcp(site, now(), title="BCP 第4版")
    (link,) = get(english, "/documents/").all(f"//tr[contains(., '{BCP}')]//a[contains(@href, '/attest/')]/@href")
    form = get(english, link)
    assert (form.value("type"), form.value("title"), form.value("effective")) == ("bcp", "BCP 第4版", "2025-04-01")


def test_vendors_and_systems_have_their_papers_each(site: Site, english: Client) -> None:
    stated(site, "vendor-contract", "vendor:北斗システム", now(), systems="電子カルテ", starts="2025-04-01")
    stated(site, "system-in-use", "system:電子カルテ", now(), purpose="診療の記録")
    page = get(english, "/documents/")
    assert "about 北斗システム" in page.line("vendor contract")
    assert "about 電子カルテ" in page.line("two-factor authentication")


def test_a_setting_of_the_facility_is_named_in_words(site: Site, english: Client) -> None:
    stated(site, "policy-setting", FACILITY, now(), field="patch.grace", value="14", reason="院内の規程")
    assert "days within which a security update is applied" in get(english, "/documents/").line("policy setting")


def test_every_kind_that_a_person_may_state_is_offered(english: Client) -> None:
    offered = get(english, "/documents/").all("//section[@aria-labelledby='h-more']//a/@href")
    assert offered == [f"/attest/{kind}/" for kind in ENTERABLE]


def test_a_paper_is_taken_back_and_what_it_said_stays_in_the_history(site: Site, english: Client) -> None:
    number = bcp(site, now()).recorded.observation
    page = taken_back(english)
    assert "none on file" in page.line(BCP)
    assert "taken back; what was said before stays in the history" in page.one("//*[@role='status']")
    assert "BCP 第4版" in get(english, f"/evidence/{number}/").words


def test_taking_back_asks_twice(site: Site, english: Client) -> None:
    bcp(site, now())
    button = get(english, "/documents/").one("//form[@action='/withdraw/']/ancestor::details//button")
    assert button.startswith("really take back")


@pytest.mark.parametrize(
    ("about", "kind", "item"),
    [
        (FACILITY, "document", "contact-chart"),
        (FACILITY, "nonsense", "bcp"),
        (FACILITY, "", ""),
        (FACILITY, "長" * 10_000, "長" * 10_000),
        ("machine:ehr-srv01", "patch-level", ""),
        ("machine:ehr-srv01", "ledger-entry", ""),
        ("machine:nowhere", "document", "bcp"),
        ("", "document", "bcp"),
    ],
)
def test_what_nobody_stated_cannot_be_taken_back(site: Site, english: Client, about: str, kind: str, item: str) -> None:
    seen(site, now=now())
    bcp(site, now())
    before = ObservationRow.objects.count()
    assert "could be taken back" in taken_back(english, about, kind, item).one("//*[@role='status']")
    assert (ObservationRow.objects.count(), on_file()) == (before, ["BCP 第4版"])


@pytest.mark.parametrize("about", ["nonsense", "machine:", "facility:x", ":", "vendor: "])
def test_an_address_of_nobody_is_refused(english: Client, about: str) -> None:
    assert taken_back(english, about).status == 400


def test_they_are_narrowed_by_their_state(site: Site, english: Client) -> None:
    bcp(site, now(), next_review="2099-03-31")
    page = get(english, "/documents/", state="holds")
    assert page.all("//section[@aria-labelledby='g0']//tbody//th/a") == [BCP]
    assert get(english, "/documents/", state="nonsense").status == 200


def test_a_paper_has_a_page_with_its_points_its_rows_and_its_versions(site: Site, english: Client) -> None:
    bcp(site, now(), version="4", covers="normal")
    page = get(english, "/documents/bcp/")
    assert page.one("//section[@aria-labelledby='h-points']").startswith("points found in it 1 ／ 5")
    assert "business continuity plan" in page.one("//section[@aria-labelledby='h-rows']//tbody")
    assert page.one("//section[@aria-labelledby='h-versions']//tbody/tr").startswith("BCP 第4版 4")


def test_there_is_no_page_of_a_paper_that_no_row_knows(english: Client) -> None:
    assert get(english, "/documents/nonsense/").status == 404


def test_what_is_over_stands_at_the_head_of_what_is_due(site: Site, english: Client) -> None:
    bcp(site, datetime(2025, 1, 10, tzinfo=UTC), next_review="2025-03-31")
    assert "over already 2025-03-31 business continuity plan" in get(english, "/documents/").one(
        "//section[@aria-labelledby='h-due']"
    )
