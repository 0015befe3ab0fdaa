"""Questions to the ledger, answered in values. What was known at a moment comes back exactly as it was then."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from django.db import connection
from django.db.models import Q

from tenken.collectors.model import Nearness
from tenken.facts import STATEMENTS
from tenken.facts.codec import from_json, message_from_json
from tenken.facts.machines import InstalledSoftware, LedgerEntry
from tenken.facts.model import Fact, MachineClass, Observation, ObservationId, Statement, SubjectId, SubjectKind
from tenken.facts.vendors import vendor_key
from tenken.ledger.entries import entry_value
from tenken.ledger.links import behind, slugs_linked
from tenken.ledger.models import Entry, ObservationRow
from tenken.ledger.streams import aware, failed_attempts, last_confirmed, placeholders, withheld_texts
from tenken.rules import LINEAGES
from tenken.text import Message
from tenken.verdicts.case import AnyFact, Case

S = TypeVar("S", bound=Statement)

_BESIDE = ("confirmation", "operating-system", "out-of-scope", "waiver", "policy-setting", "update-duty")
"""Kinds that the engine itself looks at."""

JUDGED = tuple(
    sorted({need.kind.kind for rules in LINEAGES.values() for rule in rules for need in rule.needs} | set(_BESIDE))
)
"""Kinds that some rule needs; the others stay in the ledger when a case is made."""

_Entered = tuple[SubjectKind, Fact[LedgerEntry]]
_Loose = dict[tuple[SubjectId, type[Statement]], list[AnyFact]]


def case_at(as_of: datetime, about: SubjectId | None = None) -> Case:
    """Everything that is judged, as known at this moment; or what concerns one machine and the facility."""
    entries = tuple(_entries(as_of, about))
    if about:
        entries += tuple(_its_vendor(as_of, entries))
    asked = _asked(as_of, about, tuple(fact.about for kind, fact in entries if kind is SubjectKind.VENDOR))
    facts = _facts(asked, JUDGED)
    for entry, fact in entries:
        facts[fact.about, LedgerEntry].append(fact)
        del entry
    return Case(
        as_of=as_of,
        names={fact.about: fact.says.title for _kind, fact in entries},
        machines=_by_class(entries),
        vendors=_of_kind(entries, SubjectKind.VENDOR),
        systems=_of_kind(entries, SubjectKind.SYSTEM),
        facts={key: tuple(found) for key, found in facts.items()},
        failures=_failures(asked),
        withheld=_withheld(asked),
    )


def facts_about(subject: SubjectId, as_of: datetime) -> tuple[AnyFact, ...]:
    """All that is known of one subject, of every kind, by name of the kind."""
    found = _facts(_asked(as_of, subject), tuple(STATEMENTS))
    own = [fact for (about, _kind), facts in found.items() if about == subject for fact in facts]
    return tuple(sorted(own, key=lambda fact: (fact.says.kind, fact.says.item)))


def facts_of(kind: type[S], as_of: datetime, about: SubjectId | None = None) -> tuple[Fact[S], ...]:
    """All that is known of one kind, about one subject or whomever."""
    found = _facts(_asked(as_of, about), (kind.kind,))
    return tuple(fact for (subject, _kind), facts in found.items() if about in (None, subject) for fact in facts)


def history_of(subject: SubjectId, kind: str) -> tuple[AnyFact, ...]:
    """Every statement of one kind that was ever made about a subject, newest first."""
    sql = """
        SELECT f.id, s.body, o.seen_at, o.id
        FROM fact_key k JOIN subject u ON u.id = k.subject_id JOIN fact f ON f.key_id = k.id
        JOIN statement s ON s.id = f.statement_id JOIN observation o ON o.id = f.observation_id
        WHERE u.slug = %s AND k.kind = %s ORDER BY o.id DESC"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [subject, kind])
        rows = cursor.fetchall()
    return tuple(Fact(pk, subject, statement(kind, body), aware(seen), ObservationId(o)) for pk, body, seen, o in rows)


