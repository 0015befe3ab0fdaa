"""One verb for each blocker: what a person does about it next, and where."""

from collections.abc import Mapping

from tenken.actions.overview import Blocker, Overview, RowView, State
from tenken.ledger.sheets import Kept, Line
from tenken.rules.model import Standing
from tenken.standard.load import load
from tenken.text import Message
from tenken.web.verbs import Verb, verb_for
from tests.build import NOW

EDITION = load("r7")
FORM = EDITION.form("hospital")
NOBODY: Mapping[str, int] = {}


def verb(row: str, column: str, standing: Standing, state: State = State.OPEN, about: str = "facility") -> Verb:
    """Of a row whose gravest finding is of this column."""
    first = Line(about, "", column, int(standing), Message("because"), (), "", 0)
    kept = Kept(row, NOW, 0, standing, 0, 1, {}, first)
    mine = RowView(FORM.row(row), row, kept, (), state)
    return verb_for(Overview(EDITION, FORM, NOW, (mine,), NOBODY, ended=False), Blocker(mine, "", None))


def test_what_is_met_and_open_wants_its_answer() -> None:
    assert verb("3-3", "facility", Standing.MET) == Verb("answer it", "/checklist/r7/hospital/3-3/#h-answer")


def test_what_is_met_and_was_answered_no_wants_it_again() -> None:
    assert verb("3-3", "facility", Standing.MET, State.NO).name == "answer again"


def test_a_missing_paper_is_recorded_on_its_own_form_and_one_comes_back() -> None:
    found = verb("3-3", "facility", Standing.UNKNOWN)
    assert (found.name, found.url.startswith("/attest/document/?")) == ("record the document", True)
    assert "back=%2Fchecklist%2Fr7%2Fhospital%2F3-3%2F" in found.url


def test_machines_without_updates_get_them() -> None:
    assert verb("2-6", "server", Standing.NOT_MET) == Verb("put updates in", "/?row=2-6&of=server#drill")


def test_machines_that_fail_otherwise_are_mended() -> None:
    assert verb("2-9", "client_pc", Standing.NOT_MET).name == "mend the machines"


def test_machines_that_cannot_be_told_are_looked_at() -> None:
    assert verb("2-9", "client_pc", Standing.UNKNOWN).name == "look at the machines"


def test_a_machine_without_a_class_gets_one() -> None:
    assert verb("2-9", "unknown", Standing.UNKNOWN).name == "give it a class"


def test_a_silent_vendor_is_asked() -> None:
    asked = verb("2-3", "vendor", Standing.UNKNOWN, about="vendor:北斗")
    assert (asked.name, asked.url.startswith("/vendors/vendor:")) == ("ask the vendor", True)
