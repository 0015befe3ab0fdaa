"""An index of security updates is stored small, and remembers since when a version has been in view."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.facts.codec import from_json, to_json
from tenken.facts.indexes import Fix, SecurityIndex, grouped, pack, unpack

OCTOBER, NOVEMBER, DECEMBER = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1)
WORDS = st.text("abcdefghijklmnop0123456789.+~:-", min_size=1, max_size=12)
FIXES = st.builds(Fix, WORDS, st.dates(), st.none() | st.dates(), st.lists(WORDS, max_size=2).map(tuple), st.booleans())


def index(dated: date, fixes: dict[str, tuple[Fix, ...]], **more: Any) -> SecurityIndex:
    usual = {"manager": "dpkg", "system": "debian", "release": "12", "parts": ("main",), "architecture": "amd64"}
    return SecurityIndex("Debian", "bookworm", dated, **{**usual, "dates_itself": False, "packed": pack(fixes), **more})


def seen(version: str, day: date) -> SecurityIndex:
    return index(day, {"vim": (Fix(version, day, None),)})


@given(st.dictionaries(WORDS, st.lists(FIXES, min_size=1, max_size=3).map(tuple), max_size=5))
def test_unpacking_what_was_packed_gives_the_fixes_back(fixes: dict[str, tuple[Fix, ...]]) -> None:
    assert unpack(pack(fixes)) == fixes


def test_a_stored_index_says_the_same_and_is_unpacked_only_when_asked() -> None:
    one = seen("1", OCTOBER)
    assert one.fixes
    assert from_json(one.kind, to_json(one)).fixes == one.fixes  # type: ignore[attr-defined]


@pytest.mark.parametrize(("packed", "why"), [("", "cut off"), ("made-up!", "incorrect"), (pack({})[:-5], "cut off")])
def test_what_was_not_packed_is_refused(packed: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        unpack(packed)


def test_a_version_that_was_there_before_keeps_its_days() -> None:
    assert seen("1", NOVEMBER).following(seen("1", OCTOBER)).fixes["vim"] == (Fix("1", OCTOBER, None),)


def test_a_new_version_came_after_the_last_index_and_the_older_is_remembered() -> None:
    found = seen("2", NOVEMBER).following(seen("1", OCTOBER)).fixes["vim"]
    assert found == (Fix("1", OCTOBER, None), Fix("2", NOVEMBER, OCTOBER))


def test_a_version_that_was_withdrawn_is_forgotten() -> None:
    both = seen("2", NOVEMBER).following(seen("1", OCTOBER))
    assert seen("1", DECEMBER).following(both).fixes["vim"] == (Fix("1", OCTOBER, None),)


def test_of_many_versions_the_first_is_remembered() -> None:
    found = seen("0", OCTOBER)
    for number in range(1, 30):
        found = seen(str(number), NOVEMBER).following(found)
    assert [fix.version for fix in found.fixes["vim"]] == ["0", *map(str, range(23, 30))]


def test_an_index_that_dates_its_fixes_itself_needs_no_memory() -> None:
    later = index(NOVEMBER, {"vim": (Fix("2", NOVEMBER, NOVEMBER),)}, dates_itself=True)
    assert later.following(seen("1", OCTOBER)) is later


def test_a_fix_that_two_notices_name_counts_from_the_first_and_closes_what_both_say() -> None:
    found = grouped([("vim", Fix("1", NOVEMBER, NOVEMBER, ("B",))), ("vim", Fix("1", OCTOBER, OCTOBER, ("A",)))])
    assert found == {"vim": (Fix("1", OCTOBER, OCTOBER, ("A", "B")),)}
