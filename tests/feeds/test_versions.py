"""Versions are ordered as the distributions' own programs order them: no disagreement over 40,000 real pairs each.

The pairs are of Debian's packages. rpm is asked the same strings, as no index of an RPM distribution is at hand here.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.feeds import dpkg, rpm
from tests.feeds import real

DPKG = ("1.0~rc1", "1.0", "1.0+dfsg", "1.0.1", "1.2", "1.10", "1:0.9")
RPM = ("1.0~rc1", "1.0", "1.0^git1", "1.0a", "1.0.1", "1.2", "1.10", "1:0.9")
TEXT = st.text(alphabet="0123456789abcz.+~^-_:", max_size=12)


@pytest.fixture(scope="module")
def pairs() -> real.Pairs:
    return real.pairs(real.versions(), 40_000)


def test_dpkg_agrees(pairs: real.Pairs) -> None:
    assert [dpkg.compare(*pair) for pair in pairs] == real.said_by("dpkg", pairs)


def test_rpm_agrees(pairs: real.Pairs) -> None:
    assert [rpm.compare(*pair) for pair in pairs] == real.said_by("rpm", pairs)


@pytest.mark.parametrize("older_and_newer", tuple(pairwise(DPKG)))
def test_the_manual_of_dpkg_is_followed(older_and_newer: tuple[str, str]) -> None:
    assert dpkg.compare(*older_and_newer) == -1


@pytest.mark.parametrize("older_and_newer", tuple(pairwise(RPM)))
def test_the_manual_of_rpm_is_followed(older_and_newer: tuple[str, str]) -> None:
    assert rpm.compare(*older_and_newer) == -1


@pytest.mark.parametrize("equal", [("1.0", "1."), ("0:1.0", "1.0"), ("1.0-0", "1.0"), ("1.00", "1.0")])
def test_what_is_missing_counts_as_nought_for_dpkg(equal: tuple[str, str]) -> None:
    assert dpkg.compare(*equal) == 0


@pytest.mark.parametrize("equal", [("1.0", "1_0"), ("1.0", "1..0"), ("1.01", "1.1"), ("0:1", "1")])
def test_separators_and_leading_noughts_are_nothing_to_rpm(equal: tuple[str, str]) -> None:
    assert rpm.compare(*equal) == 0


@pytest.mark.parametrize("compare", [dpkg.compare, rpm.compare])
def test_an_epoch_that_is_no_number_is_refused(compare: object) -> None:
    with pytest.raises(ValueError, match="epoch"):
        compare("a:1", "1")  # type: ignore[operator]


@given(TEXT, TEXT)
def test_the_order_is_the_same_from_both_sides(one: str, other: str) -> None:
    one, other = one.replace(":", ""), other.replace(":", "")
    assert dpkg.compare(one, other) == -dpkg.compare(other, one)
    assert rpm.compare(one, other) == -rpm.compare(other, one)
