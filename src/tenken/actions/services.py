"""services: what like machines run, offered as a list of needed services; a person takes it, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tenken.actions.attest import Stated, attest
from tenken.actions.collect import Outcome
from tenken.actions.site import Site
from tenken.collectors.person.entry import EntryError
from tenken.dates import local_day
from tenken.facts.documents import PolicySetting
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, Fact, MachineClass
from tenken.facts.services import NeededService, NeededServices
from tenken.ledger.alike import Group, groups, seen_on
from tenken.ledger.stated import of_the_house
from tenken.rules.policy import in_force
from tenken.rules.proposals import LEAST, Proposed, propose
from tenken.rules.service_lists import ServicePolicy, lists_for
from tenken.text import Message, _

NEEDED, FORBIDDEN = "needed", "forbidden"
_LINEAGE = "unneeded-services"
_PARTING = frozenset("|｜\t\r\n,、")
"""Signs that part cells and names; a service that is called so cannot be written into a list."""


@dataclass(frozen=True)
class Proposal:
    """A group's services as seen last, beside what its own list says. ``own`` is None while there is no list."""

    group: Group
    lines: tuple[Proposed, ...]
    own: Fact[NeededServices] | None
    in_force: bool

    @property
    def by_majority(self) -> bool:
        return self.group.seen >= LEAST


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of one service: needed, forbidden, or nothing yet."""

    service: str
    what: str
    reason: str


@dataclass(frozen=True)
class _House:
    """The facility's own lists and policy."""

    lists: tuple[Fact[NeededServices], ...]
    policy: ServicePolicy


def proposals(now: datetime) -> tuple[Proposal, ...]:
    """One for every class and role in use."""
    house = _house()
    return tuple(_proposal(group, house, local_day(now)) for group in groups() if group.seen)


def proposal(machine_class: MachineClass, role: str, now: datetime) -> Proposal:
    found = next((g for g in groups() if (g.machine_class, g.role) == (machine_class, role)), None)
    return _proposal(found or Group(machine_class, role, 0, 0), _house(), local_day(now))


def lists_on_file() -> Mapping[str, Fact[NeededServices]]:
    """Class and role → the list that the facility stated."""
    return {fact.says.item: fact for fact in _house().lists}


def can_be_written(service: str) -> bool:
    return not _PARTING & set(service)


def take(site: Site, group: Group, said: Sequence[Said], by: str, on: date, now: datetime) -> Outcome:
    """Keep what a person said as the group's list. Raises EntryError; nothing is kept then."""
    needed = [one for one in said if one.what == NEEDED]
    forbidden = [one.service for one in said if one.what == FORBIDDEN]
    if not needed and not forbidden:
        raise EntryError({"needed": Message(_("say of one service at least whether it is needed"))})
    without = [one.service for one in needed if not one.reason.strip()]
    if without:
        words = _("say why it is needed: {services}")
        raise EntryError({"needed": Message(words, {"services": tuple(without)})})
    if not all(can_be_written(one.service) for one in said):
        raise EntryError({"needed": Message(_("a name with a comma or a bar cannot stand in a list"))})
    values = {
        "machine_class": group.machine_class.value,
        "role": group.role,
        "needed": "\n".join(f"{one.service} | {' '.join(one.reason.replace('|', '／').split())}" for one in needed),
        "forbidden": ", ".join(forbidden),
    }
    return attest(site, Stated(NeededServices.kind, FACILITY, values, by, on), now)


def _proposal(group: Group, house: _House, today: date) -> Proposal:
    own = next((fact for fact in house.lists if fact.says.item == group.item), None)
    holding = tuple(fact for fact in house.lists if fact.says.good_until >= today)
    entry = LedgerEntry(title="", machine_class=group.machine_class, role=group.role)
    lines = propose(seen_on(group.machine_class, group.role), lists_for(entry, holding, house.policy))
    return Proposal(group, lines, own, own in holding)


def _house() -> _House:
    facts = of_the_house((NeededServices, PolicySetting))
    lists = tuple(fact for fact in facts if isinstance(fact.says, NeededServices))
    settings = [fact.says for fact in facts if isinstance(fact.says, PolicySetting)]
    split = [(*says.field.split(".", 1), says.value) for says in settings]
    own = {name: value for lineage, name, value in split if lineage == _LINEAGE and hasattr(ServicePolicy, name)}
    return _House(lists, in_force(ServicePolicy(), own, {}))


def entries_of(proposed: Proposal) -> tuple[tuple[NeededService, int], ...]:
    """The lines of the group's own list, each with the number of machines that show it now."""
    needed = proposed.own.says.needed if proposed.own else ()
    shown = {line.explained_by: line.n for line in sorted(proposed.lines, key=lambda line: line.n)}
    return tuple((need, shown.get(need, 0)) for need in needed)
