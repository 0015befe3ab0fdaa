"""名寄せの決定: what marks or a person decided of two entries, read as it was at any moment."""

from datetime import timedelta

import pytest

from tenken.actions.link import link
from tenken.actions.site import Site
from tenken.collectors.model import Claim
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import MachineClass, Mark, MarkKind, SubjectId
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger import seal
from tenken.ledger.inventory import all_machines
from tenken.ledger.links import Status, decisions
from tenken.ledger.recall import case_at, facts_about
from tenken.ledger.record import Attempt, Recorded, record_each
from tenken.ledger.writing import LedgerError, writing
from tests.build import NOW

HOUR = timedelta(hours=1)
SERIAL, MAC, NAME = (
    Mark(MarkKind.SERIAL, "JPH4X01"), Mark(MarkKind.MAC, "00:1b:21:00:00:01"), Mark(MarkKind.HOSTNAME, "ehr-pc01"),
)  # fmt: skip
OTHER_SERIAL = Mark(MarkKind.SERIAL, "JPH4X02")
ENTERED = LedgerEntry("受付PC", MachineClass.CLIENT_PC, place="外来")


def met(hours: int, *marks: Mark, source: str = "scan", says: LedgerEntry | None = None) -> Recorded:
    """A source met a machine under these marks, so many hours from now."""
    claim = Claim(marks, says or SeenOnNetwork("scan", "10.20.0.31"))
    with writing(NOW + hours * HOUR) as moment:
        return record_each(Attempt("", f"{source}/1", "", moment, claims=(claim,)), moment)[0]


@pytest.fixture
def linked(site: Site) -> Site:
    """Two entries that an answer with the marks of both made one."""
    met(0, SERIAL, source="ledger", says=ENTERED)
    met(1, MAC)
    met(2, SERIAL, MAC, source="script")
    return site


def names() -> list[str]:
    return [machine.entry.title for machine in all_machines()]


def test_an_answer_that_bears_the_marks_of_two_entries_links_them(linked: Site) -> None:
    (decision,) = decisions(Status.LINK)
    assert (decision.by, decision.rested_on, names()) == ("", (MAC,), ["受付PC"])


def test_who_was_entered_by_a_person_stands_for_the_other(linked: Site) -> None:
    assert [(one.first, one.second) for one in decisions(Status.LINK)] == [
        ("machine:JPH4X01", "machine:00-1b-21-00-00-01")
    ]


def test_what_was_known_of_the_second_is_read_as_the_firsts(linked: Site) -> None:
    known = {fact.says.kind for fact in facts_about(SubjectId("machine:JPH4X01"), NOW + 2 * HOUR)}
    assert "seen-on-network" in known


def test_before_that_they_were_two(linked: Site) -> None:
    assert len(case_at(NOW + HOUR).names) == 2
    assert len(case_at(NOW + 2 * HOUR).names) == 1


def test_both_bear_all_marks_from_then_on(linked: Site) -> None:
    assert met(3, MAC).subjects == met(4, SERIAL, source="script").subjects == ("machine:JPH4X01",)


def test_taken_back_the_second_stands_in_the_ledger_again(linked: Site) -> None:
    (was,) = decisions(Status.LINK)
    link(linked, was.first, was.second, Status.NON_LINK, "佐藤", NOW + 5 * HOUR)
    assert (len(names()), decisions(Status.LINK)) == (2, ())


def test_an_undo_stays_undone_whatever_the_marks_say(linked: Site) -> None:
    (was,) = decisions(Status.LINK)
    link(linked, was.first, was.second, Status.NON_LINK, "佐藤", NOW + 5 * HOUR)
    met(6, SERIAL, MAC, source="script")
    assert (len(names()), [one.by for one in decisions(Status.NON_LINK)]) == (2, ["佐藤"])


def test_a_person_may_change_their_mind(linked: Site) -> None:
    (was,) = decisions(Status.LINK)
    link(linked, was.first, was.second, Status.NON_LINK, "佐藤", NOW + 5 * HOUR)
    link(linked, was.second, was.first, Status.LINK, "佐藤", NOW + 6 * HOUR)
    assert (len(names()), len(decisions(Status.LINK))) == (1, 1)


def test_two_good_serial_numbers_are_never_linked_but_put_to_a_person(site: Site) -> None:
    met(0, SERIAL, MAC, source="script")
    met(1, OTHER_SERIAL, MAC, source="script")
    (asked,) = decisions(Status.POSSIBLE_LINK)
    assert (len(names()), asked.rested_on) == (2, (MAC,))


def test_nobody_is_asked_twice(site: Site) -> None:
    met(0, SERIAL, MAC, source="script")
    met(1, OTHER_SERIAL, MAC, source="script")
    met(2, OTHER_SERIAL, MAC, source="script")
    assert len(decisions(Status.POSSIBLE_LINK)) == 1


def test_what_a_person_entered_twice_is_not_linked_without_them(site: Site) -> None:
    met(0, SERIAL, source="ledger", says=ENTERED)
    met(1, NAME, source="ledger", says=LedgerEntry("EHR-PC01", MachineClass.CLIENT_PC))
    met(2, SERIAL, NAME, source="script")
    assert (len(names()), len(decisions(Status.POSSIBLE_LINK))) == (2, 1)


def test_decisions_are_sealed(linked: Site) -> None:
    assert list(seal.check_chain()) == []


def test_a_machine_that_the_ledger_does_not_know_is_refused(site: Site) -> None:
    with pytest.raises(LedgerError, match="knows no machine:x"):
        link(site, SubjectId("machine:x"), SubjectId("machine:y"), Status.LINK, "佐藤", NOW)


def test_a_machine_is_not_linked_with_itself(linked: Site) -> None:
    with pytest.raises(LedgerError, match="one entry already"):
        link(linked, SubjectId("machine:JPH4X01"), SubjectId("machine:JPH4X01"), Status.LINK, "佐藤", NOW + 9 * HOUR)
