"""遠隔操作ソフトの一覧: every remote-control program that was seen on a machine in use, and who explains it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, Fact, SubjectId
from tenken.facts.services import NeededServices
from tenken.facts.vendors import RemoteMaintenanceReply
from tenken.rules.policy import in_force
from tenken.rules.service_lists import ServicePolicy, lists_for
from tenken.rules.ways_in import SEEN_IN, WayIn, ways_in
from tenken.verdicts.case import Case


@dataclass(frozen=True, slots=True)
class Registered:
    """A way into a machine, as it was seen last, however long ago."""

    about: SubjectId
    entry: LedgerEntry
    way: WayIn


def register(case: Case) -> Iterator[Registered]:
    """In the order of the ledger. A machine whose software nobody listed has no line, which says nothing of it."""
    policy = service_policy(case)
    stated = tuple(fact for fact in case.about(FACILITY, NeededServices) if _holds(fact, case))
    for fact in case.everybody(LedgerEntry):
        seen = [one for kind in SEEN_IN for one in case.about(fact.about, kind)]
        if seen and fact.about in case.class_of:
            lists, replies = lists_for(fact.says, stated, policy), _replies(fact.about, case)
            yield from (Registered(fact.about, fact.says, way) for way in ways_in(seen, lists, replies))


def service_policy(case: Case) -> ServicePolicy:
    """As the facility set it; what one edition's row asks beside it concerns only that row."""
    own = {k: v for k, v in case.settings.get("unneeded-services", {}).items() if hasattr(ServicePolicy, k)}
    return in_force(ServicePolicy(), own, {})


def _replies(machine: SubjectId, case: Case) -> tuple[Fact[RemoteMaintenanceReply], ...]:
    vendor = case.vendor_of.get(machine)
    found = case.about(vendor, RemoteMaintenanceReply) if vendor else ()
    return tuple(fact for fact in found if _holds(fact, case))


def _holds(fact: Fact[NeededServices] | Fact[RemoteMaintenanceReply], case: Case) -> bool:
    return fact.says.good_until >= case.today
