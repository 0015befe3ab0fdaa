"""What stands around a vendor: contracts, replies, disclosures, its form, whom to call, its machines; and what is open.

A vendor is in the ledger because somebody stated something of it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from tenken.actions.assess import find_form
from tenken.actions.holding import Holding, holding
from tenken.actions.overview import fresh_sheets
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.contacts import Contact
from tenken.facts.model import Fact, S, Statement, SubjectId, SubjectKind
from tenken.facts.systems import SystemInUse
from tenken.facts.vendors import Disclosure, RemoteMaintenanceReply, VendorAnswer, VendorContract, vendor_key
from tenken.ledger.lists import count_by_class, titles
from tenken.ledger.sheets import Line, kept, kept_lines
from tenken.ledger.stated import of_the_house
from tenken.ledger.vendors import Failing, Looked, Program, failing_machines, looked_after, programs_on, spellings
from tenken.rules.model import Standing
from tenken.standard.model import Edition, Form, Row
from tenken.text import Blanks, Message, _
from tenken.verdicts.case import AnyFact

_KINDS: tuple[type[Statement], ...] = (
    VendorContract, RemoteMaintenanceReply, Disclosure, VendorAnswer, Contact, SystemInUse,
)  # fmt: skip
MOST = 20
"""Machines and programs that a vendor's own page shows; the ledger has all."""


@dataclass(frozen=True)
class Open:
    """Something to do about a vendor: the kind of statement that settles it, or the form that is to come back."""

    what: Message
    holding: Holding
    kind: str
    item: str = ""


@dataclass(frozen=True)
class Returned:
    """A form that came back: of which edition, when it was last read, and how each row is answered."""

    edition: str
    answers: tuple[Fact[VendorAnswer], ...]

    @property
    def noes(self) -> tuple[Fact[VendorAnswer], ...]:
        return tuple(fact for fact in self.answers if not fact.says.yes)

    @property
    def last(self) -> Fact[VendorAnswer]:
        return max(self.answers, key=lambda fact: fact.seen_at)


@dataclass(frozen=True)
class Vendor:
    """``contract`` is the one that runs longest; of it and of the reply also whether they hold."""

    about: SubjectId
    name: str
    today: date
    contract: Fact[VendorContract] | None
    reply: Fact[RemoteMaintenanceReply] | None
    disclosures: tuple[Fact[Disclosure], ...]
    forms: tuple[Returned, ...]
    contacts: tuple[Fact[Contact], ...]
    systems: tuple[tuple[SubjectId, str], ...]
    machines: Looked
    open: tuple[Open, ...] = ()

    @property
    def contract_holds(self) -> Holding:
        return state_of(self.contract, self.today)

    @property
    def reply_holds(self) -> Holding:
        return state_of(self.reply, self.today)

    @property
    def system_names(self) -> tuple[str, ...]:
        """Those of the contract, and those that name the vendor themselves."""
        contracted = self.contract.says.systems if self.contract else ()
        return tuple(dict.fromkeys((*contracted, *(name for _about, name in self.systems))))


@dataclass(frozen=True)
class Close:
    """A vendor's own page: the findings about it, its machines that fail, the programs by which it may come in."""

    vendor: Vendor
    findings: tuple[tuple[Row, Line], ...] = ()
    failing: tuple[Failing, ...] = ()
    programs: tuple[Program, ...] = ()
    spellings: tuple[str, ...] = field(default=())


def state_of(fact: AnyFact | None, today: date) -> Holding:
    return holding(fact.says.good_until, today) if fact else Holding.MISSING


def vendors(site: Site, edition: str, form: str, now: datetime) -> tuple[Vendor, ...]:
    """All vendors of the ledger by name, with a fixed number of queries however many there are."""
    known, asked = find_form(site, edition, form)
    facts, machines = _facts(), looked_after(known.id, asked.id)
    systems = dict(titles(SubjectKind.SYSTEM))
    by_vendor = _systems_by_vendor(facts, systems)
    return tuple(
        _vendor(about, name, facts, by_vendor, machines, known.id, local_day(now))
        for about, name in titles(SubjectKind.VENDOR)
    )


def close_to(site: Site, about: SubjectId, edition: str, form: str, now: datetime) -> Close | None:
    """One vendor with all that stands around it; None where the ledger knows none of this id."""
    known, asked = find_form(site, edition, form)
    fresh_sheets(site, known.id, asked.id, now, sum(count_by_class().values()))
    vendor = next((one for one in vendors(site, edition, form, now) if one.about == about), None)
    if vendor is None:
        return None
    names = spellings(_keys(vendor.about, vendor.name))
    return Close(
        vendor,
        tuple(findings_about(known, asked, about, SubjectKind.VENDOR)),
        failing_machines(known.id, asked.id, names, MOST),
        programs_on(names, MOST),
        names,
    )


def findings_about(edition: Edition, form: Form, about: SubjectId, kind: SubjectKind) -> Iterator[tuple[Row, Line]]:
    """What the last assessment says of one vendor or system that is not met or cannot be told, in the form's order."""
    sheets = kept(edition.id, form.id)
    for row in form.rows:
        sheet = sheets.get(row.id)
        if sheet and (cell := sheet.by_class.get(kind.value)) and cell.standing >= Standing.UNKNOWN:
            lines = kept_lines(edition.id, form.id, row.id)
            yield from ((row, line) for line in lines if line.about == about and line.standing >= Standing.UNKNOWN)


