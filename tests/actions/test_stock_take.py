"""棚卸し: what stands in the house against what the ledger says, sealed as the record of the ledger review."""

from datetime import timedelta

import pytest

from tenken.actions import stock_take
from tenken.actions.changes import undo
from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.site import Site
from tenken.actions.stock_take import Closing, Listed, Read
from tenken.collectors.person.entry import EntryError
from tenken.facts.documents import DocumentOnFile, DocumentType
from tenken.facts.model import FACILITY, MachineClass, SubjectId
from tenken.ledger.inventory import all_machines
from tenken.ledger.models import Subject
from tenken.ledger.recall import facts_of
from tenken.ledger.stock_takes import Outcome, campaign, result
from tenken.ledger.writing import LedgerError
from tests.build import NOW
from tests.ledger.steps import stated

HOUR = timedelta(hours=1)
HEAD = "ホスト名,機器名,資産番号,製造番号,区分,設置場所"
ROWS = (
    "pc1,受付PC,A-001,JPH1,端末PC,1階",
    "pc2,医局PC,A-002,JPH2,端末PC,2階",
    "srv1,電子カルテ,A-003,JPH3,サーバ,サーバ室",
)
REPORTED = Closing("佐藤", "院長", ("place", "report"))


@pytest.fixture
def house(site: Site) -> Site:
    """Three machines of the facility's own list."""
    import_spreadsheet(site, "\r\n".join((HEAD, *ROWS, "")).encode(), NOW, "佐藤")
    return site


@pytest.fixture
def number(house: Site) -> int:
    """A stock-take of the whole house."""
    return stock_take.open_stock_take("令和7年度 棚卸し", "", None, "佐藤", NOW)


def scan(number: int, code: str, place: str = "") -> Read:
    return stock_take.scan(number, code, place, "佐藤", NOW).read


def names(number: int, outcome: Outcome) -> list[str]:
    of = campaign(number)
    assert of
    return [one.name for one in result(of) if one.outcome is outcome]


@pytest.mark.parametrize("code", ["A-001", "ａ－００１", "jph1", "PC1", "受付PC", "ＪＰＨ１"])
def test_a_machine_is_met_by_any_of_its_numbers_and_names(number: int, code: str) -> None:
    assert scan(number, code) is Read.FOUND
    assert names(number, Outcome.FOUND) == ["受付PC"]


def test_our_own_label_names_its_machine(number: int) -> None:
    pk = Subject.objects.get(slug="machine:pc1").pk
    assert scan(number, f"https://tenken.hospital.example/m/{pk}/") is Read.FOUND
    assert names(number, Outcome.FOUND) == ["受付PC"]


def test_what_was_not_met_is_missing(number: int) -> None:
    scan(number, "A-001")
    assert names(number, Outcome.MISSING) == ["医局PC", "電子カルテ"]


def test_a_code_that_was_read_before_counts_once(number: int) -> None:
    assert [scan(number, "A-001"), scan(number, "A-001"), scan(number, "JPH1")] == [Read.FOUND, Read.AGAIN, Read.FOUND]
    assert names(number, Outcome.FOUND) == ["受付PC"]


def test_a_code_that_the_ledger_does_not_know_is_unknown_until_it_is_entered(house: Site, number: int) -> None:
    assert scan(number, "A-999") is Read.UNKNOWN
    assert names(number, Outcome.UNKNOWN) == ["A-999"]
    stated(house, "ledger-entry", "machine:A-999", NOW, title="A-999", machine_class="client_pc")
    assert (names(number, Outcome.UNKNOWN), names(number, Outcome.FOUND)) == ([], ["A-999"])


def test_a_code_read_by_mistake_is_forgotten(number: int) -> None:
    scan(number, "A-999")
    stock_take.forget(number, "A-999", NOW)
    assert names(number, Outcome.UNKNOWN) == []


