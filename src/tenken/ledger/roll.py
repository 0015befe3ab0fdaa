"""名簿: who bears which marks. Read with a few questions, whether one machine is to be told or thousands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import QuerySet

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Mark, MarkKind, SubjectKind
from tenken.ledger.chunks import batched
from tenken.ledger.entries import entry_value, present_entries, present_entry
from tenken.ledger.links import Links, Status, links
from tenken.ledger.models import MarkRow, Subject

Known = Mapping[MarkKind, set[str]]

_BORNE_BY_ONE = (MarkKind.UUID, MarkKind.MACHINE_ID, MarkKind.AD_GUID, MarkKind.MAC, MarkKind.HOSTNAME)
_JUNK_UUIDS = 3

JUNK: Mapping[MarkKind, set[str]] = {
    MarkKind.SERIAL: {
        "", "0", "00000000", "123456789", "1234567890", "none", "n/a", "na", "unknown", "not specified",
        "default string",
        "to be filled by o.e.m.", "system serial number", "serial number", "not applicable", "invalid", "empty",
        "chassis serial number", "o.e.m.", "oem", "xxxxxxx", "0123456789",
    },
    MarkKind.UUID: {
        "", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "03000200-0400-0500-0006-000700080009", "12345678-1234-5678-90ab-cddeefaabbcc",
    },
    MarkKind.MACHINE_ID: {"", "uninitialized"},
    MarkKind.HOSTNAME: {"", "localhost", "localhost.localdomain", "debian", "ubuntu", "raspberrypi"},
}  # fmt: skip
"""Values that makers and installers leave behind; they name nobody."""


def folded(mark: Mark) -> Mark:
    """As marks are stored and compared: without case, but for host keys and our own names, in which case counts."""
    value = mark.value.strip()
    return Mark(mark.kind, value if mark.kind in (MarkKind.HOST_KEY, MarkKind.SUBJECT) else value.lower())


def is_good(mark: Mark) -> bool:
    """Whether a mark may join two sightings. Locally made MAC addresses change and repeat, so they may not."""
    value = folded(mark).value
    if mark.kind is MarkKind.MAC:
        return len(value) == 17 and not int(value[1], 16) & 0b10 and value != "00:00:00:00:00:00"
    return value not in JUNK.get(mark.kind, {""}) and set(value) != {"0"}


def by_kind(marks: Iterable[Mark]) -> dict[MarkKind, set[str]]:
    found = defaultdict[MarkKind, set[str]](set)
    for mark in marks:
        found[mark.kind].add(folded(mark).value)
    return dict(found)


class Roll:
    """Machines that bear one of the marks asked for, each with all of its marks; linked ones count as one."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self._bearers = defaultdict[Mark, dict[int, None]](dict)
        self._marks = defaultdict[int, dict[MarkKind, set[str]]](dict)
        self._subjects: dict[int, Subject] = {}
        self._entries: dict[int, LedgerEntry | None] = {}
        self._named: dict[str, Subject] = {}

    @classmethod
    def of(cls, marks: Iterable[Mark], hints: Iterable[Subject] = ()) -> "Roll":
        """The roll that tells whom these marks may name."""
        roll = cls(links())
        asked = {folded(mark) for mark in marks}
        bearers = {pk for pk, mark in _rows_of_values(asked) if mark in asked}
        names = {mark.value for mark in asked if mark.kind is MarkKind.SUBJECT}
        named = {row.slug: row.pk for chunk in batched(names) for row in Subject.objects.filter(slug__in=chunk)}
        ends = {roll.links.end(pk) for pk in (*bearers, *named.values(), *(hint.pk for hint in hints))}
        for chunk in batched(sorted(ends)):
            roll._subjects |= Subject.objects.in_bulk(chunk)
        roll._named = {slug: roll._subjects[roll.links.end(pk)] for slug, pk in named.items()}
        present = present_entries(ends)
        roll._entries = {pk: entry_value(present[pk]) if pk in present else None for pk in ends}
        for pk, mark in _rows_of_subjects(roll.links.behind(ends)):
            roll._bear(roll.links.end(pk), mark)
        return roll

    def add(self, subject: Subject, marks: Iterable[Mark]) -> None:
        """From now on it bears these marks as well."""
        self._subjects[subject.pk] = subject
        for mark in marks:
            self._bear(subject.pk, folded(mark))

    def entry(self, subject: Subject) -> LedgerEntry | None:
        """What the ledger says of it now, or is about to say."""
        if subject.pk not in self._entries:
            present = present_entry(subject)
            self._entries[subject.pk] = entry_value(present) if present else None
        return self._entries[subject.pk]

    def welcome(self, subject: Subject) -> None:
        """It was born just now: the ledger says nothing of it yet."""
        self._entries[subject.pk] = None

    def enter(self, subject: Subject, entry: LedgerEntry) -> None:
        self._entries[subject.pk] = entry

    def is_stranger(self, marks: Iterable[Mark]) -> bool:
        """Whether nobody bears any of these marks."""
        return not any(self._bearers.get(folded(mark)) for mark in marks)

    def decide(self, first: Subject, second: Subject, status: Status) -> None:
        """From now on this is the word on the two; linked, the first bears the second's marks."""
        self.links.take(first.pk, second.pk, status)
        if status is not Status.LINK:
            return
        for kind, values in self._marks.pop(second.pk, {}).items():
            for value in values:
                self._bearers[Mark(kind, value)].pop(second.pk, None)
                self._bear(first.pk, Mark(kind, value))

    def stands_for(self, subject: Subject) -> Subject:
        """Who stands for it in the end; mostly itself."""
        return self._subjects.get(self.links.end(subject.pk), subject)

    def named(self, about: str) -> Subject | None:
        """Who is called so, or who stands for it, if the marks asked for named it."""
        return self._named.get(about)

    def bearers(self, kind: MarkKind, values: Iterable[str]) -> list[Subject]:
        """Who bears one of these values, if the value is good to tell by."""
        good = (Mark(kind, value) for value in sorted(values) if is_good(Mark(kind, value)))
        found = {pk: None for mark in good if not self._is_shared(mark) for pk in self._bearers.get(mark, ())}
        return [self._subjects[pk] for pk in found]

    def known(self, subject: Subject) -> Known:
        return self._marks.get(subject.pk, {})

    def has(self, subject: Subject, mark: Mark) -> bool:
        return mark.value in self.known(subject).get(mark.kind, ())

    def _is_shared(self, mark: Mark) -> bool:
        """Junk that only the data tell: a dock's MAC, a cloned UUID, a name given twice; a maker's own serial."""
        bearers = self._bearers.get(mark, {})
        if mark.kind in _BORNE_BY_ONE:
            return len(self._good_values(bearers, MarkKind.SERIAL)) > 1
        if mark.kind is MarkKind.SERIAL:
            return len(self._good_values(bearers, MarkKind.UUID)) >= _JUNK_UUIDS
        return False

    def _good_values(self, bearers: Iterable[int], kind: MarkKind) -> set[str]:
        values = (value for pk in bearers for value in self._marks[pk].get(kind, ()))
        return {value for value in values if is_good(Mark(kind, value))}

    def _bear(self, pk: int, mark: Mark) -> None:
        self._bearers[mark][pk] = None
        self._marks[pk].setdefault(mark.kind, set()).add(mark.value)


_Borne = tuple[int, Mark]
"""The number of a subject, and a mark that it bears."""


def _rows_of_values(asked: set[Mark]) -> Iterator[_Borne]:
    for chunk in batched(sorted({mark.value for mark in asked})):
        yield from _borne(MarkRow.objects.filter(value__in=chunk, subject__kind=SubjectKind.MACHINE))


def _rows_of_subjects(wanted: set[int]) -> Iterator[_Borne]:
    for chunk in batched(sorted(wanted)):
        yield from _borne(MarkRow.objects.filter(subject__in=chunk))


def _borne(rows: QuerySet[MarkRow]) -> Iterator[_Borne]:
    for subject, kind, value in rows.order_by("pk").values_list("subject_id", "kind", "value"):
        yield subject, Mark(_KINDS[kind], value)


_KINDS = {kind.value: kind for kind in MarkKind}
