"""設定 on the pages: the facility is described and the policies are changed by whoever gives a reason, at once."""

from django.test import Client

from tenken.actions.site import Site
from tenken.config import load_config
from tenken.facts.documents import PolicySetting
from tenken.facts.model import FACILITY
from tenken.ledger.recall import facts_of
from tenken.verdicts.settings import all_fields
from tenken.web.frame import now
from tenken.web.frame import site as site_of_pages
from tests.web.pages import Page, get, post

GRACE = "/settings/patch.grace/"
VALUE = {"value": "１４", "reason": "院内の規程", "by": "佐藤 花子", "on": "2025-11-20"}


def facility(client: Client, **changed: str) -> Page:
    wished = {"name": "みどり野総合病院", "kind": "hospital", "checklist": "r7 hospital", "inspection": "", **changed}
    return post(client, "/settings/facility", **wished)


def test_a_new_name_stands_on_the_next_page(english: Client) -> None:
    facility(english, name="みなと診療所", kind="clinic")
    page = get(english, "/")
    assert ("みなと診療所" in page.title, site_of_pages().config.facility.kind) == (True, "clinic")


def test_the_chosen_edition_opens_at_once(english: Client) -> None:
    facility(english, checklist="r8 hospital_pharmacy")
    assert "令和8年度版" in get(english, "/checklist/").words


def test_the_day_of_the_inspection_is_taken_as_it_is_written_in_japan(site: Site, english: Client) -> None:
    facility(english, inspection="令和８年１２月１５日")
    assert load_config(site.config.data).checklist.inspection == "2026-12-15"


def test_what_was_typed_stands_there_when_it_is_refused(english: Client) -> None:
    page = facility(english, name="みなと診療所", inspection="いつか")
    assert (page.status, page.value("name"), "is no date" in page.words) == (409, "みなと診療所", True)


def test_the_server_is_told_of_and_cannot_be_changed(site: Site, english: Client) -> None:
    before = load_config(site.config.data).server
    facility(english, host="192.0.2.1", port="80")
    assert load_config(site.config.data).server == before
    assert "127.0.0.1:8000" in get(english, "/settings/").words


def test_a_file_that_was_broken_by_hand_is_told_of(site: Site, english: Client) -> None:
    (site.config.data / "tenken.toml").write_text("[facility", encoding="utf-8")
    assert "cannot be read as it stands" in get(english, "/settings/").words


def test_policies_are_found_by_their_words(english: Client) -> None:
    page = get(english, "/settings/?q=grace")
    assert [line for line in page.all("//tbody//th[@scope='row']") if "patch.grace" not in line] == []


def test_every_field_says_what_it_means_its_default_and_whose_rule_it_is(english: Client) -> None:
    words, field = get(english, GRACE).words, dict(all_fields())["patch.grace"]
    assert [part for part in ("31 days", field.says, field.source) if part not in words] == []


def test_a_value_is_shown_before_it_is_kept(english: Client) -> None:
    page = post(english, GRACE, do="preview", **VALUE)
    assert ("what this would change today" in page.words, list(facts_of(PolicySetting, now(), FACILITY))) == (True, [])


def test_a_value_is_kept_with_name_day_and_reason(english: Client) -> None:
    page = post(english, GRACE, do="keep", **VALUE)
    assert ("14 days" in page.words, "院内の規程" in page.words, "佐藤 花子" in page.words) == (True, True, True)


def test_a_value_without_a_reason_is_refused(english: Client) -> None:
    page = post(english, GRACE, do="keep", **{**VALUE, "reason": ""})
    assert (page.status, page.value("value")) == (409, "１４")


def test_a_value_of_our_own_is_taken_back(english: Client) -> None:
    post(english, GRACE, do="keep", **VALUE)
    page = post(english, GRACE, do="withdraw")
    assert ("the default is in use again" in page.words, "院内の規程" in page.words) == (True, False)


def test_there_is_no_page_of_a_field_that_there_is_not(english: Client) -> None:
    assert get(english, "/settings/patch.nothing/").status == 404
