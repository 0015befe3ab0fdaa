"""機器台帳: the list of machines, searched, narrowed, sorted and turned by its address."""

from datetime import timedelta

import pytest
from django.test import Client

from tenken.actions.assess import assess_and_keep
from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.site import Site
from tenken.config import FILE_NAME
from tenken.facts.model import FACILITY
from tenken.ledger.page import PAGE
from tenken.ledger.wanted import SORTS
from tenken.web.frame import now
from tests import samples
from tests.ledger.steps import seen, stated
from tests.web.pages import Page, get, post

MACHINES = {
    "PC-受付1": {"machine_class": "client_pc", "place": "1階 受付", "owner": "鈴木"},
    "EHR-SRV01": {"machine_class": "server", "place": "サーバ室", "owner": "佐藤", "serial": "JP-0042"},
    "FW-外周": {"machine_class": "network", "place": "管理室", "owner": "佐藤", "vendor": "北斗システム"},
}


@pytest.fixture
def three(site: Site) -> Site:
    """A ledger of three machines that were entered by hand."""
    for name, columns in MACHINES.items():
        stated(site, "ledger-entry", f"machine:{name}", now(), title=name, **columns)
    return site


def names(page: Page) -> list[str]:
    return page.all("//tbody/tr/th/a")


def test_an_empty_ledger_says_how_machines_come_into_it(english: Client) -> None:
    page = get(english, "/ledger/")
    assert "0 machines" in page.words
    assert "“tenken collect linux” reads the machine that Tenken runs on" in page.one("//tbody/tr")
    assert page.all("//tbody//a/@href") == ["/attest/ledger-entry/"]


def test_a_search_that_finds_nothing_offers_the_whole_list(three: Site, english: Client) -> None:
    page = get(english, "/ledger/", q="どこにもない")
    assert page.one("//tbody/tr") == "No machine is like that. show all"


def test_every_machine_stands_there_with_class_place_and_person(three: Site, english: Client) -> None:
    assert get(english, "/ledger/").line("PC-受付1").startswith("PC-受付1 class client PC place 1階 受付")


@pytest.mark.parametrize("word", ["受付", "EHR", "ehr", "佐藤 外周", "JP-0042", "北斗"])
def test_words_are_found_in_any_column_also_two_letters_and_parts(three: Site, officer: Client, word: str) -> None:
    assert len(names(get(officer, "/ledger/", q=word))) == 1


@pytest.mark.parametrize("word", ["どこにもない", "佐藤 受付", "%", "_", "'", "\\", '"'])
def test_words_that_are_nowhere_find_nothing(three: Site, officer: Client, word: str) -> None:
    page = get(officer, "/ledger/", q=word)
    assert (page.status, names(page)) == (200, [])


def test_what_was_searched_for_stays_typed(three: Site, officer: Client) -> None:
    assert get(officer, "/ledger/", q="受付").all("//input[@type='search']/@value") == ["受付", "受付"]


@pytest.mark.parametrize(("machine_class", "found"), [("server", ["EHR-SRV01"]), ("medical", [])])
def test_the_list_is_narrowed_to_a_class(three: Site, officer: Client, machine_class: str, found: list[str]) -> None:
    assert names(get(officer, "/ledger/", **{"class": machine_class})) == found


@pytest.mark.parametrize("column", ["class", "standing", "entered", "sort"])
def test_a_choice_that_there_is_not_narrows_nothing(three: Site, officer: Client, column: str) -> None:
    assert len(names(get(officer, "/ledger/", **{column: "nonsense"}))) == 3


def test_a_machine_that_was_seen_and_never_entered_is_found_as_such(three: Site, english: Client) -> None:
    seen(three, now=now())
    assert names(get(english, "/ledger/", entered="no")) == ["ehr-srv01"]
    assert "seen, not entered" in get(english, "/ledger/").line("ehr-srv01")


def test_the_list_is_narrowed_to_a_verdict_once_the_form_was_judged(three: Site, english: Client) -> None:
    english.get("/")
    assert "EHR-SRV01" in names(get(english, "/ledger/", standing="not_met"))
    assert names(get(english, "/ledger/", standing="met")) == []


def test_a_machine_that_was_never_judged_says_so(three: Site, english: Client) -> None:
    assert "not assessed" in get(english, "/ledger/").line("EHR-SRV01")


