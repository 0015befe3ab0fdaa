"""Whom an attempt's claims are about: a known machine, a new one, a vendor, a system, the facility."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tenken.collectors.model import Claim, Withheld
from tenken.facts.machines import Hardware, LedgerEntry
from tenken.facts.model import MachineClass, Mark, MarkKind, Statement, SubjectId, SubjectKind, kind_of
from tenken.ledger.entries import all_born, born, slug_of, subject_of
from tenken.ledger.identity import STRENGTH, Match, resolve
from tenken.ledger.linking import Pair, linked_by_marks
from tenken.ledger.models import Entry, Subject
from tenken.ledger.roll import Roll, folded, is_good
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _


@dataclass
class Whom:
    """A subject with all that one attempt says of it. ``entry`` is what its ledger row is to say from now on.

    ``marks`` are those that are new; ``pairs`` what its marks say of it and other entries.
    """

    subject: Subject
    marks: tuple[Mark, ...] = ()
    pairs: tuple[Pair, ...] = ()
    says: list[Statement] = field(default_factory=list)
    withheld: dict[str, Message] = field(default_factory=dict)
    entry: LedgerEntry | None = None


def by_marks(claims: Iterable[Claim]) -> Mapping[tuple[Mark, ...], list[Claim]]:
    """Claims that name the same subject, together."""
    groups = defaultdict[tuple[Mark, ...], list[Claim]](list)
    for claim in claims:
        groups[claim.about].append(claim)
    return groups


Born = Mapping[tuple[Mark, ...], Subject]
"""Who came into the ledger for these marks just now."""


def strangers(groups: Iterable[tuple[Mark, ...]], roll: Roll) -> Born:
    """Machines for all marks that nobody bears, neither in the ledger nor twice among these, born at once."""
    wanted = [marks for marks in groups if not any(mark.kind in _CHOSEN for mark in marks)]
    often = Counter(folded(mark) for marks in wanted for mark in marks)
    new = [marks for marks in wanted if roll.is_stranger(marks) and all(often[folded(mark)] == 1 for mark in marks)]
    return dict(zip(new, all_born(SubjectKind.MACHINE, [_name_in(marks) for marks in new]), strict=True))


def sort_out(
    claims: Iterable[Claim], hint: Subject | None, roll: Roll, new: Born = MappingProxyType({}), *, may_add: bool
) -> list[Whom]:
    """Claims by subject. ``may_add`` lets a person's statement bring its subject into the ledger."""
    return [_whom(marks, group, hint, roll, new, may_add=may_add) for marks, group in by_marks(claims).items()]


def placeholder(title: str, presumed: MachineClass) -> Whom:
    """A machine that was looked for and has not answered yet: it exists, and nothing is known of it."""
    subject = born(SubjectKind.MACHINE, title)
    return Whom(subject, entry=LedgerEntry(title=title, machine_class=presumed, entered=False))


def _whom(
    marks: tuple[Mark, ...], claims: list[Claim], hint: Subject | None, roll: Roll, new: Born, *, may_add: bool
) -> Whom:
    match = _match(marks, hint, roll, may_add=may_add)
    subject = match.subject or new.get(marks) or born(SubjectKind.MACHINE, _name_in(marks))
    if match.subject is None:
        roll.welcome(subject)
    own = tuple(folded(mark) for mark in marks if mark.kind not in _ADDRESSING)
    whom = Whom(subject, tuple(mark for mark in dict.fromkeys(own) if not roll.has(subject, mark)))
    roll.add(subject, own)
    for claim in claims:
        if isinstance(claim.says, Withheld):
            whom.withheld[claim.says.kind.kind] = claim.says.why
        elif isinstance(claim.says, LedgerEntry):
            whom.entry = claim.says
        else:
            whom.says.append(claim.says)
    whom.entry = whom.entry or _entry_by_itself(whom, marks, roll)
    if whom.entry:
        roll.enter(subject, whom.entry)
    whom.pairs = tuple(linked_by_marks(subject, match, roll))
    return whom