def facts_in(number: int) -> tuple[AnyFact, ...]:
    """What an observation changed: its statements that were new or different."""
    sql = """
        SELECT f.id, u.slug, s.kind, s.body, o.seen_at
        FROM fact f JOIN fact_key k ON k.id = f.key_id JOIN subject u ON u.id = k.subject_id
        JOIN statement s ON s.id = f.statement_id JOIN observation o ON o.id = f.observation_id
        WHERE f.observation_id = %s ORDER BY s.kind, k.item"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [number])
        rows = cursor.fetchmany(200)
    return tuple(Fact(pk, SubjectId(slug), statement(kind, body), aware(seen), ObservationId(number))
                 for pk, slug, kind, body, seen in rows)  # fmt: skip


def facts_numbered(numbers: Iterable[int]) -> Mapping[int, AnyFact]:
    """Facts by their numbers, as they were written: seen when their observation was."""
    wanted = list(numbers)
    if not wanted:
        return {}
    sql = f"""
        SELECT f.id, u.slug, s.kind, s.body, o.seen_at, o.id
        FROM fact f JOIN fact_key k ON k.id = f.key_id JOIN subject u ON u.id = k.subject_id
        JOIN statement s ON s.id = f.statement_id JOIN observation o ON o.id = f.observation_id
        WHERE f.id IN ({placeholders(wanted)})"""  # noqa: S608 (only placeholders are put together)
    with connection.cursor() as cursor:
        cursor.execute(sql, wanted)
        rows = cursor.fetchall()
    return {pk: Fact(pk, SubjectId(slug), statement(kind, body), aware(seen), ObservationId(o))
            for pk, slug, kind, body, seen, o in rows}  # fmt: skip


def observation(number: int) -> Observation | None:
    row = ObservationRow.objects.filter(pk=number).first()
    return observation_value(row) if row else None


def observations(numbers: Iterable[ObservationId]) -> Mapping[ObservationId, Observation]:
    rows = ObservationRow.objects.in_bulk(list(numbers))
    return {ObservationId(number): observation_value(row) for number, row in rows.items()}


def subject_seen_in(number: int) -> SubjectId:
    """Whom an attempt was made at; empty where it never came to that."""
    slug = ObservationRow.objects.filter(pk=number).values_list("about__slug", flat=True).first()
    return SubjectId(slug or "")


def observations_of(subject: SubjectId, limit: int = 50, until: datetime | None = None) -> tuple[Observation, ...]:
    """The latest attempts at a subject and at those linked to it, of all or up to a moment, newest first."""
    rows = ObservationRow.objects.filter(about__slug__in=behind(subject)).order_by("-id")
    then = rows.filter(recorded_at__lte=until) if until else rows
    return tuple(observation_value(row) for row in then[:limit])


def newest() -> int:
    """The number of the newest observation: while it stays, so does every verdict of a moment."""
    return ObservationRow.objects.order_by("-id").values_list("pk", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class _Asked:
    """``cut`` is the newest observation that counts, ``whose`` whom it is about, ``linked`` who stood for whom."""

    cut: int
    whose: tuple[SubjectId, ...]
    linked: Mapping[str, str]

    def subject(self, slug: str) -> SubjectId:
        return SubjectId(self.linked.get(slug, slug))


def _asked(as_of: datetime, about: SubjectId | None, vendors: tuple[SubjectId, ...] = ()) -> _Asked:
    """What was recorded by then. The clock only goes forward, so numbers do too."""
    row = ObservationRow.objects.filter(recorded_at__lte=as_of).order_by("-id").values_list("pk", flat=True).first()
    linked = slugs_linked(as_of, None if vendors else about)
    seconds = (SubjectId(second) for second, first in linked.items() if first == about)
    return _Asked(row or 0, (about, *seconds, *vendors) if about else (), linked)


def _entries(as_of: datetime, about: SubjectId | None, only: SubjectKind | None = None) -> Iterator[_Entered]:
    """What the ledger said then; subjects that had left are not in it."""
    rows = Entry.objects.filter(Q(valid_to=None) | Q(valid_to__gt=as_of), valid_from__lte=as_of, retired=False)
    if about:
        rows = rows.filter(subject__slug=about)
    if only:
        rows = rows.filter(subject__kind=only)
    for row in rows.select_related("subject").order_by("title", "pk").iterator(5000):
        fact = Fact(0, SubjectId(row.subject.slug), entry_value(row), row.valid_from, ObservationId(row.observation_id))
        yield SubjectKind(row.subject.kind), fact


def _its_vendor(as_of: datetime, entries: tuple[_Entered, ...]) -> Iterator[_Entered]:
    """The vendor that the ledger names for these: what it replied concerns them."""
    wanted = {vendor_key(fact.says.vendor) for _kind, fact in entries} - {""}
    for kind, fact in _entries(as_of, None, SubjectKind.VENDOR) if wanted else ():
        if wanted & {vendor_key(fact.says.title), vendor_key(fact.about.partition(":")[2])}:
            yield kind, fact


def _by_class(entries: Iterable[_Entered]) -> Mapping[MachineClass, tuple[SubjectId, ...]]:
    found = defaultdict[MachineClass, list[SubjectId]](list)
    for kind, fact in entries:
        if kind is SubjectKind.MACHINE:
            found[fact.says.machine_class].append(fact.about)
    return {name: tuple(subjects) for name, subjects in found.items()}


def _of_kind(entries: Iterable[_Entered], wanted: SubjectKind) -> tuple[SubjectId, ...]:
    return tuple(fact.about for kind, fact in entries if kind is wanted)


def _facts(asked: _Asked, kinds: tuple[str, ...]) -> _Loose:
    """The last word of every key by then, with the last time that its stream confirmed it."""
    one_of = f"w.slug IN ({placeholders(asked.whose)}, 'facility')"
    whom = f"AND k.subject_id IN (SELECT w.id FROM subject w WHERE {one_of})" if asked.whose else ""  # noqa: S608
    sql = f"""
        SELECT u.slug, k.kind, k.stream_id, f.id, f.observation_id, s.body
        FROM fact_key k
        JOIN subject u ON u.id = k.subject_id
        JOIN fact f ON f.id = (SELECT f2.id FROM fact f2 WHERE f2.key_id = k.id AND f2.observation_id <= %s
                               ORDER BY f2.observation_id DESC LIMIT 1)
        JOIN statement s ON s.id = f.statement_id
        WHERE k.kind IN ({placeholders(kinds)}) {whom}
        ORDER BY k.id"""  # noqa: S608 (only placeholders are put together)
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked.cut, *kinds, *asked.whose])
        rows = cursor.fetchall()
    confirmed = last_confirmed(asked.cut, asked.whose) if rows else {}
    found: _Loose = defaultdict(list)
    nearness: dict[int, Nearness] = {}
    for slug, kind, stream, pk, seen_in, body in rows:
        last = confirmed[stream]
        nearness[pk] = last.nearness
        fact = Fact(pk, asked.subject(slug), statement(kind, body), last.seen_at, ObservationId(seen_in))
        _add(found, fact, nearness)
    return found


NEARER_FOR = timedelta(days=7)
"""So much later a source that is less near must have looked, to be believed before one that is nearer."""


def _add(found: _Loose, fact: AnyFact, nearness: Mapping[int, Nearness]) -> None:
    """Where several sources speak of one item, one is believed."""
    facts = found[fact.about, type(fact.says)]
    same = next((i for i, other in enumerate(facts) if other.says.item == fact.says.item), None)
    if same is None:
        facts.append(fact)
    elif _goes_before(fact, facts[same], nearness[fact.id] - nearness[facts[same].id]):
        facts[same] = fact


def _goes_before(fact: AnyFact, other: AnyFact, nearer: int) -> bool:
    """The nearer one, unless the other is much newer; of equally near ones, and of sightings, the newer."""
    sign = 0 if fact.says.by_itself else (nearer > 0) - (nearer < 0)
    lead = sign * NEARER_FOR
    return bool(fact.seen_at + lead >= other.seen_at)


@lru_cache(maxsize=50_000)
def statement(kind: str, body: str) -> Any:
    """A stored statement; the same text is read once."""
    read = from_json(kind, body)
    return _sharing(read) if isinstance(read, InstalledSoftware) else read


_MOST_PACKAGES = 1_000_000
_packages: dict[tuple[str, str], tuple[str, str]] = {}


def _sharing(software: InstalledSoftware) -> InstalledSoftware:
    """Machines have hundreds of packages, and most have the same: each is held in memory once."""
    if len(_packages) > _MOST_PACKAGES:
        _packages.clear()
    return replace(software, packages=tuple(map(_packages.setdefault, software.packages, software.packages)))


def _failures(asked: _Asked) -> Mapping[SubjectId, Observation]:
    """Whom the last attempt failed at, and how; of several streams the newest failure."""
    numbers = failed_attempts(asked.cut, asked.whose)
    rows = sorted(ObservationRow.objects.select_related("about").in_bulk(numbers).values(), key=lambda row: row.pk)
    return {asked.subject(row.about.slug): observation_value(row) for row in rows if row.about}


def _withheld(asked: _Asked) -> Mapping[tuple[SubjectId, str], Message]:
    decoder = msgspec.json.Decoder(dict[str, dict[str, Message]])
    found: dict[tuple[SubjectId, str], Message] = {}
    for text in withheld_texts(asked.cut, asked.whose):
        said = decoder.decode(text)
        found |= {(asked.subject(slug), kind): why for slug, kinds in said.items() for kind, why in kinds.items()}
    return found


def observation_value(row: ObservationRow) -> Observation:
    return Observation(
        id=ObservationId(row.pk),
        collector=row.collector,
        target=row.target,
        seen_at=row.seen_at,
        recorded_at=row.recorded_at,
        raw_sha256=row.raw_sha256,
        complete=row.complete,
        by=row.by,
        failure=message_from_json(row.failure),
    )
