"""はじめの12分: each step's words become the right statements of a named person. Nothing is answered はい by them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from tenken.actions.attest import Stated, attest
from tenken.actions.configure import configure
from tenken.actions.first_steps import Step, Who, found_out
from tenken.actions.site import Site
from tenken.collectors.person.entry import fields_of
from tenken.facts.contacts import Contact, Lane
from tenken.facts.documents import OfficerAppointment
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, MachineClass, SubjectId, SubjectKind
from tenken.facts.systems import BackupRecord, SystemInUse
from tenken.facts.vendors import VendorContract, vendor_key
from tenken.ledger import start
from tenken.ledger.entries import slug_of
from tenken.ledger.lists import name_of, titles
from tenken.ledger.recall import facts_about
from tenken.ledger.start import Gone
from tenken.ledger.writing import writing
from tenken.standard.load import EDITIONS, load
from tenken.standard.model import fiscal_year_of
from tenken.text import Complaint, _


class StartError(Complaint):
    """What was typed into a step cannot be taken; the message says which line, and why."""


@dataclass(frozen=True, slots=True)
class System:
    name: str
    purpose: str
    cloud: bool = False


@dataclass(frozen=True, slots=True)
class Vendor:
    """Who looks after a system. ``starts`` is the contract's begin as typed; empty where nobody knows it yet."""

    system: SubjectId
    name: str
    person: str = ""
    phone: str = ""
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """Of one system, as typed."""

    system: SubjectId
    where: str
    last: str
    generations: str
    detached: str

    @property
    def said(self) -> bool:
        return any((self.where, self.last, self.generations, self.detached))


@contextmanager
def _taking(step: Step, who: Who, note: str = "") -> Iterator[None]:
    """All of a step or nothing. Raises StartError where nobody gave a name."""
    if not who.by.strip():
        raise StartError(_("write your name: what you state is kept with it"))
    with writing(who.now) as moment:
        yield
        start.take(step, Gone.DONE, who.by, moment, note)
        found_out(step, who)


def choose_kind(site: Site, kind: str, who: Who) -> None:
    """The kind of facility, and with it the form and this year's edition. Raises ConfigError, EditionError."""
    form = "pharmacy" if kind == "pharmacy" else "hospital"
    with _taking(Step.KIND, who):
        changes = {"kind": kind, "edition": edition_of(who.on), "form": form}
        configure(site.config.data, changes, who.by, who.now)


def edition_of(day: date) -> str:
    """The shipped edition of the day's fiscal year; where there is none yet, the newest."""
    years = {load(name).fiscal_year: name for name in EDITIONS}
    return years.get(fiscal_year_of(day), EDITIONS[-1])


def name_facility(site: Site, name: str, inspection: str, who: Who) -> None:
    """Raises ConfigError, DateError, StartError."""
    if not name.strip():
        raise StartError(_("write the name of your facility; it is printed on the form"))
    with _taking(Step.FACILITY, who):
        configure(site.config.data, {"name": name, "inspection": inspection}, who.by, who.now)


def use_systems(site: Site, systems: Sequence[System], who: Who) -> None:
    if not systems:
        raise StartError(_("tick one system at least; where you do not know, press “I do not know”"))
    with _taking(Step.SYSTEMS, who):
        for system in systems:
            values = {"purpose": system.purpose, "cloud": "yes" if system.cloud else "no"}
            about = SubjectId(f"{SubjectKind.SYSTEM}:{system.name}")
            if not name_of(slug_of(about)):
                _state(site, SystemInUse.kind, about, values, who, system.name)


def name_vendors(site: Site, vendors: Sequence[Vendor], who: Who) -> None:
    """Who looks after each system; whom nobody can name stays open. Raises StartError."""
    named = [vendor for vendor in vendors if vendor.name.strip()]
    if not named:
        raise StartError(_("name one vendor at least; where you do not know, press “I do not know”"))
    with _taking(Step.VENDORS, who):
        for vendor in named:
            _looked_after(site, vendor, who)
        for of in _by_vendor(named):
            _introduce(site, of, who)


def _by_vendor(vendors: Sequence[Vendor]) -> list[list[Vendor]]:
    keys = dict.fromkeys(vendor_key(vendor.name) for vendor in vendors)
    return [[vendor for vendor in vendors if vendor_key(vendor.name) == key] for key in keys]


