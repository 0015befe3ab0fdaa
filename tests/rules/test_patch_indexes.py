"""セキュリティパッチ(最新ファームウェアや更新プログラム)を適用している: packages and an imported index."""

from datetime import date, timedelta
from typing import Any

import pytest

from tenken.facts.feeds import KnownExploited
from tenken.facts.indexes import Fix, Fixes, SecurityIndex, pack
from tenken.facts.machines import InstalledSoftware, OperatingSystem
from tenken.facts.model import FACILITY, Statement
from tenken.facts.patches import InstalledKernel, PatchLevel, RunningKernel
from tenken.rules.model import Finding, Standing
from tests.build import SERVER, days_ago, fact, finding

DEBIAN = OperatingSystem("linux", "debian", "12", "Debian GNU/Linux 12 (bookworm)")
UBUNTU = OperatingSystem("linux", "ubuntu", "22.04", "Ubuntu 22.04.5 LTS")
ROCKY = OperatingSystem("linux", "rocky", "9.4", "Rocky Linux 9.4")
OLD, LONG_AGO = days_ago(32), days_ago(90)
NEWEST = "3.0.18-1~deb12u2"


def fixed(*fixes: Fix) -> Fixes:
    return {"openssl": fixes}


def index(fixes: Fixes, dated: date = days_ago(2), **more: Any) -> SecurityIndex:
    usual = {"manager": "dpkg", "system": "debian", "release": "12", "parts": ("main",), "architecture": "amd64"}
    told: dict[str, Any] = {"publisher": "Debian", "dated": dated, "dates_itself": False, **usual, **more}
    return SecurityIndex(**{"issue": "+".join(told["parts"]), "packed": pack(fixes), **told})


def kin(*parts: str, fixes: Fixes | None = None, **more: Any) -> SecurityIndex:
    usual: dict[str, Any] = {"manager": "rpm", "system": "rocky", "release": "9", "architecture": "x86_64"}
    return index(fixes or {}, **{**usual, "parts": parts, **more})


def installed(*packages: tuple[str, str], manager: str = "dpkg") -> InstalledSoftware:
    return InstalledSoftware(manager, packages)


BEHIND = installed(("openssl", "3.0.17-1~deb12u1"), ("made-up", "1"))
CURRENT = installed(("openssl", NEWEST))
SINCE_LONG = index(fixed(Fix(NEWEST, OLD, LONG_AGO)))
SINCE_LATELY = index(fixed(Fix(NEWEST, days_ago(2), days_ago(31))))
UNDATED = index(fixed(Fix(NEWEST, days_ago(2), None)))


def judge(*says: Statement, lists: tuple[Statement, ...] = (), seen: timedelta = timedelta(0)) -> Finding:
    facts = [fact(one, SERVER, seen) for one in says]
    return finding("patch.no-update-is-overdue", SERVER, *facts, *(fact(one, FACILITY) for one in lists))


def standing(*says: Statement, lists: tuple[Statement, ...]) -> Standing:
    return judge(*says, lists=lists).standing


def test_met_while_no_package_is_behind_the_index_of_its_own_suite() -> None:
    assert standing(DEBIAN, CURRENT, lists=(SINCE_LONG,)) is Standing.MET


def test_unknown_when_the_list_of_packages_may_lack_some() -> None:
    part = InstalledSoftware("dpkg", CURRENT.packages, whole=False)
    assert standing(DEBIAN, part, lists=(SINCE_LONG,)) is Standing.UNKNOWN


def test_not_met_by_a_package_in_a_list_that_may_lack_some() -> None:
    part = InstalledSoftware("dpkg", BEHIND.packages, whole=False)
    assert standing(DEBIAN, part, lists=(SINCE_LONG,)) is Standing.NOT_MET


def test_not_met_when_a_package_has_been_behind_for_more_than_31_days() -> None:
    found = judge(DEBIAN, BEHIND, lists=(SINCE_LONG,))
    assert (found.standing, "openssl" in str(found.because)) == (Standing.NOT_MET, True)


def test_the_age_of_the_index_is_part_of_the_reason() -> None:
    assert days_ago(2).isoformat() in str(judge(DEBIAN, BEHIND, lists=(SINCE_LONG,)).because)
    assert days_ago(2).isoformat() in str(judge(DEBIAN, CURRENT, lists=(SINCE_LONG,)).because)


def test_met_while_it_is_behind_within_the_grace() -> None:
    assert standing(DEBIAN, BEHIND, lists=(SINCE_LATELY,)) is Standing.MET


def test_unknown_while_the_release_of_what_it_lacks_cannot_be_dated() -> None:
    assert standing(DEBIAN, BEHIND, lists=(UNDATED,)) is Standing.UNKNOWN


