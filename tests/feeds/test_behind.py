"""A package is behind where the package manager itself would offer a newer one, and on real data in no other case."""

from datetime import date

import pytest

from tenken.facts.indexes import Fix, Fixes, SecurityIndex, pack
from tenken.feeds.behind import behind
from tests.feeds import real

DAY = date(2025, 11, 1)


def index(manager: str, fixes: Fixes) -> SecurityIndex:
    return SecurityIndex("made", "up", DAY, manager, "x", "1", (), "", dates_itself=True, packed=pack(fixes))


def fixed(*versions: str, module: bool = False) -> tuple[Fix, ...]:
    return tuple(Fix(version, DAY, DAY, module=module) for version in versions)


def names(manager: str, fixes: Fixes, *packages: tuple[str, str]) -> list[str]:
    return [f"{one.name} {one.installed}" for one in behind(index(manager, fixes), packages)]


@pytest.mark.parametrize("installed", ["1.0-1", "1.0-1+b1", "1.0~rc1-1", "0:0.9-9"])
def test_an_older_version_is_behind(installed: str) -> None:
    assert names("dpkg", {"a": fixed("1.0-1+deb12u1")}, ("a", installed)) == [f"a {installed}"]


@pytest.mark.parametrize("installed", ["1.0-1+deb12u1", "1.0-1+deb12u1+b1", "1.0-2~bpo12+1", "1:0.1-1"])
def test_the_same_version_a_rebuilt_and_a_newer_one_are_not(installed: str) -> None:
    assert names("dpkg", {"a": fixed("1.0-1+deb12u1")}, ("a", installed)) == []


def test_packages_that_the_index_does_not_know_are_none_of_its_business() -> None:
    assert names("dpkg", {"a": fixed("2")}, ("b", "1"), ("A", "1")) == []


def test_a_version_that_cannot_be_read_is_not_behind() -> None:
    assert names("dpkg", {"a": fixed("2")}, ("a", "x:1")) == []


def test_all_fixed_versions_that_are_lacking_are_told() -> None:
    found = behind(index("rpm", {"a": fixed("0:1-1", "0:2-1", "0:3-1")}), [("a", "0:1-1")])
    assert [fix.version for fix in found[0].lacks] == ["0:2-1", "0:3-1"]


def test_older_kernels_that_rpm_keeps_beside_the_newest_do_not_count() -> None:
    fixes = {"kernel-core": fixed("0:5.14-570")}
    first, second, third = (("kernel-core", f"0:5.14-{number}") for number in (427, 503, 570))
    assert names("rpm", fixes, first, third) == []
    assert names("rpm", fixes, first, second) == ["kernel-core 0:5.14-503"]


def test_a_package_of_a_module_is_told_as_such() -> None:
    found = behind(index("rpm", {"nodejs": fixed("1:20-1", module=True)}), [("nodejs", "1:18-1")])
    assert [one.of_module for one in found] == [True]


def test_on_this_machine_it_agrees_with_apt() -> None:
    """What is installed here against all that its indexes offer, as if those listed nothing but security updates."""
    offers = real.offers()
    fixes = {name: fixed(candidate) for name, _installed, candidate in offers}
    found = behind(index("dpkg", fixes), [(name, installed) for name, installed, _candidate in offers])
    assert [one.name for one in found] == [name for name, installed, candidate in offers if installed != candidate]
