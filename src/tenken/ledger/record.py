"""From an attempt to rows: the observation, whom it is about, what is new, what was only seen again."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from tenken.collectors.model import Claim
from tenken.facts.codec import message_to_json
from tenken.facts.model import FACILITY, Mark, MarkKind, SubjectId
from tenken.ledger import seal
from tenken.ledger.changes import write_changes
from tenken.ledger.entries import entry_value, present_entry, retired, subject_of, write_entry
from tenken.ledger.identity import Match, says_no_more
from tenken.ledger.linking import link_by_marks
from tenken.ledger.models import MarkRow, ObservationRow, Stream, Subject
from tenken.ledger.roll import Roll, by_kind
from tenken.ledger.whom import Whom, by_marks, placeholder, sort_out, whereabouts
from tenken.text import Message


@dataclass(frozen=True)
class Attempt:
    """One attempt as its action saw it.

    ``stream`` names what it takes the place of. ``hint`` is whom the target led to last time, or whom a person
    chose. ``stands_for`` is how a machine is called that did not answer at first contact.
    """

    stream: str
    collector: str
    target: str
    seen_at: datetime
    by: str = ""
    raw_sha256: str = ""
    claims: tuple[Claim, ...] = ()
    failure: Message | None = None
    hint: SubjectId | None = None
    stands_for: str = ""
    may_add: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """``changed`` and ``unchanged`` count statements; ``subjects`` are those that were spoken of."""

    observation: int
    subjects: tuple[SubjectId, ...]
    changed: int
    unchanged: int


def record(attempt: Attempt, now: datetime, roll: Roll | None = None) -> Recorded:
    """Write an attempt, within ``writing``. A failed one leaves its reason and no facts.

    ``roll`` is one that knows all marks of the claims, where somebody has it already.
    """
    hint = subject_of(attempt.hint) if attempt.hint else None
    if roll is None:
        roll = Roll.of((mark for claim in attempt.claims for mark in claim.about), [hint] if hint else [])
    spoken_of = _spoken_of(attempt, hint, roll)
    observation = _observe(attempt, spoken_of, now)
    for whom in spoken_of:
        if whom.entry:
            write_entry(whom.subject, whom.entry, observation, now)
    _keep_marks(spoken_of, observation)
    _let_go_of_placeholder(hint, spoken_of, observation, now)
    for whom in spoken_of:
        link_by_marks(whom.subject, whom.match, roll, now)
    changed, unchanged = (0, 0) if attempt.failure else write_changes(observation, spoken_of)
    seal.add_seal("observation", observation.pk)
    return Recorded(observation.pk, tuple(SubjectId(w.subject.slug) for w in spoken_of), changed, unchanged)


def record_each(attempt: Attempt, now: datetime) -> tuple[Recorded, ...]:
    """Write an answer that speaks of many machines as an attempt at each of them, within ``writing``.

    Each has a stream of its own: one that the next answer does not name goes stale, and nothing of it is taken back.
    """
    groups = by_marks(attempt.claims)
    roll = Roll.of(mark for marks in groups for mark in marks)
    source = attempt.collector.partition("/")[0]
    found = []
    for marks, claims in groups.items():
        where = whereabouts(marks)
        stream = f"{source}:{where}"
        hint = _last_at(stream, marks, where, roll)
        alone = replace(attempt, stream=stream, target=where, claims=tuple(claims), hint=hint)
        found.append(record(alone, now, roll))
    return tuple(found)


def _last_at(stream: str, marks: tuple[Mark, ...], where: str, roll: Roll) -> SubjectId | None:
    """Whom the source saw last at this address; or whom it met under these very marks, if that is known by no other."""
    rows = ObservationRow.objects.filter(stream__key=stream, about__isnull=False).order_by("-id")
    last = rows.select_related("about").first()
    if last is None or last.about is None:
        return None
    by_address = Mark(MarkKind.ADDRESS, where) in marks
    return SubjectId(last.about.slug) if by_address or says_no_more(roll.known(last.about), by_kind(marks)) else None


def _spoken_of(attempt: Attempt, hint: Subject | None, roll: Roll) -> list[Whom]:
    if not attempt.failure:
        return sort_out(attempt.claims, hint, roll, may_add=attempt.may_add)
    if hint:
        return [Whom(hint, Match(hint))]
    return [placeholder(attempt.stands_for)] if attempt.stands_for else []


def _observe(attempt: Attempt, spoken_of: list[Whom], now: datetime) -> ObservationRow:
    withheld = {w.subject.slug: w.withheld for w in spoken_of if w.withheld}
    return ObservationRow.objects.create(
        stream=Stream.objects.get_or_create(key=attempt.stream)[0],
        collector=attempt.collector,
        target=attempt.target,
        about=spoken_of[0].subject if len(spoken_of) == 1 else None,
        seen_at=attempt.seen_at,
        recorded_at=now,
        by=attempt.by,
        raw_sha256=attempt.raw_sha256,
        complete=not attempt.failure,
        failure=message_to_json(attempt.failure),
        withheld=msgspec.json.encode(withheld, order="sorted").decode() if withheld else "",
    )


def _keep_marks(spoken_of: Iterable[Whom], observation: ObservationRow) -> None:
    rows = [
        MarkRow(subject=whom.subject, kind=mark.kind.value, value=mark.value, observation=observation)
        for whom in spoken_of
        for mark in whom.marks
    ]
    MarkRow.objects.bulk_create(rows)


def _let_go_of_placeholder(
    hint: Subject | None, spoken_of: list[Whom], observation: ObservationRow, now: datetime
) -> None:
    """The target turned out to be a machine that the ledger knew already under another name."""
    others = [whom.subject for whom in spoken_of if hint and whom.subject.pk != hint.pk]
    if hint and others and not hint.marks.exists() and hint.slug != FACILITY:
        present = present_entry(hint)
        if present and not present.entered:
            write_entry(hint, retired(entry_value(present), f"= {others[0].slug}"), observation, now)