def test_a_newer_fix_gives_no_new_grace_for_the_one_that_it_took_the_place_of() -> None:
    both = index(fixed(Fix("3.0.17-1~deb12u3", OLD, LONG_AGO), Fix(NEWEST, days_ago(2), days_ago(5))))
    assert standing(DEBIAN, BEHIND, lists=(both,)) is Standing.NOT_MET


def test_unknown_when_the_index_is_older_than_30_days_but_what_is_late_stays_so() -> None:
    old = index(fixed(Fix(NEWEST, OLD, LONG_AGO)), dated=days_ago(31))
    assert standing(DEBIAN, CURRENT, lists=(old,)) is Standing.UNKNOWN
    assert standing(DEBIAN, BEHIND, lists=(old,)) is Standing.NOT_MET


@pytest.mark.parametrize(
    "other", [{"release": "11"}, {"release": "1"}, {"system": "ubuntu"}, {"manager": "rpm"}, {"release": "12.5"}]
)
def test_unknown_without_an_index_of_its_own_suite(other: dict[str, Any]) -> None:
    found = judge(DEBIAN, BEHIND, lists=(index(fixed(Fix(NEWEST, OLD, OLD)), **other),))
    assert (found.standing, "no index of the security updates of Debian" in str(found.because)) == (
        Standing.UNKNOWN, True,
    )  # fmt: skip


@pytest.mark.parametrize(("architecture", "expected"), [("x86_64", Standing.NOT_MET), ("aarch64", Standing.UNKNOWN)])
def test_an_index_of_another_architecture_is_not_compared(architecture: str, expected: Standing) -> None:
    system = OperatingSystem("linux", "debian", "12", "Debian", architecture=architecture)
    assert standing(system, BEHIND, lists=(SINCE_LONG,)) is expected


@pytest.mark.parametrize("manager", ["glpi", "cyclonedx", "windows", "dpkg, windows"])
def test_a_list_that_is_not_the_package_managers_own_is_not_compared(manager: str) -> None:
    found = judge(DEBIAN, installed(("openssl", "1"), manager=manager), lists=(SINCE_LONG,))
    assert (found.standing, "missing security updates: never seen" in str(found.because)) == (Standing.UNKNOWN, True)


def test_unknown_when_the_list_of_packages_was_last_seen_eight_days_ago() -> None:
    assert judge(DEBIAN, CURRENT, lists=(SINCE_LONG,), seen=timedelta(days=8)).standing is Standing.UNKNOWN


@pytest.mark.parametrize("version", ["3.5.1-1~bpo12+1", "3.5.1-1+deb13u1"])
def test_unknown_when_a_package_comes_from_backports_or_another_release(version: str) -> None:
    found = judge(DEBIAN, installed(("openssl", version)), lists=(SINCE_LONG,))
    assert (found.standing, "openssl" in str(found.because)) == (Standing.UNKNOWN, True)


@pytest.mark.parametrize(
    "package", [("nginx", "1.29~bpo12+1"), ("openssl", "3.5.1-1"), ("openssl", "3.0.19-0+deb12u1")]
)
def test_packages_of_others_and_newer_ones_count_for_nothing(package: tuple[str, str]) -> None:
    assert standing(DEBIAN, installed(package), lists=(SINCE_LONG,)) is Standing.MET


def test_unknown_without_the_part_that_brings_microcode() -> None:
    packages = installed(("intel-microcode", "3.20250512.1~deb12u1"))
    assert standing(DEBIAN, packages, lists=(SINCE_LONG,)) is Standing.UNKNOWN
    both = (SINCE_LONG, index({}, parts=("non-free-firmware",)))
    assert standing(DEBIAN, packages, lists=both) is Standing.MET


def test_unknown_when_ubuntus_index_is_not_the_whole_one() -> None:
    main, universe = (index({}, system="ubuntu", release="22.04", parts=(part,)) for part in ("main", "universe"))
    assert standing(UBUNTU, CURRENT, lists=(main,)) is Standing.UNKNOWN
    assert standing(UBUNTU, CURRENT, lists=(main, universe)) is Standing.MET


def test_unknown_when_a_part_of_red_hats_kin_is_lacking_or_old() -> None:
    packages = installed(("bash", "0:5.1-1"), manager="rpm")
    assert standing(ROCKY, packages, lists=(kin("baseos"),)) is Standing.UNKNOWN
    assert standing(ROCKY, packages, lists=(kin("baseos"), kin("appstream"))) is Standing.MET
    assert standing(ROCKY, packages, lists=(kin("baseos"), kin("appstream", dated=days_ago(31)))) is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("version", "expected"), [("1:18.20-1.module+el9", Standing.UNKNOWN), ("1:20.19-1.module+el9", Standing.MET)]
)
def test_a_package_of_a_module_never_refutes_and_is_unknown_while_a_stream_is_newer(
    version: str, expected: Standing
) -> None:
    fix = {"nodejs": (Fix("1:20.19-1.module+el9", LONG_AGO, LONG_AGO, module=True),)}
    lists = (kin("baseos"), kin("appstream", fixes=fix))
    assert standing(ROCKY, installed(("nodejs", version), manager="rpm"), lists=lists) is expected


