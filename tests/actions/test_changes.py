"""undo: a change made together is taken back together, as new entries; what was changed again since stays."""

from datetime import timedelta

import pytest

from tenken.actions.changes import undo
from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.site import Site
from tenken.ledger.change_sets import ChangeKind, change_set, change_sets, changes_of
from tenken.ledger.inventory import all_machines
from tenken.ledger.writing import LedgerError
from tests.build import NOW
from tests.ledger.steps import stated

HOUR = timedelta(hours=1)


def taken(site: Site, *lines: str, hours: int = 0) -> int:
    """The number of an import of these ``name,place``."""
    named = (f"{line.partition(',')[0]},{line}" for line in lines)
    raw = "\r\n".join(["ホスト名,機器名,設置場所", *named, ""]).encode()
    return import_spreadsheet(site, raw, NOW + hours * HOUR, "佐藤").number


def places() -> dict[str, str]:
    return {machine.entry.title: machine.entry.place for machine in all_machines()}


def test_a_change_set_says_what_was_done_by_whom_and_to_how_many(site: Site) -> None:
    made = change_set(taken(site, "pc1,1階", "pc2,1階"))
    assert made
    assert (made.kind, made.by, made.entries, made.undone_by) == (ChangeKind.IMPORT, "佐藤", 2, 0)


def test_its_changes_are_told_cell_by_cell(site: Site) -> None:
    taken(site, "pc1,1階", "pc2,1階")
    (change,) = changes_of(taken(site, "pc1,2階", "pc2,1階", hours=1))
    assert (change.title, change.cells) == ("pc1", (("place", "1階", "2階"),))


def test_of_a_machine_that_came_all_that_is_filled_in_is_told(site: Site) -> None:
    (change,) = changes_of(taken(site, "pc1,1階"))
    assert {name: new for name, _old, new in change.cells} == {
        "title": "pc1", "machine_class": "unknown", "place": "1階"}  # fmt: skip


def test_undone_every_machine_says_what_it_said_before(site: Site) -> None:
    taken(site, "pc1,1階")
    undo(site, taken(site, "pc1,2階", "pc2,2階", hours=1), "鈴木", "誤り", NOW + 2 * HOUR)
    assert places() == {"pc1": "1階"}


def test_the_undoing_is_a_change_set_that_can_be_undone_in_turn(site: Site) -> None:
    taken(site, "pc1,1階")
    number = taken(site, "pc1,2階", "pc2,2階", hours=1)
    done = undo(site, number, "鈴木", "誤り", NOW + 2 * HOUR)
    undo(site, done.number, "鈴木", "やはり正しい", NOW + 3 * HOUR)
    assert places() == {"pc1": "2階", "pc2": "2階"}


def test_what_was_changed_since_stays_and_is_named(site: Site) -> None:
    number = taken(site, "pc1,1階", "pc2,1階")
    stated(site, "ledger-entry", "machine:pc1", NOW + HOUR, add="no", place="倉庫", machine_class="client_pc")
    done = undo(site, number, "鈴木", "誤り", NOW + 2 * HOUR)
    assert ([c.title for c in done.written], [c.title for c in done.left]) == (["pc2"], ["pc1"])
    assert places() == {"pc1": "倉庫"}


def test_who_changed_it_since_is_told(site: Site) -> None:
    number = taken(site, "pc1,1階")
    stated(site, "ledger-entry", "machine:pc1", NOW + HOUR, add="no", place="倉庫", machine_class="client_pc")
    (change,) = changes_of(number)
    assert change.since
    assert (change.since.by, change.since.at) == ("佐藤", NOW + HOUR)


def test_nothing_is_undone_twice(site: Site) -> None:
    number = taken(site, "pc1,1階")
    undo(site, number, "鈴木", "誤り", NOW + HOUR)
    with pytest.raises(LedgerError, match="nothing is left to undo"):
        undo(site, number, "鈴木", "誤り", NOW + HOUR)


def test_change_sets_are_listed_newest_first_with_what_undid_them(site: Site) -> None:
    number = taken(site, "pc1,1階")
    done = undo(site, number, "鈴木", "誤り", NOW + HOUR)
    assert [(made.number, made.undoes, made.undone_by) for made in change_sets(1).lines] == [
        (done.number, number, 0), (number, 0, done.number)]  # fmt: skip
