"""Dates are read and written as Japan writes them, and days are those of Japan."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.dates import JST, end_of, in_wareki, local_day, read_day, start_of

DAYS = st.dates(date(1000, 1, 1), date(2100, 12, 31))
FULL_WIDTH = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")


@given(DAYS)
def test_a_day_in_wareki_is_read_back(day: date) -> None:
    assert read_day(in_wareki(day)) == day


@given(DAYS, st.sampled_from("-/."))
def test_a_western_day_is_read_with_any_separator(day: date, separator: str) -> None:
    assert read_day(day.isoformat().replace("-", separator)) == day


@given(DAYS, st.sampled_from("-/."))
def test_a_day_in_full_width_digits_is_read(day: date, separator: str) -> None:
    assert read_day(day.isoformat().replace("-", separator).translate(FULL_WIDTH)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-11-23", date(2025, 11, 23)),
        ("2025/1/2", date(2025, 1, 2)),
        ("2025年11月23日", date(2025, 11, 23)),
        (" 令和 7 年 11 月 23 日 ", date(2025, 11, 23)),
        ("令和　７年１１月２３日", date(2025, 11, 23)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R7.11.23", date(2025, 11, 23)),
        ("r7/11/23", date(2025, 11, 23)),
        ("R.07.11.23", date(2025, 11, 23)),
        ("H31-4-30", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成32年3月31日", date(2020, 3, 31)),
    ],
)
def test_the_usual_spellings_are_read(text: str, day: date) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "来年度",
        "11/23",
        "令和7年11月",
        "20251123",
        "2025-02-30",
        "2025/13/1",
        "25/11/23",
        "令和0年1月1日",
        "大正3年1月1日",
        "2025/1/1 2",
        "2025-11-23 10:00",
        "2025-11-23、2025-12-01",
    ],
)
def test_what_is_no_date_is_an_error(text: str) -> None:
    with pytest.raises(ValueError):
        read_day(text)


def test_the_error_shows_how_to_write_it() -> None:
    with pytest.raises(ValueError, match="“来年度” is no date; write 2025-11-23 or 令和7年11月23日"):
        read_day("来年度")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 11, 23), "令和7年11月23日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "1926年12月24日"),
    ],
)
def test_an_era_begins_on_its_first_day_with_the_year_gannen(day: date, text: str) -> None:
    assert in_wareki(day) == text


def test_a_day_in_japan_begins_nine_hours_before_that_of_utc() -> None:
    assert start_of(date(2025, 11, 23)) == datetime(2025, 11, 22, 15, tzinfo=UTC)


@given(DAYS)
def test_a_day_runs_from_its_start_to_its_end(day: date) -> None:
    assert (local_day(start_of(day)), local_day(end_of(day))) == (day, day)


@given(DAYS)
def test_the_next_day_begins_where_a_day_ends(day: date) -> None:
    assert start_of(day + timedelta(days=1)) - end_of(day) == timedelta(microseconds=1)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_moment_falls_on_the_day_in_japan_that_holds_it(moment: datetime) -> None:
    day = local_day(moment)
    assert start_of(day) <= moment <= end_of(day)


def test_japan_has_no_summer_time() -> None:
    assert {datetime(2025, month, 1, tzinfo=JST).utcoffset() for month in range(1, 13)} == {timedelta(hours=9)}
