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


@dataclass(frozen=True)
class Now:
    """``kept`` is None where it cannot be told whether anything keeps the clock."""

    kept: bool | None
    words: Message


def clock_told(site: Site, since: datetime | None = None, until: datetime | None = None) -> Told:
    """By all checkpoints, or by those that were signed between. Believe it of a store that verifies."""
    words, steps = Counter[str](), []
    for at, word in map(clock_in, notes(evidence_of(site))):
        if not _between(at, since, until):
            continue
        if step := step_in(word):
            steps.append((at, step))
        else:
            words[word] += 1
    known = words.pop(SYNCHRONISED, 0), words.pop(UNSYNCHRONISED, 0)
    return Told(*known, words.total(), tuple(steps))


def in_one_line(told: Told) -> Message:
    """Whether the clock was kept, and set; of what no checkpoint knows, that it cannot be told."""
    known, steps = told.synchronised + told.unsynchronised, told.steps
    n = known + told.unknown + len(steps)
    if not known and not steps:
        none = _("cannot be told: none of the {n} checkpoints of this time knows whether the clock was kept or set")
        return Message(none if n else _("cannot be told: no checkpoint was signed in this time"), {"n": n})
    kept = _("of {n} checkpoints {yes} say that it was kept right, {no} that nothing kept it; {unknown} do not know")
    counts: Blanks = {"n": n, "yes": told.synchronised, "no": told.unsynchronised, "unknown": told.unknown + len(steps)}
    return Message("{all}", {"all": (Message(kept, counts), _last_set(told))})


def clock_now(site: Site, now: datetime) -> tuple[Now, ...]:
    """What is to be looked after; else one line, by the newest checkpoint. Nothing where there is none."""
    newest = [clock_in(note) for note in lately(evidence_of(site))[-1:]]
    doubts = tuple(Now(False, doubt) for doubt in clock_doubts(site, now))
    return doubts or tuple(_told_by(_when(at), word, clock_told(site), now) for at, word in newest)


def _told_by(at: datetime | None, word: str, told: Told, now: datetime) -> Now:
    fresh = at is not None and abs(now - at) <= _LATELY
    if not fresh:
        words = _("whether anything keeps this clock cannot be told: the newest checkpoint of access logs is of {at}")
    elif word == SYNCHRONISED:
        words = _("the clock is kept right, says the checkpoint of the access logs of {at}")
    else:
        words = _(
            "whether anything keeps this clock cannot be told: at the checkpoint of {at} the system did not say it"
        )
    state = Message(words, {"at": _shown(at) if at else "－"})
    kept = True if fresh and word == SYNCHRONISED else None
    return Now(kept, Message("{all}", {"all": (state, _last_set(told))}) if told.steps or kept else state)


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
    blanks: Blanks = {"n": abs(step), "at": _shown(at)}
    return Message(forwards if step > 0 else back, blanks)


def _last_set(told: Told) -> Message:
    if not told.steps:
        return Message(_("it was not seen to be set"))
    at, step = told.steps[-1]
    words = _("it was seen to be set {n} times, last shortly before {at}, by {seconds} seconds")
    signed = _when(at)
    return Message(words, {"n": len(told.steps), "at": _shown(signed) if signed else at, "seconds": f"{step:+}"})


def _between(at: str, since: datetime | None, until: datetime | None) -> bool:
    """Everything is, where no time is named."""
    if since is None or until is None:
        return True
    signed = _when(at)
    return signed is not None and since <= signed < until


def _shown(moment: datetime) -> str:
    return moment.astimezone(JST).strftime("%Y-%m-%d %H:%M")


def _when(at: str) -> datetime | None:
    """None for what no writer wrote; that the store was changed is told elsewhere."""
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return None
    return found if found.tzinfo else None
