"""Times as logs and people's programs write them come to one moment."""

from datetime import UTC, datetime, timedelta

import pytest

from tenken.dates import JST
from tenken.logs.formats.times import moment, without_year, written

EARLY = datetime(2026, 4, 1, 8, 30, tzinfo=JST)


@pytest.mark.parametrize(
    "text",
    ["2026-04-01 08:30", "2026/4/1 8:30", "2026/04/01 08:30:00", "令和8年4月1日 8時30分", "R8.4.1 8:30",
     "２０２６／４／１　８：３０", "20260401083000", "2026-04-01T08:30:00+09:00", "2026-03-31T23:30:00Z"],
)  # fmt: skip
def test_a_time_is_read_in_every_usual_spelling(text: str) -> None:
    assert written(text, JST) == EARLY


def test_an_hour_after_midnight_belongs_to_the_day_before_as_shifts_are_written() -> None:
    assert written("2026/03/31 24:10", JST) == datetime(2026, 4, 1, 0, 10, tzinfo=JST)


@pytest.mark.parametrize(
    "text",
    ["", "8:30", "2026/4/1", "2026/4/1 30:00", "2026/4/1 8:60", "昨日 8:30", "2026/13/1 8:30", "9999/12/31 24:00"],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        written(text, JST)


def test_a_time_before_the_first_year_of_utc_is_refused() -> None:
    with pytest.raises(ValueError, match=r".*"):
        moment("0001-01-01T00:00:00+09:00", JST)


def test_a_part_of_a_second_is_kept() -> None:
    assert written("2026/4/1 8:30:00.25", JST) - EARLY == timedelta(milliseconds=250)


def test_a_time_without_a_zone_is_of_the_zone_of_its_source() -> None:
    assert moment("2026-04-01T08:30:00", JST) == EARLY.astimezone(UTC)


@pytest.mark.parametrize(("received", "year"), [((2026, 1, 2), 2025), ((2026, 12, 31), 2026), ((2025, 12, 30), 2025)])
def test_a_time_without_a_year_is_the_last_that_can_have_been(received: tuple[int, int, int], year: int) -> None:
    found = without_year("Dec", 30, "23:00:00", datetime(*received, tzinfo=UTC), UTC)
    assert found == datetime(year, 12, 30, 23, tzinfo=UTC)


def test_the_29th_of_february_is_found_in_its_year() -> None:
    found = without_year("Feb", 29, "12:00:00", datetime(2026, 4, 1, tzinfo=UTC), UTC)
    assert found == datetime(2024, 2, 29, 12, tzinfo=UTC)
