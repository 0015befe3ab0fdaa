"""Versions of firmware are ordered within their train, and not beyond."""

from itertools import pairwise

import pytest

from tenken.feeds.versions import compare, in_branch

FORTIOS = ("6.4.15", "7.0.9", "7.0.17", "v7.2.8,build1639,240313 (GA.M)", "7.4.10")
IOS_XE = ("17.9.4", "17.09.04a", "17.09.04b", "17.09.05", "17.12.1")
JUNOS = ("21.4R2-S9", "21.4R3-S2", "21.4R3-S11")
YAMAHA = ("Rev.15.02.17", "Rev.15.02.31", "Rev.15.04.03")
ALLIED = ("5.5.2-0.3", "5.5.2-1.1", "5.5.3-0.1")


@pytest.mark.parametrize("pair", [p for train in (FORTIOS, IOS_XE, JUNOS, YAMAHA, ALLIED) for p in pairwise(train)])
def test_older_and_newer(pair: tuple[str, str]) -> None:
    assert (compare(*pair), compare(*reversed(pair))) == (-1, 1)


@pytest.mark.parametrize("pair", [("17.09.04a", "17.9.4a"), ("v7.4.8", "7.4.8"), ("Rev.15.02.31", "15.2.31")])
def test_equal(pair: tuple[str, str]) -> None:
    assert compare(*pair) == 0


@pytest.mark.parametrize(
    "pair",
    [("7.6.0-beta2", "7.6.0"), ("7.6.0rc1", "7.6.0"), ("15.7(3)M5", "15.7(3)S5"), ("", "7.4"), ("21.4X1", "21.4.1"),
             ("15.2(7)", "15.2(7)E3")],
)  # fmt: skip
def test_trial_versions_and_other_trains_are_not_compared(pair: tuple[str, str]) -> None:
    assert compare(*pair) is None


@pytest.mark.parametrize(
    ("version", "branch", "belongs"),
    [("7.4.8", "7.4", True), ("7.40.1", "7.4", False), ("17.09.04a", "17.9", True), ("12", "12", True),
     ("12", "1", False), ("15.2(7)E3", "15.2", True), ("7", "7.4", False), ("7.4", "", False)],
)  # fmt: skip
def test_a_version_belongs_to_the_branch_that_it_begins_with(version: str, branch: str, *, belongs: bool) -> None:
    assert in_branch(version, branch) is belongs