def _facts() -> Mapping[tuple[SubjectId, type[Statement]], list[AnyFact]]:
    found = defaultdict[tuple[SubjectId, type[Statement]], list[AnyFact]](list)
    for fact in of_the_house(_KINDS):
        found[fact.about, type(fact.says)].append(fact)
    return found


def _systems_by_vendor(
    facts: Mapping[tuple[SubjectId, type[Statement]], list[AnyFact]], systems: Mapping[SubjectId, str]
) -> Mapping[str, list[tuple[SubjectId, str]]]:
    found = defaultdict[str, list[tuple[SubjectId, str]]](list)
    for about, name in systems.items():
        for fact in facts.get((about, SystemInUse), ()):
            found[vendor_key(fact.says.vendor)].append((about, name))
    return found


def _keys(about: SubjectId, name: str) -> tuple[str, ...]:
    """A machine may name the vendor as it is called now, or as it was called at birth."""
    return tuple(dict.fromkeys((vendor_key(name), vendor_key(about.partition(":")[2]))))


def _vendor(
    about: SubjectId,
    name: str,
    facts: Mapping[tuple[SubjectId, type[Statement]], list[AnyFact]],
    systems: Mapping[str, list[tuple[SubjectId, str]]],
    machines: Mapping[str, Looked],
    edition: str,
    today: date,
) -> Vendor:
    def of(kind: type[S]) -> list[Fact[S]]:
        return facts.get((about, kind), [])

    keys = _keys(about, name)
    vendor = Vendor(
        about=about,
        name=name,
        today=today,
        contract=max(of(VendorContract), key=lambda fact: fact.says.good_until, default=None),
        reply=next(iter(of(RemoteMaintenanceReply)), None),
        disclosures=tuple(of(Disclosure)),
        forms=tuple(_forms(of(VendorAnswer))),
        contacts=tuple(sorted(of(Contact), key=lambda fact: (not fact.says.there(today), fact.says.turn))),
        systems=tuple(one for key in keys for one in systems.get(key, ())),
        machines=next((machines[key] for key in keys if key and key in machines), Looked()),
    )
    return _with_open(vendor, edition)


def _forms(answers: Iterable[Fact[VendorAnswer]]) -> Iterator[Returned]:
    """The returned forms, the newest edition first; their rows in the order of the form."""
    by_edition = defaultdict[str, list[Fact[VendorAnswer]]](list)
    for fact in answers:
        by_edition[fact.says.edition].append(fact)
    for edition in sorted(by_edition, reverse=True):
        yield Returned(edition, tuple(sorted(by_edition[edition], key=lambda fact: _row_order(fact.says.row))))


def _row_order(row: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", row))


def _with_open(vendor: Vendor, edition: str) -> Vendor:
    open_ = sorted(_open(vendor, edition), key=lambda one: list(Holding).index(one.holding))
    return replace(vendor, open=tuple(open_))


_WANTED: Sequence[tuple[type[Statement], Mapping[Holding, str]]] = (
    (VendorContract, {
        Holding.MISSING: _("no contract is on file"),
        Holding.OVER: _("the contract has ended or is to be confirmed anew"),
        Holding.SOON: _("the contract ends or is to be confirmed anew soon"),
    }),
    (RemoteMaintenanceReply, {
        Holding.MISSING: _("the vendor has not said whether it maintains anything from afar"),
        Holding.OVER: _("the reply on remote maintenance is too old"),
        Holding.SOON: _("the reply on remote maintenance is due again soon"),
    }),
)  # fmt: skip


def _open(vendor: Vendor, edition: str) -> Iterator[Open]:
    for (kind, words), state in zip(_WANTED, (vendor.contract_holds, vendor.reply_holds), strict=True):
        if state in words:
            yield Open(Message(words[state]), state, kind.kind)
    if edition not in {form.edition for form in vendor.forms}:
        yield Open(Message(_("its form of this edition has not come back")), Holding.MISSING, VendorAnswer.kind)
    if not vendor.disclosures:
        yield Open(Message(_("no MDS/SDS disclosure is on file")), Holding.MISSING, Disclosure.kind)
    for fact in vendor.disclosures:
        yield from _of_disclosure(fact, vendor.today)
    if not any(fact.says.there(vendor.today) and fact.says.phone for fact in vendor.contacts):
        yield Open(Message(_("nobody to call, with a number, is on file")), Holding.MISSING, Contact.kind)


def _of_disclosure(fact: Fact[Disclosure], today: date) -> Iterator[Open]:
    blanks: Blanks = {"product": fact.says.product, "n": fact.says.open_points}
    state = state_of(fact, today)
    if state is not Holding.HOLDS:
        words = Message(_("the disclosure for {product} is to be looked at anew"), blanks)
        yield Open(words, state, Disclosure.kind, fact.says.item)
    if fact.says.open_points:
        words = Message(_("{product}: {n} points answered いいえ are still to be assessed"), blanks)
        yield Open(words, Holding.OVER, Disclosure.kind, fact.says.item)
