"""An hour in which nothing fits is told apart from an hour in which nothing was recorded."""

from datetime import datetime
from pathlib import Path

import pytest

from tenken.dates import JST
from tenken.logs.search.question import Fitting, Question, Recorded, Unit
from tenken.logs.search.spans import spans
from tests.logs.filled import filled

APRIL = (datetime(2026, 4, 1, tzinfo=JST), datetime(2026, 4, 3, tzinfo=JST))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("logs")) / "search"


def test_an_hour_with_records_of_others_is_recorded_though_nothing_fits(house: Path) -> None:
    found = spans(house, Question(*APRIL, user="sato", source="電子カルテ"), "h")
    recorded = {one.span.isoformat()[:13] for one in found.recorded}
    fitting = {one.span.isoformat()[:13] for one in found.fitting}
    assert ({"2026-04-01T08", "2026-04-02T00"} <= recorded, fitting) == (True, {"2026-04-01T08"})


@pytest.mark.parametrize(("unit", "day"), [("D", 1), ("M", 1)])
def test_a_day_and_a_month_are_those_of_japan(house: Path, unit: Unit, day: int) -> None:
    found = spans(house, Question(*APRIL, user="sato", source="電子カルテ"), unit)
    assert found.fitting == (Fitting(datetime(2026, 4, day, tzinfo=JST), 1),)


def test_of_a_day_it_is_known_how_many_hours_have_records(house: Path) -> None:
    found = spans(house, Question(*APRIL, source="電子カルテ"), "D")
    assert Recorded("電子カルテ", datetime(2026, 4, 2, tzinfo=JST), 1) in found.recorded


def test_a_store_without_files_recorded_nothing(tmp_path: Path) -> None:
    assert spans(tmp_path, Question(*APRIL), "h").recorded == ()
