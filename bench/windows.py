"""Windows machines and lists of fixed builds, as many as wanted."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from tenken.facts.feeds import KnownExploited, WindowsRelease, WindowsReleases
from tenken.facts.machines import OperatingSystem
from tenken.facts.model import FACILITY, Fact, MachineClass, ObservationId, Statement, SubjectId
from tenken.facts.windows import WindowsBuild
from tenken.rules import LINEAGES
from tenken.verdicts.case import AnyFact, Case
from tenken.verdicts.examine import examine

NOW = datetime(2025, 11, 20, tzinfo=UTC)
BRANCHES = (14393, 17763, 19044, 19045, 20348, 22621, 22631, 25398, 26100, 26200)
EXPLOITED = tuple(f"CVE-2025-{number:05}" for number in range(0, 14_000, 9))
SYSTEM = OperatingSystem("windows", "windows", "", "Windows")


def judged(machines: int, months: int) -> Callable[[], None]:
    """What judges them all once."""
    abouts = [SubjectId(f"machine:pc{number:05}") for number in range(machines)]
    rule = next(rule for rule in LINEAGES["patch"] if rule.only_on == "windows")
    case = _case(abouts, months)

    def judge() -> None:
        for about in abouts:
            examine(rule, rule.policy, about, case)

    return judge


def _case(abouts: list[SubjectId], months: int) -> Case:
    facts: dict[tuple[SubjectId, type[Statement]], tuple[AnyFact, ...]] = {
        (FACILITY, WindowsReleases): tuple(_fact(FACILITY, _list(month)) for month in range(months)),
        (FACILITY, KnownExploited): (_fact(FACILITY, KnownExploited("CISA", "KEV", NOW.date(), "1", EXPLOITED)),),
    }
    for number, about in enumerate(abouts):
        facts[about, OperatingSystem] = (_fact(about, SYSTEM),)
        facts[about, WindowsBuild] = (_fact(about, _build(number, months)),)
    return Case(NOW, {}, {MachineClass.CLIENT_PC: tuple(abouts)}, (), (), facts)


def _list(month: int) -> WindowsReleases:
    day = date(2024, 10, 8) + timedelta(days=30 * month)
    cves = tuple(f"CVE-2025-{month:02}{number:03}" for number in range(80))
    kinds = ((build, server) for build in BRANCHES for server in (False, True))
    releases = (WindowsRelease(build, server, 1000 + 100 * month, "KB1", day, cves) for build, server in kinds)
    return WindowsReleases("Microsoft", f"{day:%Y-%m}", day, tuple(releases))


def _build(number: int, months: int) -> WindowsBuild:
    kind = "Server" if number % 10 == 0 else "Client"
    return WindowsBuild("Windows", "", kind, "", BRANCHES[number % len(BRANCHES)], 1000 + 100 * (number % months))


def _fact(about: SubjectId, says: Statement) -> AnyFact:
    return Fact(0, about, says, NOW, ObservationId(1))