OWN = PatchLevel("apt", "Debian-Security", days_ago(1), index_has_security=True, missing=())


def test_the_machines_own_index_proves_where_nothing_was_imported() -> None:
    assert standing(DEBIAN, CURRENT, OWN, lists=()) is Standing.MET


def test_the_imported_index_refutes_what_the_machine_says_of_itself() -> None:
    assert standing(DEBIAN, BEHIND, OWN, lists=(SINCE_LONG,)) is Standing.NOT_MET


def test_the_machines_own_index_is_the_better_proof() -> None:
    assert standing(DEBIAN, BEHIND, OWN, lists=(UNDATED,)) is Standing.MET


def test_the_imported_index_proves_where_the_machines_own_is_too_old() -> None:
    stale = PatchLevel("apt", "Debian-Security", days_ago(60), index_has_security=True, missing=())
    assert standing(DEBIAN, CURRENT, stale, lists=(SINCE_LONG,)) is Standing.MET


def test_a_newer_kernel_that_waits_for_a_restart_refutes_here_as_well() -> None:
    kernels = (InstalledKernel("6.1.0-28", days_ago(90)), InstalledKernel("6.1.0-31", days_ago(40)))
    assert standing(DEBIAN, CURRENT, RunningKernel("6.1.0-28", kernels), lists=(SINCE_LONG,)) is Standing.NOT_MET


IMAGES = (("linux-image-6.1.0-28-amd64", "6.1.119-1"), ("linux-image-6.1.0-41-amd64", "6.1.158-1"),
          ("linux-image-amd64", "6.1.158-1"))  # fmt: skip
CORES = (("kernel-core", "0:5.14.0-427.el9"), ("kernel-core", "0:5.14.0-570.el9"))


@pytest.mark.parametrize(
    ("kernel", "expected"),
    [("6.1.0-41-amd64", Standing.MET), ("6.1.0-28-amd64", Standing.UNKNOWN), ("", Standing.UNKNOWN)],
)
def test_unknown_while_another_kernel_than_the_newest_installed_one_runs(kernel: str, expected: Standing) -> None:
    system = OperatingSystem("linux", "debian", "12", "Debian", kernel)
    assert standing(system, installed(*IMAGES), lists=(SINCE_LONG,)) is expected


@pytest.mark.parametrize(
    ("kernel", "expected"), [("5.14.0-570.el9.x86_64", Standing.MET), ("5.14.0-427.el9.x86_64", Standing.UNKNOWN)]
)
def test_of_red_hats_kin_as_well(kernel: str, expected: Standing) -> None:
    system = OperatingSystem("linux", "rocky", "9.4", "Rocky", kernel)
    assert standing(system, installed(*CORES, manager="rpm"), lists=(kin("baseos", "appstream"),)) is expected


def test_a_machine_that_tells_its_running_kernel_itself_is_judged_by_that() -> None:
    running = RunningKernel("6.1.0-41-amd64", (InstalledKernel("6.1.0-41-amd64", days_ago(40)),))
    assert standing(DEBIAN, installed(*IMAGES), running, lists=(SINCE_LONG,)) is Standing.MET


KEV = KnownExploited("CISA", "KEV", days_ago(1), "1", ("CVE-2025-90002",))
EXPLOITED = {"openssl": (Fix("1:3.2-6.el9", OLD, OLD, ("CVE-2025-90001", "CVE-2025-90002")),)}
LATELY = {"openssl": (Fix("1:3.2-6.el9", days_ago(3), days_ago(3), ("CVE-2025-90002",)),)}
SSL = installed(("openssl", "1:3.2-5.el9"), manager="rpm")


def test_a_missing_update_that_closes_an_exploited_hole_is_told_first() -> None:
    found = judge(ROCKY, SSL, lists=(kin("baseos", "appstream", fixes=EXPLOITED), KEV))
    assert (found.standing, found.pressing) == (Standing.NOT_MET, True)
    assert str(found.because).startswith("used in attacks and not mended: CVE-2025-90002")


def test_that_it_is_exploited_alone_makes_nothing_not_met() -> None:
    found = judge(ROCKY, SSL, lists=(kin("baseos", "appstream", fixes=LATELY), KEV))
    assert (found.standing, found.pressing) == (Standing.MET, True)


def test_without_the_list_nothing_is_ranked() -> None:
    assert not judge(ROCKY, SSL, lists=(kin("baseos", "appstream", fixes=EXPLOITED),)).pressing


def test_what_is_missing_in_a_list_that_may_lack_some_is_told_before_that() -> None:
    part = InstalledSoftware("dpkg", BEHIND.packages, whole=False)
    assert "1 security updates are missing" in str(judge(DEBIAN, part, lists=(UNDATED,)).because)
