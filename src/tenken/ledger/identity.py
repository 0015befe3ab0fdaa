"""同定: which machine of the ledger an answer comes from. Better two entries for one machine than one for two.

Marks count in the order of their strength. A match is refused where something speaks against it: a different serial
number, a different stronger mark, or other network cards together with another name, host key or address (a clone).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tenken.facts.model import Mark, MarkKind
from tenken.ledger.links import Status
from tenken.ledger.models import Subject
from tenken.ledger.roll import Known, Roll, by_kind, is_good

STRENGTH = (
    MarkKind.SERIAL,
    MarkKind.UUID,
    MarkKind.MACHINE_ID,
    MarkKind.AD_GUID,
    MarkKind.ASSET_TAG,
    MarkKind.MAC,
    MarkKind.FQDN,
    MarkKind.HOSTNAME,
)
_CLONED = (MarkKind.HOSTNAME, MarkKind.HOST_KEY)
_APART = (MarkKind.SERIAL, MarkKind.UUID, MarkKind.AD_GUID)
"""Two entries that differ in one of these are never linked by marks alone."""
_TELLING = (MarkKind.SERIAL, MarkKind.UUID, MarkKind.MACHINE_ID, MarkKind.AD_GUID, MarkKind.MAC)


@dataclass(frozen=True, slots=True)
class Match:
    """The machine that an answer comes from, if the ledger knows it; and who else bears the same marks.

    ``same`` are entries for the same machine, as nothing speaks against it; ``possible`` those of which something
    does. Each comes with the marks that speak for it.
    """

    subject: Subject | None
    same: tuple[tuple[Subject, tuple[Mark, ...]], ...] = ()
    possible: tuple[tuple[Subject, tuple[Mark, ...]], ...] = ()


def resolve(marks: Iterable[Mark], hint: Subject | None, roll: Roll) -> Match:
    """Whom these marks name. ``hint`` is whom the same target led to last time."""
    seen = by_kind(marks)
    hint = roll.stands_for(hint) if hint else None
    chosen = _chosen(seen, hint, roll)
    if chosen is None:
        return Match(None, possible=tuple(_others(None, seen, roll)))
    others = [(other, why) for other, why in _others(chosen, seen, roll) if not _decided(chosen, other, roll)]
    same = tuple((other, why) for other, why in others if _one_machine(chosen, other, why, seen, roll))
    linked = {other.pk for other, _why in same}
    possible = ((other, why) for other, why in others if other.pk not in linked)
    return Match(chosen, same, tuple((other, why) for other, why in possible if why[0].kind in _TELLING))


def _chosen(seen: Known, hint: Subject | None, roll: Roll) -> Subject | None:
    nameless = hint is not None and says_no_more(roll.known(hint), seen)
    if hint and not nameless and not _contradicts(roll.known(hint), seen, MarkKind.HOSTNAME, elsewhere=False):
        return hint
    for kind in STRENGTH:
        found = roll.bearers(kind, seen.get(kind, ()))
        fitting = [s for s in found if not _contradicts(roll.known(s), seen, kind, elsewhere=hint is None)]
        if len(fitting) == 1:
            return fitting[0]
    return hint if nameless else None


def says_no_more(known: Known, seen: Known) -> bool:
    """Whether all that a machine is known by was seen now: it may be known by nothing, or by junk alone."""
    return all(values <= seen.get(kind, set()) for kind, values in known.items())


def took_the_address(known: Known, seen: Known) -> bool:
    """Whether another machine seems to have the address now: other network cards, and no name that both bear."""
    named = known.get(MarkKind.HOSTNAME, set()) & seen.get(MarkKind.HOSTNAME, set())
    return not named and _disjoint(known.get(MarkKind.MAC), seen.get(MarkKind.MAC))


def _others(chosen: Subject | None, seen: Known, roll: Roll) -> Iterator[tuple[Subject, tuple[Mark, ...]]]:
    """Everybody else who bears one of the marks, with those marks, strongest first."""
    found: dict[int, tuple[Subject, list[Mark]]] = {}
    for kind in STRENGTH:
        for subject in roll.bearers(kind, seen.get(kind, ())):
            if chosen is None or subject.pk != chosen.pk:
                shared = sorted(seen[kind] & roll.known(subject).get(kind, set()))
                found.setdefault(subject.pk, (subject, []))[1].extend(Mark(kind, value) for value in shared)
    return ((subject, tuple(why)) for subject, why in found.values())


def _decided(one: Subject, other: Subject, roll: Roll) -> bool:
    """Somebody said already that they are two, or is asked whether they are one."""
    return roll.links.of(one.pk, other.pk) in (Status.NON_LINK, Status.POSSIBLE_LINK)


def _one_machine(chosen: Subject, other: Subject, why: tuple[Mark, ...], seen: Known, roll: Roll) -> bool:
    """Whether nothing speaks against their being one: neither what was seen now nor what is known of the two."""
    ours, theirs, strongest = roll.known(chosen), roll.known(other), why[0].kind
    if any(_contradicts(theirs, known, strongest, elsewhere=True) for known in (seen, ours)):
        return False
    return not any(_differ(kind, ours, theirs) for kind in _APART)


def _contradicts(known: Known, seen: Known, strongest: MarkKind, *, elsewhere: bool) -> bool:
    """Whether something speaks against their being one machine, given that a mark of this kind speaks for it.

    ``elsewhere`` says that the answer came from a target that never led to a known machine.
    """
    stronger = STRENGTH[: STRENGTH.index(strongest)]
    # Two asset numbers are two machines, as the facility itself counts them.
    if any(_differ(kind, known, seen) for kind in (MarkKind.ASSET_TAG, *stronger) if kind is not MarkKind.MAC):
        return True
    if strongest is MarkKind.SERIAL:
        # One serial number on two machines is a maker's junk: then neither their UUIDs nor their names agree.
        names = known.get(MarkKind.HOSTNAME), seen.get(MarkKind.HOSTNAME)
        return _differ(MarkKind.UUID, known, seen) and _disjoint(*names)
    apart = _differ(MarkKind.SERIAL, known, seen)
    return apart or (strongest is not MarkKind.ASSET_TAG and _is_another(known, seen, strongest, elsewhere=elsewhere))


def _is_another(known: Known, seen: Known, strongest: MarkKind, *, elsewhere: bool) -> bool:
    """Whether network cards and names tell of a clone, or of whoever sits at the same dock now."""
    other_name = any(_disjoint(known.get(kind), seen.get(kind)) for kind in _CLONED)
    if strongest is MarkKind.MAC:
        return other_name
    return _disjoint(known.get(MarkKind.MAC), seen.get(MarkKind.MAC)) and (other_name or elsewhere)


def _differ(kind: MarkKind, known: Known, seen: Known) -> bool:
    """Both sides have good values of this kind, and none in common."""
    ours = {value for value in known.get(kind, ()) if is_good(Mark(kind, value))}
    theirs = {value for value in seen.get(kind, ()) if is_good(Mark(kind, value))}
    return _disjoint(ours, theirs)


def _disjoint(ours: set[str] | None, theirs: set[str] | None) -> bool:
    return bool(ours and theirs and not ours & theirs)
