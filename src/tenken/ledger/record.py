"""From attempts to rows: the observation, whom it is about, what is new, what was only seen again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from django.db import connection
from django.db.models import Max

from tenken.collectors.model import Claim
from tenken.facts.codec import message_to_json
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, MachineClass, Mark, MarkKind, Statement, SubjectId
from tenken.ledger import seal, sought
from tenken.ledger.changes import write_changes
from tenken.ledger.chunks import batched
from tenken.ledger.entries import entry_value, present_entry, retired, subjects_of, write_entries
from tenken.ledger.identity import says_no_more, took_the_address
from tenken.ledger.links import decide
from tenken.ledger.models import MarkRow, ObservationRow, Stream, Subject
from tenken.ledger.roll import Roll, by_kind
from tenken.ledger.whom import Born, Whom, by_marks, placeholder, sort_out, strangers, whereabouts
from tenken.text import Message

_CHUNK = 500


@dataclass(frozen=True)
class Attempt:
    """One attempt as its action saw it.

    ``stream`` names what it takes the place of. ``hint`` is whom the target led to last time, or whom a person
    chose. ``stands_for`` is how a machine is called that did not answer at first contact, ``presumed`` what
    it is taken for until it does.
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
    presumed: MachineClass = MachineClass.UNKNOWN
    may_add: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """``changed`` and ``unchanged`` count statements; ``subjects`` are those that were spoken of."""

    observation: int
    subjects: tuple[SubjectId, ...]
    changed: int
    unchanged: int


def record(attempt: Attempt, now: datetime) -> Recorded:
    """Write an attempt, within ``writing``. A failed one leaves its reason and no facts."""
    return record_all((attempt,), now)[0]


def record_each(attempt: Attempt, now: datetime) -> tuple[Recorded, ...]:
    """Write an answer that speaks of many machines as an attempt at each of them, within ``writing``."""
    return record_many((attempt,), now)


def record_many(attempts: Sequence[Attempt], now: datetime) -> tuple[Recorded, ...]:
    """The same for many answers at once, in their order.

    Each machine has a stream of its own: one that the next answer does not name goes stale, and nothing of it is taken
    back. Statements that stand by themselves have streams beside it.
    """
    return tuple(done for batch in _without_repetition(attempts) for done in _recorded(_not_overtaken(batch), now))


_Part = tuple[str, Attempt, tuple[Mark, ...]]
"""The place where a source saw one machine, the attempt at it, and the marks that name it."""
BESIDE = "|"
"""Stands in the name of a stream between the place and what tells it from others of the same place."""


def _without_repetition(attempts: Sequence[Attempt]) -> Iterator[list[_Part]]:
    """Parts that can be written together: what is said of one place twice is said one after the other."""
    batch: dict[str, _Part] = {}
    for part in (part for attempt in attempts for part in _parts(attempt)):
        if part[0] in batch:
            yield list(batch.values())
            batch = {}
        batch[part[0]] = part
    if batch:
        yield list(batch.values())


def _not_overtaken(batch: list[_Part]) -> list[_Part]:
    """Without what a log says of a machine that the same source saw since: logs are taken in in any order."""
    dated = [part[1].stream for part in batch if any(claim.seen_at for claim in part[1].claims)]
    newest: dict[str, datetime] = {}
    for chunk in batched(dated):
        rows = ObservationRow.objects.filter(stream__key__in=chunk, complete=True).values_list("stream__key")
        newest |= dict(rows.annotate(Max("seen_at")).order_by())
    return [part for part in batch if part[1].stream not in newest or newest[part[1].stream] <= part[1].seen_at]


def _parts(attempt: Attempt) -> Iterator[_Part]:
    source = attempt.collector.partition("/")[0]
    if attempt.failure:
        yield attempt.stream, attempt, ()
    for marks, claims in by_marks(attempt.claims).items():
        where, place = whereabouts(marks), place_of(source, marks)
        stream = place + _by_themselves(claims)
        seen = min(attempt.seen_at, max(claim.seen_at or attempt.seen_at for claim in claims))
        yield place, replace(attempt, stream=stream, target=where, claims=tuple(claims), seen_at=seen), marks


def place_of(source: str, marks: tuple[Mark, ...]) -> str:
    """How the stream begins in which a source tells of the machine that it names so."""
    return f"{source}:{whereabouts(marks)}".replace(BESIDE, " ")


def _by_themselves(claims: Iterable[Claim]) -> str:
    """What gives an answer a stream beside those that lack it: a scan without ports does not end what one with said."""
    says = (claim.says for claim in claims)
    alone = sorted({f"{say.kind}/{say.item}" for say in says if isinstance(say, Statement) and say.by_itself})
    return f"{BESIDE}{' '.join(alone)}" if alone else ""


def _recorded(batch: list[_Part], now: datetime) -> tuple[Recorded, ...]:
    last = _spoken_of_last([place for place, _attempt, _marks in batch])
    roll = Roll.of((mark for _place, _attempt, marks in batch for mark in marks), last.values())
    alone = [replace(attempt, hint=_hint(last.get(place), marks, roll)) for place, attempt, marks in batch]
    return record_all(alone, now, roll)


