"""The questions are written once: on a Spark cluster of a master and two workers they find what they find here."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

import tenken.logs
from tenken.logs.review.rules import RULES
from tenken.logs.review.run import Evidence, review
from tenken.logs.search.ask import ask
from tenken.logs.search.engine import Engine, EngineError, in_process
from tenken.logs.search.engines import engine_at
from tenken.logs.search.question import FIELDS, Involved
from tenken.logs.search.serve import QUESTIONS
from tests.logs.filled import filled
from tests.logs.review.house import MONTH, NOW, known, ordinary, write
from tests.logs.review.test_rules import NEAR, PLANTED
from tests.logs.search.clusters import cluster
from tests.logs.search.test_ask import ALL

OTHERS = ({"patient": "P00042^^^HOSP"}, {"text": "ｶﾙﾃ"}, {"unparsed": True})
"""Beside the question with all fields at once."""


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch, cluster(tmp_path_factory.mktemp("spark"), 2) as (address, environment):
        for name, value in environment.items():
            patch.setenv(name, value)
        with engine_at(address) as engine:
            yield engine


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("logs")) / "search"


def given(search: Path) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """For each question that there is, what it is asked with."""
    row = ask(search, replace(ALL, patient="P00042", text="karte")).rows[0]
    whole = replace(ALL, **{name: row[column] for name, column in FIELDS.items()})
    asked = [whole, *(replace(ALL, **wanted) for wanted in OTHERS)]
    return {
        "ask": [{"question": question, "start": 0, "limit": 20} for question in asked],
        "involving": [{"involved": Involved(ALL.since, ALL.until, users=("SATO",), names=("pacs",)), "limit": 20}],
        "spans": [{"question": whole, "unit": "h"}, {"question": ALL, "unit": "M"}],
    }


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_finds_the_same_on_spark(spark: Engine, search: Path, tmp_path: Path, name: str) -> None:
    wanted = [msgspec.json.encode(one) for one in given(search)[name]]
    with in_process() as here:
        expected = [QUESTIONS[name](here, search, one) for one in wanted]
    elsewhere = shutil.copytree(search, tmp_path / "search")  # else it might be told what was found just before
    assert [QUESTIONS[name](spark, elsewhere, one) for one in wanted] == expected


def test_every_rule_of_the_review_finds_the_same_on_spark(spark: Engine, tmp_path: Path) -> None:
    planted = [event for _user, _patient, events in (*PLANTED.values(), *NEAR.values()) for event in events]
    write(tmp_path / "search", (*ordinary(), *planted))
    lists = known(tmp_path)
    with in_process() as here:
        expected = review(here, tmp_path / "search", MONTH, lists, Evidence(1, "00"), NOW)
    assert [one.rule for one in expected.rules if one.hits] == [rule.id for rule in RULES]
    assert review(spark, tmp_path / "search", MONTH, lists, Evidence(1, "00"), NOW) == expected


def test_where_there_are_no_events_nothing_is_found_on_spark(spark: Engine, tmp_path: Path) -> None:
    assert spark.run(spark.events(tmp_path)).num_rows == 0


def test_whatever_is_run_by_an_engine_is_among_the_questions_or_the_rules() -> None:
    """Whoever writes another module that asks an engine adds it to the questions, so that it is tried on both."""
    (package,) = tenken.logs.__path__
    texts = {path.relative_to(package).as_posix(): path.read_text() for path in Path(package).rglob("*.py")}
    questions = {"search/ask.py", "search/involving.py", "search/spans.py", "search/serve.py"}
    rules = {"review/material.py", "review/run.py", "review/alone.py"}
    assert {name for name, text in texts.items() if "engine: Engine" in text} == questions | rules


@pytest.mark.parametrize("address", ["spark:/127.0.0.1:7077", "mesos://127.0.0.1:7077", "127.0.0.1"])
def test_what_is_no_address_of_an_engine_is_said(address: str) -> None:
    with pytest.raises(EngineError, match="no address"), engine_at(address):
        pass
