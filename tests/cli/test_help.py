"""Every verb explains itself, in Japanese and in English, without a data directory."""

import re
from pathlib import Path

import pytest

from tenken.cli.__main__ import VERBS
from tests.cli.steps import Run, at_once

CALLS = {"tenken": ("--help",)} | {verb: (verb, "--help") for verb in VERBS}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
SENTENCE = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}\b")
OF_THE_FORM = re.compile(r"はい|いいえ")


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("help") / "data"


@pytest.fixture(scope="module")
def japanese(nowhere: Path) -> dict[str, Run]:
    return at_once(nowhere, CALLS, "ja")


@pytest.fixture(scope="module")
def english(nowhere: Path) -> dict[str, Run]:
    return at_once(nowhere, CALLS, "en")


@pytest.mark.parametrize("verb", CALLS)
def test_help_in_japanese_is_in_japanese(japanese: dict[str, Run], verb: str) -> None:
    run = japanese[verb]
    assert (run.returncode, run.stderr, SENTENCE.findall(run.stdout)) == (0, "", [])
    assert len(JAPANESE.findall(run.stdout)) > 20


@pytest.mark.parametrize("verb", CALLS)
def test_help_in_english_is_in_english(english: dict[str, Run], verb: str) -> None:
    run = english[verb]
    assert (run.returncode, run.stderr, JAPANESE.findall(OF_THE_FORM.sub("", run.stdout))) == (0, "", [])
    assert SENTENCE.search(run.stdout)


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_the_program_names_every_verb(japanese: dict[str, Run], verb: str) -> None:
    assert re.search(rf"^  {verb} ", japanese["tenken"].stdout, re.MULTILINE)


@pytest.mark.parametrize("code", ["0", "1", "2", "3"])
def test_the_help_of_the_program_explains_its_exit_codes(japanese: dict[str, Run], code: str) -> None:
    assert re.search(rf"終了コード.*{code}は", japanese["tenken"].stdout)


@pytest.mark.usefixtures("japanese", "english")
def test_asking_for_help_makes_no_data_directory(nowhere: Path) -> None:
    assert not nowhere.exists()
