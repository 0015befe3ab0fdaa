"""Whom an attempt's claims are about: a known machine, a new one, a vendor, a system, the facility."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from tenken.collectors.model import Claim, Withheld
from tenken.facts.machines import Hardware, LedgerEntry
from tenken.facts.model import MachineClass, Mark, MarkKind, Statement, SubjectId, SubjectKind, kind_of
from tenken.ledger import identity
from tenken.ledger.entries import born, entry_value, present_entry, slug_of, subject_of
from tenken.ledger.models import Entry, Subject
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _


@dataclass
class Whom:
    """A subject with all that one attempt says of it. ``entry`` is what its ledger row is to say from now on."""

    subject: Subject
    marks: tuple[Mark, ...] = ()
    says: list[Statement] = field(default_factory=list)
    withheld: dict[str, Message] = field(default_factory=dict)
    entry: LedgerEntry | None = None


def sort_out(claims: Iterable[Claim], hint: Subject | None, *, may_add: bool) -> list[Whom]:
    """Claims by subject. ``may_add`` lets a person's statement bring its subject into the ledger."""
    groups = defaultdict[tuple[Mark, ...], list[Claim]](list)
    for claim in claims:
        groups[claim.about].append(claim)
    return [_whom(marks, group, hint, may_add=may_add) for marks, group in groups.items()]


def placeholder(title: str) -> Whom:
    """A machine that was looked for and has not answered yet: it exists, and nothing is known of it."""
    subject = born(SubjectKind.MACHINE, title)
    return Whom(subject, entry=LedgerEntry(title=title, machine_class=MachineClass.SERVER, entered=False))


def _whom(marks: tuple[Mark, ...], claims: list[Claim], hint: Subject | None, *, may_add: bool) -> Whom:
    whom = Whom(
        _subject(marks, hint, may_add=may_add), tuple(identity.folded(m) for m in marks if m.kind not in _ADDRESSING)
    )
    for claim in claims:
        if isinstance(claim.says, Withheld):
            whom.withheld[claim.says.kind.kind] = claim.says.why
        elif isinstance(claim.says, LedgerEntry):
            whom.entry = claim.says
        else:
            whom.says.append(claim.says)
    whom.entry = whom.entry or _entry_by_itself(whom, marks)
    return whom


_CHOSEN = (MarkKind.SUBJECT, MarkKind.VENDOR_NAME)
"""By them a person names a subject."""
_ADDRESSING = (*_CHOSEN, MarkKind.ADDRESS)
"""They lead to a subject and are not kept as its marks."""


def _subject(marks: tuple[Mark, ...], hint: Subject | None, *, may_add: bool) -> Subject:
    named = {mark.kind: mark.value for mark in marks if mark.kind in _CHOSEN}
    if MarkKind.SUBJECT in named:
        return _by_id(SubjectId(named[MarkKind.SUBJECT]), may_add=may_add)
    if MarkKind.VENDOR_NAME in named:
        return _vendor(named[MarkKind.VENDOR_NAME], hint)
    return identity.resolve(marks, hint) or born(SubjectKind.MACHINE, _name_in(marks))


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
    return next(
        (by_kind[kind] for kind in (MarkKind.HOSTNAME, MarkKind.FQDN, *identity.STRENGTH) if kind in by_kind), "machine"
    )


def _entry_by_itself(whom: Whom, marks: tuple[Mark, ...]) -> LedgerEntry | None:
    """What the ledger says of a subject that nobody entered: its own name, and the class that a machine looks like.

    A machine that left the ledger and still answers is back in it, as one that nobody entered.
    """
    present = present_entry(whom.subject)
    named_by_person = any(mark.kind in _CHOSEN for mark in marks)
    if present and present.retired and not named_by_person:
        return replace(entry_value(present), retired=False, entered=False)
    if present and (present.entered or named_by_person):
        return None
    name = _name_in(marks)
    if whom.subject.kind != SubjectKind.MACHINE:
        return LedgerEntry(name, MachineClass.OTHER)
    hardware = next((s for s in whom.says if isinstance(s, Hardware)), Hardware("", "", "", MachineClass.SERVER))
    return LedgerEntry(
        title=name,
        machine_class=hardware.suggests,
        maker=hardware.maker,
        model=hardware.model,
        serial=hardware.serial,
        entered=False,
    )
