"""同定: which machine of the ledger an answer comes from. Better two entries for one machine than one for two.

Marks count in the order of their strength. A match is refused where something speaks against it: a different serial
number, a different stronger mark, or other network cards together with another name, host key or address (a clone).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tenken.facts.model import Mark, MarkKind, SubjectKind
from tenken.ledger.models import MarkRow, Subject

STRENGTH = (
    MarkKind.SERIAL,
    MarkKind.UUID,
    MarkKind.MACHINE_ID,
    MarkKind.AD_GUID,
    MarkKind.MAC,
    MarkKind.FQDN,
    MarkKind.HOSTNAME,
)
_CLONED = (MarkKind.HOSTNAME, MarkKind.HOST_KEY)

JUNK = {
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

Known = Mapping[MarkKind, set[str]]


def is_good(mark: Mark) -> bool:
    """Whether a mark may join two sightings. Locally made MAC addresses change and repeat, so they may not."""
    value = folded(mark).value
    if mark.kind is MarkKind.MAC:
        return len(value) == 17 and not int(value[1], 16) & 0b10 and value != "00:00:00:00:00:00"
    return value not in JUNK.get(mark.kind, {""}) and set(value) != {"0"}


def resolve(marks: Iterable[Mark], hint: Subject | None) -> Subject | None:
    """The machine that these marks name, or None. ``hint`` is whom the same target led to last time."""
    seen = _by_kind(marks)
    nameless = hint is not None and not known_marks(hint)
    if hint and not nameless and not _contradicts(known_marks(hint), seen, MarkKind.HOSTNAME, elsewhere=False):
        return hint
    for kind, found in _candidates(seen):
        fitting = [s for s in found if not _contradicts(known_marks(s), seen, kind, elsewhere=hint is None)]
        if len(fitting) == 1:
            return fitting[0]
    return hint if nameless else None


def folded(mark: Mark) -> Mark:
    """As marks are stored and compared: without case, but for host keys, in which case counts."""
    value = mark.value.strip()
    return Mark(mark.kind, value if mark.kind is MarkKind.HOST_KEY else value.lower())


def known_marks(subject: Subject) -> Known:
    return _by_kind(Mark(MarkKind(row.kind), row.value) for row in subject.marks.all())


def _by_kind(marks: Iterable[Mark]) -> dict[MarkKind, set[str]]:
    found = defaultdict[MarkKind, set[str]](set)
    for mark in marks:
        found[mark.kind].add(folded(mark).value)
    return dict(found)


def _candidates(seen: Known) -> list[tuple[MarkKind, list[Subject]]]:
    """Machines that bear one of the good marks, strongest kind of mark first."""
    result = []
    for kind in STRENGTH:
        values = [value for value in seen.get(kind, ()) if is_good(Mark(kind, value))]
        rows = MarkRow.objects.filter(kind=kind, value__in=values, subject__kind=SubjectKind.MACHINE)
        subjects = list({row.subject_id: row.subject for row in rows.select_related("subject")}.values())
        if subjects:
            result.append((kind, subjects))
    return result


def _contradicts(known: Known, seen: Known, strongest: MarkKind, *, elsewhere: bool) -> bool:
    """Whether something speaks against their being one machine, given that a mark of this kind speaks for it.

    ``elsewhere`` says that the answer came from a target that never led to a known machine.
    """
    stronger = STRENGTH[: STRENGTH.index(strongest)]
    if any(_differ(kind, known, seen) for kind in stronger if kind is not MarkKind.MAC):
        return True
    if MarkKind.SERIAL not in stronger and _differ(MarkKind.SERIAL, known, seen):
        return True
    other_cards = _disjoint(known.get(MarkKind.MAC), seen.get(MarkKind.MAC))
    other_name = any(_disjoint(known.get(kind), seen.get(kind)) for kind in _CLONED)
    return other_cards and (other_name or elsewhere)


def _differ(kind: MarkKind, known: Known, seen: Known) -> bool:
    """Both sides have good values of this kind, and none in common."""
    ours = {value for value in known.get(kind, ()) if is_good(Mark(kind, value))}
    theirs = {value for value in seen.get(kind, ()) if is_good(Mark(kind, value))}
    return _disjoint(ours, theirs)


def _disjoint(ours: set[str] | None, theirs: set[str] | None) -> bool:
    return bool(ours and theirs and not ours & theirs)