@pytest.mark.parametrize(
    ("sort", "first"), [("title", "EHR-SRV01"), ("class", "PC-受付1"), ("place", "PC-受付1"), ("nonsense", "EHR-SRV01")]
)
def test_the_list_is_sorted_by_a_column(three: Site, officer: Client, sort: str, first: str) -> None:
    assert names(get(officer, "/ledger/", sort=sort))[0] == first


def test_the_machine_seen_last_comes_first_where_asked(site: Site, officer: Client) -> None:
    seen(site, now=now() - timedelta(days=2))
    seen(site, samples.machine("ehr-srv02", 2), now() - timedelta(days=1), "10.20.0.2")
    assert names(get(officer, "/ledger/", sort="seen")) == ["ehr-srv02", "ehr-srv01"]


def test_the_column_that_the_list_is_sorted_by_is_told(three: Site, officer: Client) -> None:
    (sorted_by,) = get(officer, "/ledger/", sort="place").found("//th[@aria-sort='ascending']")
    assert "sort=-place" in sorted_by.xpath("string(a/@href)")


def test_sorting_keeps_what_the_list_is_narrowed_to(three: Site, officer: Client) -> None:
    (link,) = get(officer, "/ledger/", q="佐藤", **{"class": "server"}).all(
        "//th/a[contains(@href, 'sort=place')]/@href"
    )
    assert names(get(officer, f"/ledger/{link}")) == ["EHR-SRV01"]


def test_a_long_list_is_turned_page_by_page(site: Site, officer: Client) -> None:
    _machines = [stated(site, "ledger-entry", f"machine:{i}", now(), title=f"PC-{i:03}", machine_class="client_pc")
                 for i in range(PAGE + 1)]  # fmt: skip
    first = get(officer, "/ledger/?q=PC")
    assert (len(names(first)), "1–100 ／ 101" in first.words) == (PAGE, True)
    rest = get(officer, "/ledger/" + first.one("//a[@rel='next']/@href"))
    assert (names(rest), rest.all("//a[@rel='next']")) == (["PC-100"], [])
    assert names(get(officer, "/ledger/" + rest.one("//a[@rel='prev']/@href"))) == names(first)


@pytest.mark.parametrize("number", ["0", "999999999"])
def test_a_page_out_of_range_is_the_nearest_there_is(three: Site, officer: Client, number: str) -> None:
    assert len(names(get(officer, "/ledger/", page=number))) == 3


@pytest.mark.parametrize("number", ["two", "-1", "1.5", "²", "１", "9" * 5000, "1 OR 1=1"])
def test_a_page_that_is_no_number_is_refused(officer: Client, number: str) -> None:
    assert get(officer, "/ledger/", page=number).status == 400


@pytest.mark.parametrize("word", ["ＥＨＲ－ＳＲＶ０１", "ｕｋｅ", "ﾄｳｷｮｳ", "とうきょう"])
def test_width_and_kana_do_not_matter(three: Site, officer: Client, word: str) -> None:
    stated(
        three, "ledger-entry", "machine:PC-9", now(), title="UKE-ｳｹﾂｹ", machine_class="client_pc", vendor="トウキョウ"
    )
    assert len(names(get(officer, "/ledger/", q=word))) == 1


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("place", "受付", ["PC-受付1"]),
        ("owner", "佐藤", ["EHR-SRV01", "FW-外周"]),
        ("vendor", "北斗", ["FW-外周"]),
        ("vendor", "-", ["EHR-SRV01", "PC-受付1"]),
        ("role", "－", ["EHR-SRV01", "FW-外周", "PC-受付1"]),
        ("unseen", "30", ["EHR-SRV01", "FW-外周", "PC-受付1"]),
        ("retired", "yes", []),
        ("system", "Windows", []),
    ],
)
def test_the_list_is_narrowed_by_what_its_address_says(
    three: Site, officer: Client, field: str, text: str, found: list[str]
) -> None:
    assert names(get(officer, "/ledger/", **{field: text})) == found


def test_machines_on_the_no_touch_list_are_found(three: Site, officer: Client) -> None:
    stated(three, "no-touch", FACILITY, now(), by_what="machine", which="machine:FW-外周", reason="事業者の指示")
    assert names(get(officer, "/ledger/", touch="no")) == ["FW-外周"]


