"""時計の状態: what the checkpoints of the log store say of the clock of this machine, by which receipts are timed."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from tenken.actions.log_evidence import evidence_of
from tenken.actions.site import Site
from tenken.dates import JST
from tenken.logs.evidence.checkpoints import clock_in, lately, notes
from tenken.logs.evidence.clock import SYNCHRONISED, UNSYNCHRONISED, step_in
from tenken.text import Blanks, Message, _

_LATELY = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """How many checkpoints say so. ``steps`` are by when they were signed (UTC), with their seconds."""

    synchronised: int
    unsynchronised: int
    unknown: int
    steps: tuple[tuple[str, int], ...]


def clock_told(site: Site) -> Told:
    """By all checkpoints. Believe it of a store that verifies."""
    words, steps = Counter[str](), []
    for at, word in map(clock_in, notes(evidence_of(site))):
        if step := step_in(word):
            steps.append((at, step))
        else:
            words[word] += 1
    known = words.pop(SYNCHRONISED, 0), words.pop(UNSYNCHRONISED, 0)
    return Told(*known, words.total(), tuple(steps))


def clock_doubts(site: Site, now: datetime) -> tuple[Message, ...]:
    """What of the last day needs somebody; nothing where the state is not known."""
    told = [(_when(at), word) for at, word in map(clock_in, lately(evidence_of(site)))]
    of_today = [(at, word) for at, word in told if at and abs(now - at) <= _LATELY]
    doubts = [_stepped(at, step) for at, word in of_today if (step := step_in(word))][-1:]
    if of_today and of_today[-1][1] == UNSYNCHRONISED:
        words = _("nothing keeps the clock of this machine right, says its system: see whether chrony or the like runs")
        doubts.append(Message(words))
    return tuple(doubts)


def _stepped(at: datetime, step: int) -> Message:
    forwards = _("shortly before {at} the clock of this machine was set {n} seconds forwards: see what set it")
    back = _("shortly before {at} the clock of this machine was set {n} seconds back: see what set it")
    blanks: Blanks = {"n": abs(step), "at": at.astimezone(JST).strftime("%Y-%m-%d %H:%M")}
    return Message(forwards if step > 0 else back, blanks)


def _when(at: str) -> datetime | None:
    """None for what no writer wrote; that the store was changed is told elsewhere."""
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return found if found.tzinfo else None
