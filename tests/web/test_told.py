"""A machine's facts as its page tells them: each with its source, beside what other sources say, and how it changed."""

from tenken.facts.machines import Hardware, OperatingSystem
from tenken.facts.model import MachineClass, ObservationId, Statement
from tenken.ledger.voices import Turn, Voice
from tenken.web.told import Pair, Told, all_told, altered, pairs
from tests.build import NOW, SERVER, entry, fact

DEBIAN = OperatingSystem("linux", "debian", "12", "Debian GNU/Linux 12")
UBUNTU = OperatingSystem("linux", "ubuntu", "24.04", "Ubuntu 24.04")
MATE = Hardware("NEC", "Mate", "", MachineClass.CLIENT_PC, "S-1")


def told(*others: Statement) -> Told:
    """What is told of Debian, while other sources say these."""
    voices = [Voice(says, ObservationId(1000 + n), NOW) for n, says in enumerate(others)]
    (found,) = all_told([fact(DEBIAN, SERVER)], voices, {})
    return found


def field(old: Statement | None, new: Statement | None) -> list[tuple[str, str, str]]:
    (change,) = altered([Turn((old or new or DEBIAN).kind, old, new, ObservationId(1))], {})
    return [(label, str(before), str(after)) for label, before, after in change.fields]


def differing(**more: str) -> list[str]:
    return [pair.label for pair in pairs(entry(**more), MATE) if pair.differs]


def test_two_sources_that_say_the_same_are_in_no_dispute() -> None:
    assert (told(DEBIAN).disputed, len(told(DEBIAN).others)) == (False, 1)


def test_a_source_that_says_otherwise_stands_beside_the_believed_one() -> None:
    assert told(UBUNTU).disputed


def test_the_ledger_differs_only_where_both_say_something_else() -> None:
    assert differing(maker="Fujitsu", model="mate", serial="") == ["maker"]


def test_spaces_and_capitals_make_no_difference() -> None:
    assert not Pair("model", "MATE J", "MateJ").differs


def test_without_a_measurement_there_is_nothing_to_compare() -> None:
    assert pairs(entry(), None) == []


def test_a_change_names_only_the_fields_that_changed() -> None:
    assert [label for label, _before, _after in field(DEBIAN, UBUNTU)] == ["name", "version", "name"]


def test_what_is_no_longer_said_has_nothing_after_it() -> None:
    assert {after for _label, _before, after in field(DEBIAN, None)} == {""}
