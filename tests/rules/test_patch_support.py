"""セキュリティパッチ(最新ファームウェアや更新プログラム)を適用している: no maker's support has ended."""

from datetime import date
from typing import Any

import pytest

from tenken.facts.feeds import SupportCycle, SupportDates, WindowsRelease, WindowsReleases
from tenken.facts.machines import Firmware, InstalledSoftware, OperatingSystem
from tenken.facts.model import FACILITY, Fact, Statement
from tenken.facts.windows import WindowsBuild
from tenken.rules.model import Finding, Standing
from tenken.verdicts.examine import examine
from tests.build import SERVER, case, days_ago, fact, in_days, rule

FUTURE, PAST, NEXT_YEAR = in_days(1), days_ago(1), in_days(365)


def listed(product: str, *cycles: SupportCycle, dated: date = days_ago(10)) -> SupportDates:
    return SupportDates("endoflife.date", product, dated, cycles)


def linux(id_: str, version: str, title: str = "") -> OperatingSystem:
    return OperatingSystem("linux", id_, version, title or f"{id_} {version}")


def windows(build: int, edition: str = "Professional", ubr: int = 1, kind: str = "Client") -> WindowsBuild:
    return WindowsBuild("Windows", edition, kind, "", build, ubr)


def judge(runs: Statement, *lists: SupportDates, more: tuple[Fact[Any], ...] = ()) -> Finding | None:
    asked = rule("patch.support-has-not-ended")
    facts = [fact(runs, SERVER), *(fact(one, FACILITY) for one in lists), *more]
    return examine(asked, asked.policy, SERVER, case(*facts))


def standing(runs: Statement, *lists: SupportDates) -> Standing:
    found = judge(runs, *lists)
    assert found is not None
    return found.standing


DEBIAN = listed("debian", SupportCycle("12", days_ago(9), extended=in_days(500)), SupportCycle("10", days_ago(9)))
UBUNTU = listed("ubuntu", SupportCycle("22.04", days_ago(1), extended=in_days(900)), SupportCycle("24.04", FUTURE))
CLIENTS = listed(
    "windows",
    SupportCycle("11-23h2-e", NEXT_YEAR, latest="10.0.22631"),
    SupportCycle("11-23h2-w", PAST, latest="10.0.22631"),
    SupportCycle("11-22h2-e", PAST, latest="10.0.22621"),
    SupportCycle("11-22h2-w", PAST, latest="10.0.22621"),
    SupportCycle("10-22h2", PAST, extended=NEXT_YEAR, latest="10.0.19045"),
    SupportCycle("10-21h2-e-lts", NEXT_YEAR, latest="10.0.19044"),
    SupportCycle("10-21h2-iot-lts", NEXT_YEAR, latest="10.0.19044"),
    SupportCycle("10-21h2-e", PAST, latest="10.0.19044"),
    SupportCycle("11-24h2-e", NEXT_YEAR, latest="10.0.26100"),
    SupportCycle("11-24h2-w", NEXT_YEAR, latest="10.0.26100"),
)
SERVERS = listed("windows-server", SupportCycle("2019", NEXT_YEAR, latest="10.0.17763"))
FORTIOS = listed("fortios", SupportCycle("7.4", NEXT_YEAR), SupportCycle("6.4", date(2024, 9, 30)))


def test_not_met_when_support_of_the_branch_has_ended_and_the_day_is_told() -> None:
    found = judge(Firmware("Fortinet", "FortiGate-60F", "6.4.15", "fortios"), FORTIOS)
    assert found is not None
    assert (found.standing, "2024-09-30" in str(found.because)) == (Standing.NOT_MET, True)


def test_the_age_of_the_list_is_part_of_the_reason() -> None:
    found = judge(linux("debian", "10"), DEBIAN)
    assert found is not None
    assert days_ago(10).isoformat() in str(found.because)


@pytest.mark.parametrize(
    ("last", "expected"), [(days_ago(0), Standing.MET), (days_ago(1), Standing.NOT_MET), (None, Standing.MET)]
)
def test_the_last_day_of_support_still_counts(last: date | None, expected: Standing) -> None:
    assert standing(linux("rocky", "9.4"), listed("rocky-linux", SupportCycle("9", last))) is expected


def test_not_met_when_it_is_over_on_no_known_day() -> None:
    assert standing(linux("rocky", "9"), listed("rocky-linux", SupportCycle("9", None, over=True))) is Standing.NOT_MET


