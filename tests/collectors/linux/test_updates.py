"""Security updates that the machine's own index offers, by apt or dnf, and the kernel that really runs."""

from datetime import date

import pytest

from tenken.facts.patches import InstalledKernel, MissingUpdate, PatchLevel, RunningKernel
from tests import samples
from tests.collectors.linux.answers import machine, says, why_not

DNF = samples.linux("dnf4-rpm-root.txt")
SECURITY = "Debian\tDebian-Security\toldstable-security\tbookworm-security\tSat, 15 Nov 2025 00:53:02 UTC"
MAIN = "Debian\tDebian\toldstable\tbookworm\tSat, 06 Sep 2025 10:16:37 UTC"
UBUNTU = 'ID=ubuntu\nVERSION_ID="22.04"\nVERSION_CODENAME=jammy'
BASEOS = "Repo-id            : baseos\nRepo-updated       : Mon Nov 10 07:25:47 2025"
APPSTREAM = "Repo-id            : appstream\nRepo-updated       : Sat Nov 15 07:25:47 2025"
KERNELS = "running 6.1.0-28-amd64\ninstalled 6.1.0-28-amd64 2025-08-22\ninstalled 6.1.0-31-amd64 2025-10-11"


def apt(*lines: str, behind: str = "", **more: str | int) -> PatchLevel:
    return says(PatchLevel, machine(apt_index="\n".join(lines), apt_behind=behind, **more))


def missing_by_apt(*lines: str) -> tuple[MissingUpdate, ...]:
    return apt(SECURITY, MAIN, behind="\n".join(lines)).missing


def dnf(index: str = BASEOS, **more: str | int) -> PatchLevel:
    return says(PatchLevel, machine(DNF, dnf_index=index, **more))


def dnf_missing(behind: str, dates: str = "", packages: str = "manager rpm") -> tuple[MissingUpdate, ...]:
    return dnf(dnf_behind=behind, dnf_dates=dates, packages=packages).missing


def dates(**issued: str) -> str:
    return "\n".join(
        f"  Update ID: {name.replace('_', '-')}\n    Issued: {day} 00:00:00" for name, day in issued.items()
    )


def test_the_level_is_that_of_the_security_index_and_its_day() -> None:
    assert apt(MAIN, SECURITY) == PatchLevel(
        "apt", "Debian oldstable-security", date(2025, 11, 15), index_has_security=True, missing=()
    )


def test_the_index_of_another_release_proves_nothing() -> None:
    trixie = SECURITY.replace("bookworm", "trixie").replace("15 Nov", "19 Nov")
    assert apt(MAIN, trixie).index_has_security is False


def test_an_index_without_security_says_so_and_bears_the_newest_day() -> None:
    newer = MAIN.replace("06 Sep", "13 Sep")
    assert (apt(MAIN, newer).index_has_security, apt(MAIN, newer).index_dated) == (False, date(2025, 9, 13))


def test_of_several_security_indexes_the_oldest_counts() -> None:
    old = SECURITY.replace("Debian\t", "Mirror\t", 1).replace("15 Nov", "03 Oct")
    assert (apt(SECURITY, old).index_dated, apt(SECURITY, old).index) == (
        date(2025, 10, 3),
        "Mirror oldstable-security",
    )


def test_the_security_pocket_of_ubuntu_is_known_by_its_suite() -> None:
    index = "Ubuntu\tUbuntu\tjammy-security\tjammy\tSat, 15 Nov 2025 00:53:02 UTC"
    level = apt(index, "Ubuntu\tUbuntu\tjammy\tjammy\tThu, 21 Apr 2022 17:16:08 UTC", os_release=UBUNTU)
    assert (level.index_has_security, level.index_dated) == (True, date(2025, 11, 15))


@pytest.mark.parametrize("day", ["", "yesterday", "32 Nov 2025"])
def test_an_index_without_a_day_is_none(day: str) -> None:
    undated = "\t".join([*SECURITY.split("\t")[:4], day])
    assert "keeps no index of updates" in why_not(PatchLevel, machine(apt_index=undated))


def test_without_any_index_the_level_is_withheld() -> None:
    assert "keeps no index of updates" in why_not(PatchLevel, machine(apt_index=""))


def test_a_security_update_that_waits_is_missing_since_the_index_at_the_latest() -> None:
    line = "openssl/oldstable-security 3.0.16-1 amd64 [upgradable from: 3.0.15-1]"
    assert missing_by_apt(line) == (MissingUpdate("openssl", "3.0.15-1", "3.0.16-1", date(2025, 11, 15)),)


def test_an_update_that_is_no_security_update_is_not_missing() -> None:
    assert missing_by_apt("tzdata/oldstable-updates 2025c-0 all [upgradable from: 2025b-0]") == ()


def test_an_update_that_several_suites_offer_is_missing_when_one_is_of_security() -> None:
    line = "openssl/jammy-updates,jammy-security 3.0.2-0ubuntu1.20 amd64 [upgradable from: 3.0.2-0ubuntu1.19]"
    assert [update.name for update in missing_by_apt(line)] == ["openssl"]


def test_a_package_that_is_held_back_is_missing_all_the_same() -> None:
    held = "linux-image-amd64/oldstable-security 6.1.158-1 amd64 [upgradable from: 6.1.140-1]"
    assert missing_by_apt("Listing...", held, "N: There are 2 additional versions.") == missing_by_apt(held) != ()


def test_a_version_with_an_epoch_is_kept_whole() -> None:
    line = "bind9/oldstable-security 1:9.18.41-1~deb12u1 amd64 [upgradable from: 1:9.18.33-1~deb12u2]"
    assert missing_by_apt(line)[0].available == "1:9.18.41-1~deb12u1"


