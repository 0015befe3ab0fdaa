"""Guideline 7.0: which of its volumes bind the facility, decided by the words of its contracts.

保守委託機関編: where contract, terms or SLA put the duty of security updates of *all* servers on vendors, the overview
and that volume suffice; else the three volumes on management, planning and operation apply. Read in secondary sources
only; unverified until compared with the official text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenken.facts.model import FACILITY, Fact
from tenken.facts.vendors import UpdateDuty
from tenken.verdicts.case import Case


class GuidelinePath(StrEnum):
    ENTRUSTED = "entrusted"
    OWN = "own"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Decided:
    path: GuidelinePath
    proof: Fact[UpdateDuty] | None


def guideline_path(case: Case) -> Decided:
    """The path with the statement that proves it; undecided while nobody looked, or the look is out of date."""
    return decided(case.about(FACILITY, UpdateDuty), case.today)


def decided(duties: Iterable[Fact[UpdateDuty]], today: date) -> Decided:
    """The same from what is stated of the facility alone."""
    for fact in duties:
        if fact.says.good_until < today:
            return Decided(GuidelinePath.UNDECIDED, fact)
        path = GuidelinePath.ENTRUSTED if fact.says.all_servers_on_vendors else GuidelinePath.OWN
        return Decided(path, fact)
    return Decided(GuidelinePath.UNDECIDED, None)
