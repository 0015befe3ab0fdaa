"""Whatever the logs hold is found by who, whom, where, when and word; and each hit tells where its proof is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tenken.logs.evidence.read import prove
from tenken.logs.search.ask import ask
from tenken.logs.search.question import Found, Question
from tenken.logs.search.store import follow
from tenken.logs.sources import sources
from tests.logs.exports import LINES
from tests.logs.filled import filled

ALL = Question(since=datetime(2020, 1, 1, tzinfo=UTC), until=datetime(2030, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("logs"))


def asked(house: Path, **wanted: Any) -> Found:
    return ask(house / "search", replace(ALL, **wanted))


def told(found: Found) -> list[tuple[str, str]]:
    return [(row["source"], row["function"]) for row in found.rows]


@pytest.mark.parametrize("patient", ["P00042", "P00042^^^HOSP", "Ｐ０００４２"])
def test_a_patient_is_found_in_every_system_however_the_number_is_written(house: Path, patient: str) -> None:
    assert told(asked(house, patient=patient)) == [("電子カルテ", "カルテ参照"), ("PACS", "Patient Record")]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"user": "suzuki"}, 1),
        ({"user": "sato"}, 3),
        ({"source": "PACS"}, 2),
        ({"address": "10.20.1.5"}, 2),
        ({"outcome": "4"}, 1),
        ({"text": "印刷"}, 1),
        ({"text": "ｶﾙﾃ"}, 1),
        ({"text": "karte-7"}, 2),
        ({"text": "印刷　suzuki"}, 1),
        ({"text": "印刷 sato"}, 0),
        ({"text": "100%"}, 0),
        ({"user": "' OR 1=1 --"}, 0),
        ({"since": datetime(2026, 4, 1, tzinfo=UTC), "until": datetime(2026, 4, 1, 23, tzinfo=UTC)}, 2),
    ],
)
def test_a_question_finds_what_fits(house: Path, wanted: Mapping[str, Any], count: int) -> None:
    assert asked(house, **wanted).total == count


def test_what_cannot_be_read_is_found_at_the_time_of_its_receipt(house: Path) -> None:
    unread = [row for row in asked(house).rows if row["unparsed"]]
    assert [(row["source"], row["ts"] == row["received"]) for row in unread] == [("電子カルテ", True)]


def test_every_hit_leads_to_its_own_octets(house: Path) -> None:
    (row,) = asked(house, text="印刷").rows
    assert prove(house / "evidence", row["segment"], row["index"]).event.raw.decode("cp932").rstrip() == LINES[1]


def test_it_counts_all_and_shows_as_many_as_are_asked_for(house: Path) -> None:
    found = ask(house / "search", ALL, start=1, limit=2)
    assert (len(found.rows), found.total, found.start) == (2, asked(house).total, 1)


def test_what_an_elder_version_wrote_is_made_anew(house: Path) -> None:
    before = asked(house).rows
    (house / "search" / "files.json").write_text('{"segments": 3, "columns": ["ts"]}')
    assert (follow(house / "evidence", house / "search", sources(house)), asked(house).rows) == (3, before)


def test_where_there_are_no_logs_nothing_is_found(tmp_path: Path) -> None:
    assert ask(tmp_path, ALL) == Found((), 0, 0)