def test_the_recorded_debian_lacks_six_security_updates() -> None:
    level = says(PatchLevel, samples.linux())
    assert (level.index_dated, len(level.missing), level.missing[0].name) == (date(2026, 11, 21), 6, "apt")


def test_without_apt_on_a_machine_of_dpkg_the_level_is_withheld() -> None:
    assert "has no program" in why_not(PatchLevel, machine(apt_index=69))


def test_without_a_package_manager_the_level_is_withheld() -> None:
    assert "has no program" in why_not(PatchLevel, machine(packages=69))


def test_the_recorded_red_hat_lacks_one_advisory_dated_by_its_maker() -> None:
    (update,) = says(PatchLevel, DNF).missing
    assert (update.name, update.installed, update.available) == (
        *("openssl-libs", "0:1.0-1.el9"),
        "1.0-2.el9 (DEMO-SA-2026:0001)",
    )
    assert update.released_by == update.released_after == date(2026, 10, 3)


def test_of_the_distributions_repositories_the_oldest_counts() -> None:
    assert dnf(f"{APPSTREAM}\n{BASEOS}").index_dated == date(2025, 11, 10)


def test_an_additional_repository_may_be_old() -> None:
    epel = "Repo-id            : epel\nRepo-updated       : Fri Jan  3 07:25:47 2020"
    assert (dnf(f"{epel}\n{BASEOS}").index, dnf(f"{epel}\n{BASEOS}").index_dated) == ("baseos", date(2025, 11, 10))


def test_additional_repositories_count_where_there_is_no_other() -> None:
    assert dnf("Repo-id : hospital\nRepo-updated : Fri Jan  3 07:25:47 2020").index_dated == date(2020, 1, 3)


@pytest.mark.parametrize(("count", "carries"), [(0, False), (1, True), (1200, True)])
def test_an_index_without_any_advisory_carries_no_security_updates(count: int, carries: bool) -> None:
    assert dnf(dnf_all=f"advisories {count}").index_has_security is carries


def test_no_repository_at_all_withholds_the_level() -> None:
    assert "keeps no index of updates" in why_not(PatchLevel, machine(DNF, dnf_index=""))


@pytest.mark.parametrize("section", ["dnf_index", "dnf_all", "dnf_behind"])
def test_what_dnf_could_not_say_withholds_the_level(section: str) -> None:
    assert "ended with error 1" in why_not(PatchLevel, machine(DNF, **{section: 1}))


def test_an_advisory_is_missing_with_its_package_epoch_and_day() -> None:
    behind = "RHSA-2025:1234 Important/Sec. openssl-libs-1:3.0.7-28.el9_4.x86_64"
    packages = "manager rpm\nopenssl-libs\t1:3.0.7-27.el9"
    day = dates(**{"RHSA_2025:1234": "2025-09-02"})
    assert dnf_missing(behind, day, packages) == (
        MissingUpdate(
            "openssl-libs",
            "1:3.0.7-27.el9",
            "1:3.0.7-28.el9_4 (RHSA-2025:1234)",
            date(2025, 9, 2),
            date(2025, 9, 2),
        ),
    )


def test_an_advisory_without_a_day_came_by_the_index_at_the_latest() -> None:
    (update,) = dnf_missing("RHSA-2025:1234 Moderate/Sec. bash-5.1.8-10.el9.x86_64")
    assert (update.released_by, update.released_after) == (date(2025, 11, 10), None)


def test_of_several_advisories_for_one_package_the_oldest_dates_it() -> None:
    behind = "A-2 Important/Sec. bash-5.1.8-11.el9.x86_64\nA-1 Low/Sec. bash-5.1.8-10.el9.x86_64"
    (update,) = dnf_missing(behind, dates(A_2="2025-10-01", A_1="2025-08-01"))
    assert (update.released_by, update.available) == (date(2025, 8, 1), "5.1.8-10.el9 (A-1)")


def test_an_advisory_updated_later_keeps_the_day_of_its_issue() -> None:
    told = "  Update ID: A-1\n    Updated: 2025-10-20 00:00:00\n     Issued: 2025-08-01 00:00:00"
    assert dnf_missing("A-1 Low/Sec. bash-5.1.8-10.el9.x86_64", told)[0].released_by == date(2025, 8, 1)


@pytest.mark.parametrize("kind", ["Sec.", "Important/Sec.", "Critical/Sec.", "None/Sec."])
def test_a_security_advisory_of_any_severity_is_missing(kind: str) -> None:
    assert [u.name for u in dnf_missing(f"A-1 {kind} kernel-core-5.14.0-503.el9.x86_64")] == ["kernel-core"]


@pytest.mark.parametrize("kind", ["bugfix", "enhancement"])
def test_an_advisory_of_another_kind_is_not_missing(kind: str) -> None:
    assert dnf_missing(f"A-1 {kind} bash-5.1.8-10.el9.x86_64") == ()


def test_the_running_kernel_is_told_with_those_installed() -> None:
    assert says(RunningKernel, machine(kernels=KERNELS)) == RunningKernel(
        "6.1.0-28-amd64",
        (
            InstalledKernel("6.1.0-28-amd64", date(2025, 8, 22)),
            InstalledKernel("6.1.0-31-amd64", date(2025, 10, 11)),
        ),
    )


def test_a_newer_kernel_waits_for_a_restart_since_its_installation() -> None:
    assert says(RunningKernel, machine(kernels=KERNELS)).waiting_since == date(2025, 10, 11)


def test_the_kernel_of_a_container_is_its_hosts() -> None:
    assert says(RunningKernel, machine(kernels=KERNELS, identity="hostname a\nvirt docker")).installed == ()