def record_all(attempts: Sequence[Attempt], now: datetime, roll: Roll | None = None) -> tuple[Recorded, ...]:
    """Write attempts, a few questions for all of them. ``roll`` is one that knows their marks, where there is one."""
    hints = subjects_of(attempt.hint for attempt in attempts if attempt.hint)
    if roll is None:
        marks = (mark for attempt in attempts for claim in attempt.claims for mark in claim.about)
        roll = Roll.of(marks, hints.values())
    groups = dict.fromkeys(claim.about for a in attempts if not a.failure and not a.hint for claim in a.claims)
    new = strangers(groups, roll) if len(groups) > 1 else {}
    spoken_of = [_spoken_of(a, hints[a.hint] if a.hint else None, roll, new) for a in attempts]
    observations = _observe(attempts, spoken_of, now)
    answered = tuple(zip(observations, spoken_of, strict=True))
    write_entries(_entries(attempts, hints, answered), now)
    MarkRow.objects.bulk_create(_marks(answered), batch_size=_CHUNK)
    for pair in (pair for whoms in spoken_of for whom in whoms for pair in whom.pairs):
        decide(pair.first, pair.second, pair.status, now, "", pair.why)
    counts = write_changes([(o, w) for o, w in answered if o.complete])
    sought.keep_systems((whom.subject, whom.says) for whoms in spoken_of for whom in whoms)
    seal.add_seals("observation", [observation.pk for observation in observations])
    return tuple(
        Recorded(o.pk, tuple(SubjectId(whom.subject.slug) for whom in whoms), *counts.get(o.pk, (0, 0)))
        for o, whoms in answered
    )


def _spoken_of_last(places: Iterable[str]) -> Mapping[str, Subject]:
    """Place → the subject that the source spoke of last there, in any of its streams."""
    sql = """SELECT t.key, o.about_id FROM stream t JOIN observation o ON o.id = (
                 SELECT MAX(o2.id) FROM observation o2 WHERE o2.stream_id = t.id AND o2.about_id IS NOT NULL)
             WHERE t.key LIKE %s ORDER BY o.id"""
    wanted = set(places)
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for source in {place.partition(":")[0] for place in wanted}:
            cursor.execute(sql, [f"{source}:%"])
            found |= {key.partition(BESIDE)[0]: about for key, about in cursor.fetchall()}
    there = {place: pk for place, pk in found.items() if place in wanted}
    subjects = {pk: row for chunk in batched(set(there.values())) for pk, row in Subject.objects.in_bulk(chunk).items()}
    return {place: subjects[pk] for place, pk in there.items()}


def _hint(last: Subject | None, marks: tuple[Mark, ...], roll: Roll) -> SubjectId | None:
    """Whom the source saw last at this address; or whom it met under these very marks, if that is known by no other."""
    if last is None or not marks:
        return SubjectId(last.slug) if last else None
    known, seen = roll.known(last), by_kind(marks)
    by_address = Mark(MarkKind.ADDRESS, whereabouts(marks)) in marks and not took_the_address(known, seen)
    return SubjectId(last.slug) if by_address or says_no_more(known, seen) else None


def _spoken_of(attempt: Attempt, hint: Subject | None, roll: Roll, new: Born) -> list[Whom]:
    if not attempt.failure:
        return sort_out(attempt.claims, hint, roll, new, may_add=attempt.may_add)
    if hint:
        return [Whom(hint)]
    return [placeholder(attempt.stands_for, attempt.presumed)] if attempt.stands_for else []


def _observe(attempts: Sequence[Attempt], spoken_of: Sequence[list[Whom]], now: datetime) -> list[ObservationRow]:
    streams = _streams([attempt.stream for attempt in attempts])
    rows = [_observation(a, w, streams[a.stream], now) for a, w in zip(attempts, spoken_of, strict=True)]
    return ObservationRow.objects.bulk_create(rows, batch_size=_CHUNK)


def _observation(attempt: Attempt, spoken_of: list[Whom], stream: Stream, now: datetime) -> ObservationRow:
    withheld = {w.subject.slug: w.withheld for w in spoken_of if w.withheld}
    return ObservationRow(
        stream=stream,
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


def _streams(keys: Sequence[str]) -> Mapping[str, Stream]:
    known = {row.key: row for chunk in batched(keys) for row in Stream.objects.filter(key__in=chunk)}
    new = [Stream(key=key) for key in dict.fromkeys(keys) if key not in known]
    return known | {row.key: row for row in Stream.objects.bulk_create(new, batch_size=_CHUNK)}


Answered = Sequence[tuple[ObservationRow, list[Whom]]]


def _marks(answered: Answered) -> list[MarkRow]:
    return [
        MarkRow(subject=whom.subject, kind=mark.kind.value, value=mark.value, observation=observation)
        for observation, whoms in answered
        for whom in whoms
        for mark in whom.marks
    ]


def _entries(
    attempts: Sequence[Attempt], hints: Mapping[SubjectId, Subject], answered: Answered
) -> Iterator[tuple[Subject, LedgerEntry, ObservationRow]]:
    for attempt, (observation, whoms) in zip(attempts, answered, strict=True):
        yield from ((whom.subject, whom.entry, observation) for whom in whoms if whom.entry)
        if attempt.hint:
            yield from _placeholder_let_go(hints[attempt.hint], whoms, observation)


def _placeholder_let_go(
    hint: Subject, spoken_of: list[Whom], observation: ObservationRow
) -> Iterator[tuple[Subject, LedgerEntry, ObservationRow]]:
    """The target turned out to be a machine that the ledger knew already under another name."""
    others = [whom.subject for whom in spoken_of if whom.subject.pk != hint.pk]
    if others and not hint.marks.exists() and hint.slug != FACILITY:
        present = present_entry(hint)
        if present and not present.entered:
            yield hint, retired(entry_value(present), f"= {others[0].slug}"), observation
