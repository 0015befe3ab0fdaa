"""All sources of one subject side by side: what each said last, and how what was said changed."""

from datetime import timedelta

from tenken.actions.site import Site
from tenken.facts.machines import LedgerEntry, OperatingSystem
from tenken.facts.model import Statement, SubjectId
from tenken.facts.patches import PatchLevel
from tenken.ledger.voices import turns, voices
from tests import samples
from tests.build import NOW, SERVER
from tests.ledger.steps import seen, stated

DAY = timedelta(days=1)
ENTRY = {"add": "no", "title": "EHR-SRV01", "machine_class": "server"}


def of(kind: type[Statement], at: timedelta = timedelta(0)) -> list[str]:
    return [turn.kind for turn in turns(SERVER, NOW - at) if turn.kind == kind.kind]


def test_a_source_speaks_once_of_each_thing_with_its_last_sighting(site: Site) -> None:
    first = seen(site, now=NOW - 2 * DAY)
    seen(site, now=NOW)
    (voice,) = [voice for voice in voices(SERVER, NOW) if isinstance(voice.says, OperatingSystem)]
    assert (voice.said_in, voice.seen_at) == (first.recorded.observation, NOW)


def test_what_was_said_later_is_not_heard_yet(site: Site) -> None:
    seen(site, now=NOW)
    assert voices(SERVER, NOW - DAY) == []


def test_what_was_said_first_is_no_change(site: Site) -> None:
    seen(site, now=NOW - DAY)
    assert turns(SERVER, NOW) == []


def test_a_source_that_says_something_else_makes_a_change_with_before_and_after(site: Site) -> None:
    seen(site, now=NOW - 2 * DAY)
    again = seen(site, samples.running(samples.machine("ehr-srv01", 1), "22 sshd", "anydesk 7.0.2"), NOW)
    changed = [turn for turn in turns(SERVER, NOW) if turn.said_in == again.recorded.observation]
    assert changed
    assert all(turn.old != turn.new for turn in changed)
    assert of(PatchLevel, DAY) == []


def test_the_ledgers_own_changes_are_among_them_newest_first(site: Site) -> None:
    seen(site, now=NOW - 3 * DAY)
    stated(site, "ledger-entry", SERVER, NOW - 2 * DAY, **ENTRY, place="1階")
    stated(site, "ledger-entry", SERVER, NOW - DAY, **ENTRY, place="2階")
    newest = turns(SERVER, NOW)[0]
    assert isinstance(newest.old, LedgerEntry)
    assert isinstance(newest.new, LedgerEntry)
    assert (newest.old.place, newest.new.place) == ("1階", "2階")


def test_nobody_speaks_of_a_subject_that_there_is_not(site: Site) -> None:
    nobody = SubjectId("machine:nobody")
    assert (voices(nobody, NOW), turns(nobody, NOW)) == ([], [])
