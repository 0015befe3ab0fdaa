"""セキュリティパッチ(最新ファームウェアや更新プログラム)を適用している。"""

from datetime import date, timedelta
from typing import Any

from tenken.facts.patches import InstalledKernel, MissingUpdate, PatchLevel, RunningKernel
from tenken.rules.model import Finding, Standing
from tenken.rules.patches.policy import PatchPolicy
from tests.build import SERVER, days_ago, fact, finding


def update(released: date, *, after: date | None = None) -> MissingUpdate:
    return MissingUpdate("openssl", "3.0.15-1", "3.0.16-1", released_by=released, released_after=after)


def level(*missing: MissingUpdate, dated: date = days_ago(0), security: bool = True) -> PatchLevel:
    return PatchLevel("apt", "Debian-Security", dated, security, missing)


def judge(*says: Any, seen: timedelta = timedelta(0), policy: PatchPolicy | None = None) -> Finding:
    facts = [fact(one, SERVER, seen) for one in says]
    return finding("patch.no-update-is-overdue", SERVER, *facts, policy=policy)


def test_met_while_nothing_is_missing() -> None:
    assert judge(level()).standing is Standing.MET


def test_met_while_a_missing_update_is_within_the_grace_of_31_days() -> None:
    assert judge(level(update(days_ago(31), after=days_ago(31)))).standing is Standing.MET


def test_not_met_from_the_32nd_day() -> None:
    assert judge(level(update(days_ago(32)))).standing is Standing.NOT_MET


def test_the_grace_is_the_facilitys_own_rule() -> None:
    assert judge(
        level(update(days_ago(32), after=days_ago(32))), policy=PatchPolicy(grace=timedelta(days=60))
    ).standing is (Standing.MET)


def test_unknown_while_the_release_of_a_missing_update_cannot_be_dated() -> None:
    assert judge(level(update(days_ago(0)))).standing is Standing.UNKNOWN


def test_unknown_when_the_index_carries_no_security_updates() -> None:
    assert judge(level(security=False)).standing is Standing.UNKNOWN


def test_unknown_when_the_index_is_older_than_30_days() -> None:
    assert judge(level(dated=days_ago(31))).standing is Standing.UNKNOWN


def test_met_while_the_index_is_30_days_old() -> None:
    assert judge(level(dated=days_ago(30))).standing is Standing.MET


def test_not_met_stays_so_when_the_index_is_old() -> None:
    assert judge(level(update(days_ago(90)), dated=days_ago(60))).standing is Standing.NOT_MET


def test_unknown_when_the_patch_level_was_last_seen_eight_days_ago() -> None:
    found = judge(level(), seen=timedelta(days=8))
    assert (found.standing, "last seen" in str(found.because)) == (Standing.UNKNOWN, True)


def test_unknown_when_it_was_never_seen() -> None:
    assert judge().standing is Standing.UNKNOWN


def test_not_met_when_a_newer_kernel_waits_for_a_restart_longer_than_the_grace() -> None:
    kernels = (InstalledKernel("6.1.0-28", days_ago(90)), InstalledKernel("6.1.0-31", days_ago(40)))
    assert judge(level(), RunningKernel("6.1.0-28", kernels)).standing is Standing.NOT_MET


def test_met_while_the_restart_is_within_the_grace_of_31_days() -> None:
    kernels = (InstalledKernel("6.1.0-28", days_ago(90)), InstalledKernel("6.1.0-31", days_ago(31)))
    assert judge(level(), RunningKernel("6.1.0-28", kernels)).standing is Standing.MET


def test_an_update_keeps_the_day_it_was_first_missing_when_a_newer_one_takes_its_place() -> None:
    earlier = level(update(days_ago(40)), dated=days_ago(40))
    assert level(update(days_ago(0))).following(earlier).missing[0].released_by == days_ago(40)


def test_an_update_that_the_last_index_lacked_was_released_after_it() -> None:
    later = level(update(days_ago(0))).following(level(dated=days_ago(2)))
    assert later.missing[0].released_after == days_ago(2)