def _looked_after(site: Site, vendor: Vendor, who: Who) -> None:
    """The system's own statement names its vendor; the rest of it stays."""
    if not any(isinstance(fact.says, SystemInUse) for fact in facts_about(vendor.system, who.now)):
        raise StartError(_("the ledger knows no {about}; register it first"), about=vendor.system)
    _state(site, SystemInUse.kind, vendor.system, {"vendor": vendor.name}, who, name_of(vendor.system))


def _introduce(site: Site, of: Sequence[Vendor], who: Who) -> None:
    """The vendor itself: whom to call, and its contract where somebody knows since when. One on file stays as it is."""
    about = next((slug for slug, title in titles(SubjectKind.VENDOR) if vendor_key(title) == vendor_key(of[0].name)),
                 SubjectId(f"{SubjectKind.VENDOR}:{of[0].name}"))  # fmt: skip
    systems = ", ".join(name_of(vendor.system) for vendor in of)
    starts = next((vendor.starts for vendor in of if vendor.starts.strip()), "")
    called = next((vendor for vendor in of if vendor.phone.strip() or vendor.person.strip()), None)
    if starts and not any(isinstance(fact.says, VendorContract) for fact in facts_about(slug_of(about), who.now)):
        _state(site, VendorContract.kind, about, {"systems": systems, "starts": starts}, who, of[0].name)
    if called:
        values = {"whom": called.person or of[0].name, "lane": Lane.VENDOR.value, "phone": called.phone}
        _state(site, Contact.kind, about, values, who, of[0].name)


def appoint(site: Site, person: str, post: str, appointed_on: str, who: Who) -> None:
    with _taking(Step.OFFICER, who):
        values = {"person": person, "post": post, "appointed_on": appointed_on}
        _state(site, OfficerAppointment.kind, FACILITY, values, who, person)


def enter_router(site: Site, values: Mapping[str, str], who: Who) -> None:
    """``values`` are fields of the ledger's entry, as typed."""
    with _taking(Step.ROUTER, who):
        _enter(site, {**values, "machine_class": MachineClass.NETWORK}, who)


def enter_pcs(site: Site, count: str, pcs: Sequence[tuple[str, str]], who: Who) -> None:
    """How many there are, and those that were named, each with its place."""
    if not pcs and not count.strip():
        raise StartError(_("write how many PCs there are, or name them"))
    known = {title for _slug, title in titles(SubjectKind.MACHINE)}
    with _taking(Step.PCS, who, count.strip()):
        for title, place in pcs:
            if title not in known:
                values = {"title": title, "machine_class": MachineClass.CLIENT_PC.value, "place": place}
                _enter(site, values, who)


def record_backups(site: Site, backups: Sequence[Backup], who: Who) -> None:
    """Those of which anything was said; the others stay open. Raises StartError."""
    said = [backup for backup in backups if backup.said]
    if not said:
        raise StartError(_("fill in one system at least; where you do not know, press “I do not know”"))
    with _taking(Step.BACKUPS, who):
        for backup in said:
            values = {"methods": backup.where, "last_success": backup.last, "generations": backup.generations,
                      "detached": backup.detached}  # fmt: skip
            _state(site, BackupRecord.kind, backup.system, values, who, name_of(backup.system))


def _enter(site: Site, values: Mapping[str, str], who: Who) -> None:
    title = values.get("title", "").strip()
    about = SubjectId(f"{SubjectKind.MACHINE}:{title}")
    if title and name_of(slug_of(about)):
        raise StartError(_("the ledger has a machine of the name {name} already; choose another"), name=title)
    _state(site, LedgerEntry.kind, about, values, who, title)


def _state(site: Site, kind: str, about: SubjectId, values: Mapping[str, str], who: Who, line: str) -> None:
    """State it; what is on file already and was not asked here stays. Raises StartError with the line that is wrong."""
    add = about != FACILITY and not name_of(slug_of(about))
    present = {} if add else _present(kind, about, values.get("whom", ""), who)
    try:
        attest(site, Stated(kind, about, {**present, **values}, who.by, who.on, add=add), who.now)
    except Complaint as error:
        raise StartError(_("{line}: {why}"), line=line or about, why=error.reason) from error


def _present(kind: str, about: SubjectId, item: str, who: Who) -> dict[str, str]:
    """What is on file, as one would type it; its review date is not carried on."""
    facts = facts_about(slug_of(about), who.now)
    says = next((f.says for f in facts if f.says.kind == kind and f.says.item == item), None)
    names = [field.name for field in fields_of(kind) if field.name != "next_review"] if says else []
    return {name: _as_typed(getattr(says, name)) for name in names}


def _as_typed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
