"""Linux machines with their lists of packages and a distribution's security index, as many as wanted."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from tenken.facts.indexes import Fix, SecurityIndex, pack
from tenken.facts.machines import InstalledSoftware, OperatingSystem
from tenken.facts.model import FACILITY, Fact, MachineClass, ObservationId, Statement, SubjectId
from tenken.rules import LINEAGES
from tenken.verdicts.case import AnyFact, Case
from tenken.verdicts.examine import examine

NOW = datetime(2025, 11, 20, tzinfo=UTC)
SYSTEM = OperatingSystem("linux", "debian", "12", "Debian GNU/Linux 12 (bookworm)")
LISTED, VERSIONS = 5_000, 6
"""Packages in the index, and versions in which each is met in the fleet."""


def judged(machines: int, packages: int) -> Callable[[], None]:
    """What judges them all once."""
    abouts = [SubjectId(f"machine:srv{number:05}") for number in range(machines)]
    rule = next(rule for rule in LINEAGES["patch"] if rule.id == "patch.no-update-is-overdue")
    case = _case(abouts, packages)

    def judge() -> None:
        for about in abouts:
            examine(rule, rule.policy, about, case)

    return judge


def _case(abouts: list[SubjectId], packages: int) -> Case:
    """Of the packages of each machine two of three are in the index, and one in fifty is behind."""
    chance = random.Random(1)
    known = [tuple((f"package-{n}", _version(n, v)) for v in range(VERSIONS)) for n in range(LISTED * 3 // 2)]
    facts: dict[tuple[SubjectId, type[Statement]], tuple[AnyFact, ...]] = {
        (FACILITY, SecurityIndex): (_fact(FACILITY, _index()),)
    }
    for about in abouts:
        chosen = chance.sample(known, packages)
        listed = tuple(of[-1] if chance.random() > 0.02 else chance.choice(of) for of in chosen)
        facts[about, OperatingSystem] = (_fact(about, SYSTEM),)
        facts[about, InstalledSoftware] = (_fact(about, InstalledSoftware("dpkg", listed)),)
    return Case(NOW, {}, {MachineClass.SERVER: tuple(abouts)}, (), (), facts)


def _index() -> SecurityIndex:
    days = (date(2025, 11, 18) - timedelta(days=7 * weeks) for weeks in reversed(range(VERSIONS - 1)))
    dated = tuple(enumerate(days, 1))
    fixes = {f"package-{n}": tuple(Fix(_version(n, v), day, day) for v, day in dated) for n in range(LISTED)}
    return SecurityIndex(
        "Debian", "bookworm-security", NOW.date(), "dpkg", "debian", "12", ("main",), "", False, pack(fixes)
    )


def _version(number: int, version: int) -> str:
    return f"{number % 3}:{number % 17}.{number % 7}.{number}+dfsg-{number % 5}+deb12u{version}"


def _fact(about: SubjectId, says: Statement) -> AnyFact:
    return Fact(0, about, says, NOW, ObservationId(1))