def test_unknown_when_the_list_does_not_know_the_branch() -> None:
    assert standing(linux("debian", "14"), DEBIAN) is Standing.UNKNOWN
    assert standing(Firmware("Fortinet", "", "7.40.1", "fortios"), FORTIOS) is Standing.UNKNOWN


def test_unknown_when_the_list_is_older_than_180_days_but_what_has_ended_stays_so() -> None:
    old = listed("debian", SupportCycle("13", NEXT_YEAR), SupportCycle("10", PAST), dated=days_ago(181))
    assert standing(linux("debian", "13"), old) is Standing.UNKNOWN
    assert standing(linux("debian", "10"), old) is Standing.NOT_MET


def test_met_in_the_extended_support_of_debian_which_everybody_gets() -> None:
    assert standing(linux("debian", "12"), DEBIAN) is Standing.MET


def test_unknown_in_an_extended_support_that_is_had_by_contract() -> None:
    assert standing(linux("ubuntu", "22.04"), UBUNTU) is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("version", "expected"), [("1.1.1f-1ubuntu2.24+esm1", Standing.MET), ("1.1.1f-1ubuntu2.24", Standing.UNKNOWN)]
)
def test_who_has_a_package_of_ubuntu_pro_has_the_contract(version: str, expected: Standing) -> None:
    packages = fact(InstalledSoftware("dpkg", (("openssl", version),)), SERVER)
    found = judge(linux("ubuntu", "22.04"), UBUNTU, more=(packages,))
    assert found is not None
    assert found.standing is expected


def test_nothing_is_said_without_a_list_of_the_product() -> None:
    assert judge(linux("ubuntu", "22.04"), DEBIAN) is None
    assert judge(linux("made-up", "1"), DEBIAN) is None
    assert judge(Firmware("made-up", "", "1", ""), FORTIOS) is None


def test_centos_stream_is_not_judged_as_centos() -> None:
    assert judge(linux("centos", "8", "CentOS Stream 8"), listed("centos", SupportCycle("8", PAST))) is None


@pytest.mark.parametrize(
    ("build", "edition", "expected"),
    [
        (22631, "Professional", Standing.NOT_MET),
        (22631, "Core", Standing.NOT_MET),
        (22631, "Enterprise", Standing.MET),
        (22631, "Education", Standing.MET),
        (22631, "", Standing.UNKNOWN),
        (22631, "MadeUp", Standing.UNKNOWN),
        (22621, "", Standing.NOT_MET),
        (26100, "", Standing.UNKNOWN),
        (19044, "EnterpriseS", Standing.MET),
        (19044, "IoTEnterpriseS", Standing.MET),
        (19044, "Enterprise", Standing.NOT_MET),
        (19044, "Professional", Standing.UNKNOWN),
        (19045, "Professional", Standing.UNKNOWN),
        (30000, "Professional", Standing.UNKNOWN),
    ],
)
def test_windows_is_judged_by_build_and_edition(build: int, edition: str, expected: Standing) -> None:
    assert standing(windows(build, edition), CLIENTS) is expected


@pytest.mark.parametrize(("edition", "why"), [("", "edition, which was not seen"), ("MadeUp", "does not know Windows")])
def test_an_edition_that_was_not_seen_is_told_from_one_that_is_not_listed(edition: str, why: str) -> None:
    found = judge(windows(22631, edition), CLIENTS)
    assert found is not None
    assert why in str(found.because)


def test_a_server_is_judged_by_the_list_of_servers() -> None:
    assert standing(windows(17763, "ServerStandard", kind="Server"), SERVERS) is Standing.MET
    assert judge(windows(17763, "ServerStandard", kind="Server"), CLIENTS) is None


@pytest.mark.parametrize(("ubr", "expected"), [(200, Standing.MET), (199, Standing.UNKNOWN)])
def test_who_has_an_update_from_after_the_end_is_given_the_extended_ones(ubr: int, expected: Standing) -> None:
    after = WindowsReleases("Microsoft", "2025-Nov", days_ago(0), (WindowsRelease(19045, False, 200, "", days_ago(0)),))
    found = judge(windows(19045, ubr=ubr), CLIENTS, more=(fact(after, FACILITY),))
    assert found is not None
    assert found.standing is expected