_CHOSEN = (MarkKind.SUBJECT, MarkKind.VENDOR_NAME)
"""By them a person names a subject."""
_ADDRESSING = (*_CHOSEN, MarkKind.ADDRESS)
"""They lead to a subject and are not kept as its marks."""


def _match(marks: tuple[Mark, ...], hint: Subject | None, roll: Roll, *, may_add: bool) -> Match:
    named = {mark.kind: mark.value for mark in marks if mark.kind in _CHOSEN}
    if MarkKind.SUBJECT in named:
        about = SubjectId(named[MarkKind.SUBJECT])
        return Match(roll.named(about) or _by_id(about, may_add=may_add))
    if MarkKind.VENDOR_NAME in named:
        return Match(_vendor(named[MarkKind.VENDOR_NAME], hint))
    return resolve(marks, hint, roll)


def whereabouts(marks: tuple[Mark, ...]) -> str:
    """What an attempt at the machine with these marks is called: as little as possible changes when it moves."""
    good = (mark for mark in reversed(marks) if mark.kind is MarkKind.ADDRESS or is_good(mark))
    values = {mark.kind: mark.value.strip() for mark in good}
    best = (*STRENGTH[: STRENGTH.index(MarkKind.MAC)], MarkKind.ADDRESS, *STRENGTH)
    return next((values[kind] for kind in best if values.get(kind)), _name_in(marks))[:200]


def _by_id(about: SubjectId, *, may_add: bool) -> Subject:
    if may_add and not Subject.objects.filter(slug=slug_of(about)).exists():
        return born(kind_of(about), about.partition(":")[2])
    return subject_of(about)


def _vendor(name: str, chosen: Subject | None) -> Subject:
    if chosen:
        return chosen
    entry = Entry.objects.filter(subject__kind=SubjectKind.VENDOR, valid_to=None, title=name).first()
    if entry is None:
        raise LedgerError(_("the ledger knows no vendor “{name}”; register the contract first"), name=name)
    return entry.subject


def _name_in(marks: Iterable[Mark]) -> str:
    by_kind = {mark.kind: mark.value for mark in marks}
    if MarkKind.SUBJECT in by_kind:
        return by_kind[MarkKind.SUBJECT].partition(":")[2].strip()
    best = (MarkKind.HOSTNAME, MarkKind.FQDN, MarkKind.ASSET_TAG, MarkKind.ADDRESS, *STRENGTH)
    return next((by_kind[kind] for kind in best if by_kind.get(kind)), "machine")


def _entry_by_itself(whom: Whom, marks: tuple[Mark, ...], roll: Roll) -> LedgerEntry | None:
    """What the ledger says of a subject that nobody entered: its own name, and the class that a machine looks like.

    A machine that left the ledger and still answers is back in it, as one that nobody entered.
    """
    present = roll.entry(whom.subject)
    named_by_person = any(mark.kind in _CHOSEN for mark in marks)
    if present and present.retired and not named_by_person:
        return replace(present, retired=False, entered=False)
    if present and (present.entered or named_by_person):
        return None
    name = _name_in(marks)
    if whom.subject.kind != SubjectKind.MACHINE:
        return LedgerEntry(name, MachineClass.OTHER)
    before = present or LedgerEntry(name, MachineClass.UNKNOWN, entered=False)
    if any(mark.kind in (MarkKind.HOSTNAME, MarkKind.FQDN) for mark in marks):
        before = replace(before, title=name)
    hardware = next((s for s in whom.says if isinstance(s, Hardware)), None)
    return _with_hardware(before, hardware) if hardware else before


def _with_hardware(entry: LedgerEntry, hardware: Hardware) -> LedgerEntry:
    return replace(
        entry,
        machine_class=hardware.suggests,
        maker=hardware.maker or entry.maker,
        model=hardware.model or entry.model,
        serial=hardware.serial or entry.serial,
    )
