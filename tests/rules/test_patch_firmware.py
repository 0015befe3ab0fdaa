"""セキュリティパッチ(最新ファームウェアや更新プログラム)を適用している: firmware, by line of versions and branch."""

from datetime import date

import pytest

from tenken.facts.catalogues import FirmwareCatalogue, FirmwareRelease
from tenken.facts.feeds import KnownExploited, SupportCycle, SupportDates
from tenken.facts.machines import Firmware, InstalledSoftware, OperatingSystem
from tenken.facts.model import FACILITY, Statement
from tenken.rules.model import Finding, Standing
from tenken.verdicts.examine import examine
from tests.build import ROUTER, case, days_ago, fact, finding, in_days, rule

KEV = KnownExploited("CISA", "KEV", days_ago(1), "1", ("CVE-2025-90003",))


def row(version: str, released: date, ends: date | None = None, cves: tuple[str, ...] = ()) -> FirmwareRelease:
    return FirmwareRelease("yamaha-rt", "15.02", version, released, ends, "", cves)


def listed(*rows: FirmwareRelease, dated: date = days_ago(5)) -> FirmwareCatalogue:
    return FirmwareCatalogue("北斗システム", "firmware", dated, rows)


def device(version: str, family: str = "yamaha-rt") -> Firmware:
    return Firmware("YAMAHA", "RTX830", version, family)


def judge(version: str, *lists: Statement, family: str = "yamaha-rt") -> Finding:
    facts = (fact(device(version, family), ROUTER), *(fact(one, FACILITY) for one in lists))
    return finding("patch.no-newer-firmware-is-overdue", ROUTER, *facts)


OLDER, NEWER = row("15.02.31", days_ago(90)), row("15.02.32", days_ago(31))
LATE = row("15.02.32", days_ago(32), cves=("CVE-2025-90003",))


def test_met_with_the_newest_version_of_the_branch() -> None:
    assert judge("Rev.15.02.32", listed(OLDER, LATE)).standing is Standing.MET


def test_met_while_a_newer_version_is_within_the_grace() -> None:
    assert judge("Rev.15.02.31", listed(OLDER, NEWER)).standing is Standing.MET


def test_not_met_when_a_version_of_more_than_31_days_ago_is_newer_and_the_list_is_told() -> None:
    found = judge("Rev.15.02.31", listed(OLDER, LATE))
    told = ("15.02.32" in str(found.because), days_ago(5).isoformat() in str(found.because))
    assert (found.standing, told) == (Standing.NOT_MET, (True, True))


def test_unknown_when_nothing_tells_what_was_the_newest_before() -> None:
    assert judge("Rev.15.02.31", listed(NEWER)).standing is Standing.UNKNOWN
    assert judge("Rev.15.02.29", listed(NEWER)).standing is Standing.UNKNOWN


@pytest.mark.parametrize("version", ["Rev.15.04.01", "Rev.14.01.42", "15.021.1", "", "unknown"])
def test_unknown_when_no_list_knows_the_branch(version: str) -> None:
    assert judge(version, listed(OLDER, LATE)).standing is Standing.UNKNOWN


def test_unknown_without_a_list_or_a_known_line_of_versions() -> None:
    assert judge("Rev.15.02.32").standing is Standing.UNKNOWN
    assert judge("Rev.15.02.32", listed(OLDER, LATE), family="").standing is Standing.UNKNOWN
    assert judge("15.02.32", listed(OLDER, LATE), family="fortios").standing is Standing.UNKNOWN


def test_unknown_when_the_list_is_older_than_90_days_but_what_is_late_stays_so() -> None:
    old = listed(OLDER, row("15.02.32", days_ago(100)), dated=days_ago(91))
    assert judge("Rev.15.02.32", old).standing is Standing.UNKNOWN
    assert judge("Rev.15.02.31", old).standing is Standing.NOT_MET


def test_unknown_between_trains() -> None:
    assert judge("15.02.32beta1", listed(OLDER, LATE)).standing is Standing.UNKNOWN


@pytest.mark.parametrize(("ends", "expected"), [(days_ago(0), Standing.MET), (days_ago(1), Standing.NOT_MET)])
def test_not_met_when_the_list_says_that_support_has_ended(ends: date, expected: Standing) -> None:
    assert judge("Rev.15.02.32", listed(row("15.02.32", days_ago(90), ends))).standing is expected


def test_a_list_of_ends_of_support_that_tells_the_newest_version_serves_as_well() -> None:
    cycle = SupportCycle("17.9", in_days(300), latest="17.9.5", latest_on=days_ago(60))
    dates = SupportDates("endoflife.date", "cisco-ios-xe", days_ago(5), (cycle,))
    assert judge("17.09.04a", dates, family="cisco-ios-xe").standing is Standing.NOT_MET
    assert judge("17.09.05", dates, family="cisco-ios-xe").standing is Standing.MET


def test_a_list_that_tells_ends_of_support_only_proves_no_version() -> None:
    dates = SupportDates("endoflife.date", "fortios", days_ago(5), (SupportCycle("7.4", in_days(300)),))
    assert judge("7.4.8", dates, family="fortios").standing is Standing.UNKNOWN


@pytest.mark.parametrize(("version", "pressing"), [("Rev.15.02.31", True), ("Rev.15.02.32", False)])
def test_a_version_that_closes_an_exploited_hole_presses(version: str, *, pressing: bool) -> None:
    assert judge(version, listed(OLDER, LATE), KEV).pressing is pressing


def put(name: str, *says: Statement) -> bool:
    asked = rule(name)
    return examine(asked, asked.policy, ROUTER, case(*(fact(one, ROUTER) for one in says))) is not None


def test_a_device_is_asked_for_its_firmware_and_not_for_packages() -> None:
    assert put("patch.no-newer-firmware-is-overdue", device("1"))
    assert not put("patch.no-update-is-overdue", device("1"))


def test_a_machine_whose_system_is_known_is_not_judged_by_firmware() -> None:
    linux = OperatingSystem("linux", "debian", "12", "Debian")
    assert not put("patch.no-newer-firmware-is-overdue", device("1"), linux)
    assert put("patch.no-update-is-overdue", device("1"), linux)


def agent(name: str, version: str) -> Finding | None:
    asked = rule("patch.no-agent-has-a-known-hole")
    software = InstalledSoftware("windows", (("7-Zip", "1"), (name, version)))
    return examine(asked, asked.policy, ROUTER, case(fact(software, ROUTER)))


@pytest.mark.parametrize("version", ["11.221.03", "11.220.05", "9.1"])
def test_not_met_with_a_version_of_skysea_client_view_that_is_attacked(version: str) -> None:
    found = agent("SKYSEA Client View", version)
    assert found is not None
    assert (found.standing, found.pressing) == (Standing.NOT_MET, True)


@pytest.mark.parametrize(
    ("name", "version"), [("SKYSEA Client View", "11.400.01"), ("SKYSEA Client View", ""), ("Other", "1")]
)
def test_newer_ones_and_other_programs_are_not_spoken_of(name: str, version: str) -> None:
    assert agent(name, version) is None