def test_machines_are_found_by_the_system_that_was_seen(site: Site, officer: Client) -> None:
    seen(site, now=now())
    assert names(get(officer, "/ledger/", system="debian")) == ["ehr-srv01"]
    assert "Debian" in get(officer, "/ledger/", cols="system").line("ehr-srv01")


def test_machines_are_found_by_their_marks(site: Site, officer: Client) -> None:
    raw = "ホスト名,機器名,資産番号,設置場所\r\nuke1,受付,A-0042,1階\r\n".encode()
    import_spreadsheet(site, raw, now(), "佐藤")
    assert names(get(officer, "/ledger/", q="a-0042")) == ["受付"]


def test_what_the_list_is_narrowed_by_can_be_taken_away(three: Site, english: Client) -> None:
    page = get(english, "/ledger/", owner="佐藤", **{"class": "server"})
    (link,) = page.all("//a[contains(., 'person responsible') and contains(@class, 'chip')]/@href")
    assert link == "?class=server"


@pytest.mark.parametrize("column", SORTS)
def test_the_list_is_sorted_by_every_column_both_ways(three: Site, officer: Client, column: str) -> None:
    assert len(names(get(officer, "/ledger/", sort=column))) == 3
    assert len(names(get(officer, "/ledger/", sort=f"-{column}"))) == 3


def test_numbers_in_names_are_sorted_by_their_value(site: Site, officer: Client) -> None:
    _machines = [stated(site, "ledger-entry", f"machine:{name}", now(), title=name, machine_class="client_pc")
                 for name in ("PC-10", "PC-2", "ＰＣ－１")]  # fmt: skip
    assert names(get(officer, "/ledger/")) == ["ＰＣ－１", "PC-2", "PC-10"]


def test_the_columns_are_those_of_the_address(three: Site, english: Client) -> None:
    assert get(english, "/ledger/", cols="serial,owner,nonsense").all("//thead//th") == [
        "name", "serial number", "person responsible"]  # fmt: skip


def test_the_columns_are_those_that_one_chose_in_their_order(three: Site, english: Client, officer: Client) -> None:
    typed = {"column": ["owner", "serial"], "place-owner": "2", "place-serial": "1"}
    assert post(english, "/ledger/columns", **typed).all("//thead//th") == [
        "name", "serial number", "person responsible"]  # fmt: skip
    assert len(get(officer, "/ledger/").all("//thead//th")) == 6


def test_one_goes_back_to_the_usual_columns(three: Site, english: Client) -> None:
    post(english, "/ledger/columns", column=["owner"])
    assert len(post(english, "/ledger/columns", usual="yes").all("//thead//th")) == 6


def test_a_kept_filter_stands_there_to_be_used_again(three: Site, english: Client) -> None:
    page = post(english, "/ledger/filters/keep", query="owner=%E4%BD%90%E8%97%A4", name="佐藤の機器")
    (link,) = page.all("//a[contains(., '佐藤の機器')]/@href")
    assert names(get(english, f"/ledger/{link}")) == ["EHR-SRV01", "FW-外周"]


def test_a_filter_is_seen_by_others_only_where_it_is_shared(three: Site, english: Client, officer: Client) -> None:
    post(english, "/ledger/filters/keep", query="class=server", name="私の")
    post(english, "/ledger/filters/keep", query="class=server", name="みんなの", shared="yes")
    assert "私の" in get(english, "/ledger/").words
    assert ("みんなの" in (words := get(officer, "/ledger/").words), "私の" in words) == (True, False)


def test_one_deletes_only_ones_own_filter(three: Site, english: Client, officer: Client) -> None:
    page = post(english, "/ledger/filters/keep", query="class=server", name="みんなの", shared="yes")
    (number,) = page.all("//input[@name='number']/@value")
    assert "みんなの" in post(officer, "/ledger/filters/drop", number=number).words
    assert "みんなの" not in post(english, "/ledger/filters/drop", number=number).words


def test_a_filter_without_a_name_is_not_kept(three: Site, english: Client) -> None:
    assert "give the filter a name" in post(english, "/ledger/filters/keep", query="class=server", name=" ").words


def test_verdicts_are_shown_of_a_form_that_the_edition_knows_by_an_elder_name(three: Site, english: Client) -> None:
    (three.config.data / FILE_NAME).write_text('[checklist]\nedition = "r8"\nform = "hospital"\n', encoding="utf-8")
    assess_and_keep(three, "r8", "hospital", now())
    assert "not assessed" not in get(english, "/ledger/").words
