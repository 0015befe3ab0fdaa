"""セキュリティパッチ(最新ファームウェアや更新プログラム)を適用している: Windows, by build and UBR."""

from datetime import date, timedelta
from typing import Any

import pytest

from tenken.facts.feeds import Feed, KnownExploited, WindowsRelease, WindowsReleases
from tenken.facts.machines import OperatingSystem
from tenken.facts.model import FACILITY
from tenken.facts.windows import WindowsBuild
from tenken.rules.model import Finding, Standing
from tenken.rules.patches.policy import PatchPolicy
from tenken.verdicts.examine import examine
from tests.build import SERVER, case, days_ago, fact, finding, rule

WINDOWS = OperatingSystem("windows", "windows-11", "23H2", "Windows 11 Pro")


def release(ubr: int, released: date, *, build: int = 22631, server: bool = False) -> WindowsRelease:
    return WindowsRelease(build, server, ubr, f"KB{ubr}", released)


def listed(*releases: WindowsRelease, dated: date = days_ago(1)) -> WindowsReleases:
    return WindowsReleases("Microsoft", f"{dated:%Y-%m}", dated, releases)


def judge(ubr: int, *lists: Feed, policy: PatchPolicy | None = None, **more: Any) -> Finding:
    usual = {"product": "Windows 11 Pro", "edition_id": "Professional", "installation_type": "Client",
             "display_version": "23H2", "build": 22631}  # fmt: skip
    build = WindowsBuild(**{**usual, "ubr": ubr, **more})
    facts = [fact(WINDOWS, SERVER), fact(build, SERVER), *(fact(one, FACILITY) for one in lists)]
    return finding("patch.no-newer-build-is-overdue", SERVER, *facts, policy=policy)


THIS_MONTH, LAST_MONTH = release(6199, days_ago(9)), release(6060, days_ago(37))
LISTS = listed(LAST_MONTH, THIS_MONTH)


def test_met_with_the_newest_build() -> None:
    assert judge(6199, LISTS).standing is Standing.MET


def test_met_while_a_newer_build_is_within_the_grace() -> None:
    assert judge(6060, LISTS).standing is Standing.MET


def test_not_met_when_a_build_of_more_than_31_days_ago_is_newer() -> None:
    found = judge(5909, LISTS)
    assert (found.standing, "22631.6060" in str(found.because)) == (Standing.NOT_MET, True)


def test_the_grace_is_the_facilitys_own_rule() -> None:
    assert judge(5909, LISTS, policy=PatchPolicy(grace=timedelta(days=60))).standing is Standing.MET


def test_lists_of_several_months_are_read_together() -> None:
    assert judge(5909, listed(LAST_MONTH, dated=days_ago(37)), listed(THIS_MONTH)).standing is Standing.NOT_MET


def test_unknown_when_the_newest_list_is_older_than_45_days() -> None:
    old = listed(release(6199, days_ago(46)), dated=days_ago(46))
    assert judge(6199, old).standing is Standing.UNKNOWN
    assert judge(6060, old).standing is Standing.NOT_MET


def test_unknown_when_the_lists_do_not_know_the_build() -> None:
    assert judge(1, LISTS, build=19045).standing is Standing.UNKNOWN


def test_unknown_when_nothing_new_came_for_a_build_that_others_still_get() -> None:
    ended = listed(release(6000, days_ago(60), build=19045), THIS_MONTH)
    found = judge(6000, ended, build=19045)
    assert (found.standing, "support may have ended" in str(found.because)) == (Standing.UNKNOWN, True)


def test_a_server_is_not_compared_with_clients_of_the_same_build() -> None:
    both = listed(release(7171, days_ago(40), build=26100), release(32522, days_ago(40), build=26100, server=True))
    assert judge(7171, both, build=26100).standing is Standing.MET
    assert judge(7171, both, build=26100, installation_type="Server Core").standing is Standing.NOT_MET


def test_unknown_while_updates_without_restart_are_in_use() -> None:
    assert judge(1, LISTS, hotpatched=True).standing is Standing.UNKNOWN


EXPLOITED = KnownExploited("CISA", "KEV", days_ago(1), "1", ("CVE-2025-90002",))


@pytest.mark.parametrize(
    ("ubr", "expected"), [(6198, (Standing.NOT_MET, True)), (6199, (Standing.MET, True)), (6200, (Standing.MET, False))]
)
def test_an_update_that_closes_an_exploited_hole_presses_and_decides_nothing(
    ubr: int, expected: tuple[Standing, bool]
) -> None:
    closing = WindowsRelease(22631, False, 6200, "KB6200", days_ago(9), ("CVE-2025-90001", "CVE-2025-90002"))
    found = judge(ubr, listed(release(6199, days_ago(40)), closing), EXPLOITED)
    assert (found.standing, found.pressing) == expected


def test_unknown_while_no_list_was_imported() -> None:
    found = judge(6199)
    assert (found.standing, "list of Windows updates" in str(found.because)) == (Standing.UNKNOWN, True)


@pytest.mark.parametrize(
    ("name", "put"), [("patch.no-newer-build-is-overdue", True), ("patch.no-update-is-overdue", False)]
)
def test_a_windows_machine_is_asked_for_its_build_and_not_for_packages(name: str, put: bool) -> None:
    asked = rule(name)
    assert (examine(asked, asked.policy, SERVER, case(fact(WINDOWS, SERVER))) is not None) is put


def test_a_machine_of_which_nothing_was_seen_is_asked_once() -> None:
    found = [examine(rule(name), rule(name).policy, SERVER, case()) for name in
             ("patch.no-newer-build-is-overdue", "patch.no-update-is-overdue")]  # fmt: skip
    assert [one.standing if one else None for one in found] == [None, Standing.UNKNOWN]
