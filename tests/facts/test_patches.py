"""Since when an update is missing, and since when a newer kernel waits, is told by what was seen before."""

from dataclasses import replace
from datetime import date

import pytest

from tenken.facts.patches import InstalledKernel, MissingUpdate, PatchLevel, RunningKernel
from tests.build import days_ago

OPENSSL = MissingUpdate("openssl", "3.0.15-1", "3.0.16-1", released_by=days_ago(5))


def level(*missing: MissingUpdate, dated: date = days_ago(0), security: bool = True) -> PatchLevel:
    return PatchLevel("apt", "Debian-Security", dated, security, missing)


def after(earlier: PatchLevel, update: MissingUpdate = OPENSSL) -> MissingUpdate:
    return level(update).following(earlier).missing[0]


def kernel(release: str, installed: int) -> InstalledKernel:
    return InstalledKernel(release, days_ago(installed))


def test_an_update_never_seen_before_was_released_after_the_last_index() -> None:
    assert after(level(dated=days_ago(9))).released_after == days_ago(9)


def test_it_was_not_released_later_than_the_day_we_know_it_by() -> None:
    assert after(level(dated=days_ago(2))).released_after == days_ago(5)


def test_an_index_without_security_updates_tells_nothing_of_when() -> None:
    assert after(level(dated=days_ago(9), security=False)).released_after is None


def test_the_makers_own_earliest_date_is_kept() -> None:
    told = replace(OPENSSL, released_after=days_ago(6))
    assert after(level(dated=days_ago(30)), told).released_after == days_ago(6)


def test_an_update_missing_before_keeps_its_dates() -> None:
    before = replace(OPENSSL, available="3.0.15-2", released_by=days_ago(40), released_after=days_ago(42))
    found = after(level(before))
    assert (found.released_by, found.released_after) == (days_ago(40), days_ago(42))


def test_an_update_missing_before_takes_an_earlier_date_when_one_is_learnt() -> None:
    assert after(level(replace(OPENSSL, released_by=days_ago(3)))).released_by == days_ago(5)


def test_an_update_that_could_not_be_dated_before_stays_so() -> None:
    assert after(level(OPENSSL)).released_after is None


def test_what_is_no_longer_missing_is_gone() -> None:
    assert level().following(level(OPENSSL)).missing == ()


def test_all_else_is_as_it_was_seen_now() -> None:
    now = level(OPENSSL, dated=days_ago(1))
    assert replace(now.following(level(dated=days_ago(9))), missing=()) == replace(now, missing=())


@pytest.mark.parametrize(
    "installed",
    [
        (),
        (kernel("6.1.0-28", 90),),
        (kernel("6.1.0-28", 10), kernel("6.1.0-25", 90)),
        (kernel("6.1.0-28", 10), kernel("6.1.0-31", 10)),
        (kernel("6.1.0-31", 10),),
    ],
)
def test_no_kernel_waits_unless_one_was_installed_after_the_running_one(
    installed: tuple[InstalledKernel, ...],
) -> None:
    assert RunningKernel("6.1.0-28", installed).waiting_since is None


def test_a_restart_has_been_due_since_the_first_newer_kernel_was_installed() -> None:
    installed = (kernel("6.1.0-28", 90), kernel("6.1.0-33", 5), kernel("6.1.0-31", 40))
    assert RunningKernel("6.1.0-28", installed).waiting_since == days_ago(40)


def test_a_running_kernel_installed_anew_counts_from_the_last_time() -> None:
    installed = (kernel("6.1.0-28", 90), kernel("6.1.0-31", 40), kernel("6.1.0-28", 20))
    assert RunningKernel("6.1.0-28", installed).waiting_since is None