def test_a_code_that_names_several_machines_counts_for_none(house: Site, number: int) -> None:
    _two = [
        stated(house, "ledger-entry", f"machine:x{n}", NOW, title="予備", machine_class="client_pc") for n in (1, 2)
    ]
    assert scan(number, "予備") is Read.SEVERAL
    assert names(number, Outcome.UNKNOWN) == []


def test_a_machine_that_stands_elsewhere_is_offered_its_place(house: Site, number: int) -> None:
    scan(number, "A-001", "３階 病棟")
    scan(number, "A-002", "2階")
    assert (names(number, Outcome.ELSEWHERE), names(number, Outcome.FOUND)) == (["受付PC"], ["医局PC"])
    changed = stock_take.set_places(house, number, [SubjectId("machine:pc1")], "佐藤", NOW + HOUR)
    assert names(number, Outcome.ELSEWHERE) == []
    undo(house, changed, "佐藤", "誤り", NOW + 2 * HOUR)
    assert {one.entry.title: one.entry.place for one in all_machines()}["受付PC"] == "1階"


def test_only_what_is_looked_for_is_missing_and_others_are_elsewhere(house: Site) -> None:
    number = stock_take.open_stock_take("サーバ", "サーバ室", MachineClass.SERVER, "佐藤", NOW)
    scan(number, "A-001")
    assert (names(number, Outcome.MISSING), names(number, Outcome.ELSEWHERE)) == (["電子カルテ"], ["受付PC"])


def test_a_list_is_read_a_machine_a_line(number: int) -> None:
    raw = "読み取り,時刻\r\nA-001,10:00\r\nJPH2,10:01\r\nA-999,10:02\r\n".encode("cp932")
    assert stock_take.scan_list(number, raw, "", "佐藤", NOW) == Listed(2, 1, "読み取り 時刻")
    assert names(number, Outcome.MISSING) == ["電子カルテ"]


def test_a_list_without_a_head_loses_no_line(number: int) -> None:
    assert stock_take.scan_list(number, b"A-001\nA-002\n", "", "佐藤", NOW) == Listed(2, 0)


def test_closed_it_is_the_record_of_the_ledger_review(house: Site, number: int) -> None:
    scan(number, "A-001")
    record = stock_take.close(house, number, REPORTED, NOW + HOUR)
    (fact,) = facts_of(DocumentOnFile, NOW + HOUR, FACILITY)
    assert (fact.seen_in, fact.says.type, fact.says.by) == (record, DocumentType.LEDGER_REVIEW, "佐藤")
    assert fact.says.file
    text = house.archive.fetch(fact.says.file.sha256).decode("utf-8-sig")
    assert '"見つかった","受付PC","A-001","1階"' in text
    assert '"まだ見つからない","電子カルテ"' in text


def test_what_it_came_to_stays_as_it_was(house: Site, number: int) -> None:
    scan(number, "A-001")
    stock_take.close(house, number, REPORTED, NOW + HOUR)
    stated(house, "ledger-entry", "machine:later", NOW + HOUR, title="後から", machine_class="client_pc")
    assert names(number, Outcome.MISSING) == ["医局PC", "電子カルテ"]


def test_nothing_is_read_into_a_closed_one(house: Site, number: int) -> None:
    stock_take.close(house, number, REPORTED, NOW + HOUR)
    with pytest.raises(LedgerError, match="is closed"):
        stock_take.scan(number, "A-001", "", "佐藤", NOW + HOUR)


def test_a_review_that_nobody_approved_is_not_closed(house: Site, number: int) -> None:
    with pytest.raises(EntryError, match="approved"):
        stock_take.close(house, number, Closing("佐藤", "", ()), NOW + HOUR)
    assert scan(number, "A-001") is Read.FOUND


@pytest.mark.parametrize("code", ["", "　", "\n"])
def test_nothing_read_is_told(number: int, code: str) -> None:
    with pytest.raises(LedgerError, match="nothing was read"):
        scan(number, code)
