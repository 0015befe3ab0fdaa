"""bulk edit: what is shown first is what is written, with a reason, by a named person, and nothing else."""

from datetime import timedelta

import pytest

from tenken.actions.bulk_edit import bulk_edit, plan, read_edit
from tenken.actions.changes import undo
from tenken.actions.site import Site
from tenken.collectors.person.entry import EntryError
from tenken.facts.model import MachineClass, SubjectId
from tenken.ledger import seal
from tenken.ledger.change_sets import ChangeKind, change_set
from tenken.ledger.inventory import all_machines
from tenken.ledger.writing import LedgerError
from tests.build import NOW
from tests.ledger.steps import stated

HOUR = timedelta(hours=1)
BOTH = (SubjectId("machine:pc1"), SubjectId("machine:pc2"))


@pytest.fixture
def two(site: Site) -> Site:
    """Two terminals, one of them on the second floor."""
    for name, place in (("pc1", "1階"), ("pc2", "2階")):
        stated(site, "ledger-entry", f"machine:{name}", NOW, title=name, machine_class="client_pc", place=place)
    return site


def changed(site: Site, hours: int = 1, **typed: str) -> int:
    edit = read_edit(typed, "佐藤", "移設")
    return bulk_edit(site, BOTH, edit, plan(BOTH, edit).token, NOW + hours * HOUR)


def places() -> list[str]:
    return [machine.entry.place for machine in all_machines()]


def test_the_plan_tells_old_and_new_and_what_stays(two: Site) -> None:
    planned = plan(BOTH, read_edit({"place": "2階"}, "佐藤", "移設"))
    assert [(change.title, change.cells) for change in planned.changes] == [("pc1", (("place", "1階", "2階"),))]
    assert planned.unchanged == ("pc2",)


def test_it_is_written_for_all_at_once_with_person_and_reason(two: Site) -> None:
    made = change_set(changed(two, place="新館"))
    assert places() == ["新館", "新館"]
    assert made
    assert (made.kind, made.by, made.reason, made.entries) == (ChangeKind.BULK_EDIT, "佐藤", "移設", 2)


def test_what_says_so_already_is_not_written_anew(two: Site) -> None:
    made = change_set(changed(two, place="2階"))
    assert made
    assert made.entries == 1


def test_several_fields_change_and_the_others_stay(two: Site) -> None:
    changed(two, machine_class="server", owner="鈴木", fit_for_use="yes")
    entry = all_machines()[0].entry
    assert (entry.machine_class, entry.owner, entry.fit_for_use) == (MachineClass.SERVER, "鈴木", True)
    assert (entry.title, entry.place) == ("pc1", "1階")


def test_a_ticked_field_without_a_text_is_emptied(two: Site) -> None:
    changed(two, place="")
    assert places() == ["", ""]


def test_a_machine_taken_out_of_use_says_why(two: Site) -> None:
    number = changed(two, retired="yes")
    assert all_machines() == ()
    undo(two, number, "佐藤", "まだ使う", NOW + 2 * HOUR)
    assert [machine.entry.note for machine in all_machines()] == ["", ""]


def test_undone_each_says_again_what_it_said(two: Site) -> None:
    undo(two, changed(two, place="新館"), "佐藤", "誤り", NOW + 2 * HOUR)
    assert places() == ["1階", "2階"]


def test_what_changed_since_the_preview_is_not_written_over(two: Site) -> None:
    edit = read_edit({"place": "新館"}, "佐藤", "移設")
    token = plan(BOTH, edit).token
    stated(two, "ledger-entry", "machine:pc1", NOW + HOUR, add="no", place="倉庫", machine_class="client_pc")
    with pytest.raises(LedgerError, match="changed meanwhile"):
        bulk_edit(two, BOTH, edit, token, NOW + 2 * HOUR)
    assert places() == ["倉庫", "2階"]


def test_an_edit_that_changes_nothing_leaves_no_trace(two: Site) -> None:
    edit = read_edit({"machine_class": "client_pc"}, "佐藤", "移設")
    with pytest.raises(LedgerError, match="nothing would change"):
        bulk_edit(two, BOTH, edit, plan(BOTH, edit).token, NOW + HOUR)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "fields"),
        ({"place": "x" * 200}, "place"),
        ({"machine_class": "other"}, "machine_class"),
        ({"machine_class": "toaster"}, "machine_class"),
        ({"retired": ""}, "retired"),
        ({"fit_for_use": "maybe"}, "fit_for_use"),
    ],
)
def test_what_cannot_be_taken_is_told_by_field(typed: dict[str, str], field: str) -> None:
    with pytest.raises(EntryError) as refused:
        read_edit(typed, "佐藤", "移設")
    assert list(refused.value.problems) == [field]


def test_without_a_name_and_a_reason_nothing_is_taken() -> None:
    with pytest.raises(EntryError) as refused:
        read_edit({"place": "新館"}, " ", "")
    assert list(refused.value.problems) == ["by", "reason"]


def test_the_edit_is_sealed(two: Site) -> None:
    changed(two, place="新館")
    assert (list(seal.check_chain()), list(seal.broken_entries())) == ([], [])
