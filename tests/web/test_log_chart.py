"""The chart of a question: a span without records is not a span in which nothing happened."""

from datetime import datetime, timedelta

from tenken.dates import JST
from tenken.logs.search.question import Fitting, Question, Recorded, Spans
from tenken.web.log_chart import Chart, chart, unit_of

NOON = datetime(2026, 4, 1, 12, tzinfo=JST)
HOUR = timedelta(hours=1)
NOW = datetime(2026, 4, 30, tzinfo=JST)


def drawn(*recorded: Recorded, fitting: tuple[Fitting, ...] = (), hours: int = 3, now: datetime = NOW) -> Chart:
    question = Question(NOON, NOON + hours * HOUR)
    found = chart(question, unit_of(question), Spans(recorded, fitting), ["PACS"], now)
    assert found
    return found


def test_an_hour_without_any_record_is_shown_as_missing_and_one_without_hits_as_none() -> None:
    found = drawn(Recorded("PACS", NOON, 1), Recorded("PACS", NOON + 2 * HOUR, 1), fitting=(Fitting(NOON, 2),))
    assert [(bar.recorded, bar.hits) for bar in found.bars] == [(True, 2), (False, 0), (True, 0)]


def test_a_source_that_was_silent_shows_though_another_was_heard() -> None:
    found = drawn(Recorded("電子カルテ", NOON, 1), Recorded("PACS", NOON + HOUR, 1))
    assert (found.strips[0].missing_hours, found.strips[0].hours) == (2, 3)


def test_what_is_still_to_come_is_no_missing_hour() -> None:
    assert len(drawn(Recorded("PACS", NOON, 1), now=NOON + HOUR).bars) == 1


def test_a_week_is_drawn_by_days_each_leading_to_itself() -> None:
    found = drawn(Recorded("PACS", datetime(2026, 4, 1, tzinfo=JST), 12), hours=96)
    assert [(bar.since, bar.until) for bar in found.bars][:2] == [
        ("2026-04-01 12:00", "2026-04-02 00:00"),
        ("2026-04-02 00:00", "2026-04-03 00:00"),
    ]


def test_months_follow_on_one_another() -> None:
    found = drawn(Recorded("PACS", datetime(2026, 1, 1, tzinfo=JST), 12), hours=24 * 400, now=NOON + 400 * 24 * HOUR)
    assert [bar.since[:7] for bar in found.bars][:3] == ["2026-04", "2026-05", "2026-06"]
