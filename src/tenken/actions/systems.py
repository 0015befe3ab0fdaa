"""医療情報システム: who maintains it, how one logs in, how it is backed up, what is disclosed, what fails for it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tenken.actions.assess import find_form
from tenken.actions.holding import Holding
from tenken.actions.overview import fresh_sheets
from tenken.actions.site import Site
from tenken.actions.vendors import state_of
from tenken.answers.model import number_of
from tenken.dates import local_day
from tenken.facts.model import Fact, S, Statement, SubjectId, SubjectKind
from tenken.facts.systems import BackupRecord, SystemInUse, TwoFactor
from tenken.facts.vendors import Disclosure, vendor_key
from tenken.ledger.lists import count_by_class, titles
from tenken.ledger.places import machines_with_role
from tenken.ledger.sheets import Line, kept, lines_of
from tenken.ledger.stated import of_the_house
from tenken.rules.model import Standing
from tenken.standard.model import Row
from tenken.verdicts.case import AnyFact

_KINDS: tuple[type[Statement], ...] = (SystemInUse, TwoFactor, BackupRecord, Disclosure)
_Facts = Mapping[tuple[SubjectId, type[Statement]], Sequence[AnyFact]]


@dataclass(frozen=True)
class Fails:
    row: Row
    number: str
    line: Line


@dataclass(frozen=True)
class System:
    """``machines`` are those whose role bears its name. ``vendor`` is the vendor's id, where the ledger knows it."""

    about: SubjectId
    name: str
    today: date
    in_use: Fact[SystemInUse] | None
    two_factor: Fact[TwoFactor] | None
    backup: Fact[BackupRecord] | None
    vendor: SubjectId
    disclosures: tuple[Fact[Disclosure], ...]
    machines: int
    fails: tuple[Fails, ...]

    @property
    def in_use_holds(self) -> Holding:
        return state_of(self.in_use, self.today)

    @property
    def two_factor_holds(self) -> Holding:
        return state_of(self.two_factor, self.today)

    @property
    def backup_holds(self) -> Holding:
        return state_of(self.backup, self.today)


def systems(site: Site, edition: str, form: str, now: datetime) -> tuple[System, ...]:
    """All systems of the ledger by name, with a fixed number of questions."""
    known, asked = find_form(site, edition, form)
    fresh_sheets(site, known.id, asked.id, now, sum(count_by_class().values()))
    named, vendors = titles(SubjectKind.SYSTEM), titles(SubjectKind.VENDOR)
    facts = defaultdict[tuple[SubjectId, type[Statement]], list[AnyFact]](list)
    for fact in of_the_house(_KINDS):
        facts[fact.about, type(fact.says)].append(fact)
    by_key = {vendor_key(name): about for about, name in vendors}
    roles = machines_with_role(tuple(name for _about, name in named))
    sheets = kept(known.id, asked.id)
    bad = [r for r in asked.rows if r.id in sheets and _concerns_systems(sheets[r.id].by_class)]
    lines = lines_of(known.id, asked.id, [row.id for row in bad])
    fails = defaultdict[str, list[Fails]](list)
    for row in bad:
        for line in lines[row.id]:
            if line.standing >= Standing.UNKNOWN:
                fails[line.about].append(Fails(row, number_of(known, row), line))
    return tuple(
        _system(about, name, facts, by_key, roles[name], tuple(fails[about]), local_day(now)) for about, name in named
    )


def _concerns_systems(by_class: Mapping[str, tuple[int, int, Standing]]) -> bool:
    cell = by_class.get(SubjectKind.SYSTEM.value)
    return bool(cell and cell[2] >= Standing.UNKNOWN)


def _system(
    about: SubjectId,
    name: str,
    facts: _Facts,
    vendors: Mapping[str, SubjectId],
    machines: int,
    fails: tuple[Fails, ...],
    today: date,
) -> System:
    in_use = _one(facts, about, SystemInUse)
    vendor = vendors.get(vendor_key(in_use.says.vendor), SubjectId("")) if in_use else SubjectId("")
    disclosures = (f for f in facts.get((vendor, Disclosure), ()) if name in f.says.product or f.says.product in name)
    return System(
        about, name, today, in_use, _one(facts, about, TwoFactor), _one(facts, about, BackupRecord), vendor,
        tuple(disclosures), machines, fails,
    )  # fmt: skip


def _one(facts: _Facts, about: SubjectId, kind: type[S]) -> Fact[S] | None:
    return next(iter(facts.get((about, kind), ())), None)
