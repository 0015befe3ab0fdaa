"""The program itself: its verbs, its languages, where the data is, and how it ends when nobody listens any more."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenken import __version__
from tests.cli.steps import bare

ENGLISH = {"TENKEN_LANG": "en"}


@pytest.fixture
def nobody() -> Iterator[int]:
    """A pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


def test_the_version_is_told(tmp_path: Path) -> None:
    run = bare(tmp_path, "--version")
    assert (run.returncode, run.stdout, run.stderr) == (0, f"tenken {__version__}\n", "")


def test_without_a_verb_the_help_comes_and_the_call_was_wrong(tmp_path: Path) -> None:
    run = bare(tmp_path, env=ENGLISH)
    assert (run.returncode, run.stdout.startswith("usage: tenken"), run.stderr) == (2, True, "")


def test_a_verb_that_there_is_not_is_a_wrong_call_and_the_verbs_are_named(tmp_path: Path) -> None:
    run = bare(tmp_path, "judge", env=ENGLISH)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("tenken: there is no verb “judge”; collect, assess, answer")


def test_a_verb_that_is_nearly_one_is_guessed(tmp_path: Path) -> None:
    assert bare(tmp_path, "colect", env=ENGLISH).stderr == "tenken: there is no verb “colect”; did you mean collect?\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--colour", "doctor"), "tenken: error: unrecognized arguments: --colour"),
        (("--lang", "fr", "doctor"), "tenken: error: argument --lang: invalid choice: 'fr'"),
        (("--la", "en", "doctor"), "tenken: error: unrecognized arguments: --la"),
        (("--data",), "tenken: error: argument --data: expected one argument"),
        (("doctor", "--colour"), "tenken doctor: error: unrecognized arguments: --colour"),
        (("assess", "r7"), "tenken assess: error: the following arguments are required: --form"),
    ],
)
def test_a_wrong_call_says_what_it_wants(tmp_path: Path, args: tuple[str, ...], words: str) -> None:
    run = bare(tmp_path, *args, env=ENGLISH)
    assert (run.returncode, run.stdout, words in run.stderr) == (2, "", True), run.stderr


def test_an_argument_of_another_encoding_is_a_wrong_call(tmp_path: Path) -> None:
    run = bare(tmp_path, "attest", "document", "--by", "佐藤".encode("cp932"), env=ENGLISH)
    assert (run.returncode, run.stderr) == (2, "tenken: “????” is not written in UTF-8\n")


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (("--lang", "en"), {"TENKEN_LANG": "ja"}),
        (("--lang=en",), {}),
        ((), {"TENKEN_LANG": "en", "LANG": "ja_JP.UTF-8"}),
        ((), {"LANG": "en_US.UTF-8"}),
        ((), {"LC_ALL": "en_GB.UTF-8", "LANG": "ja_JP.UTF-8"}),
        ((), {"TENKEN_LANG": "fr", "LANG": "en_US.UTF-8"}),
    ],
)
def test_it_speaks_english_where_that_is_asked_for(tmp_path: Path, args: tuple[str, ...], env: dict[str, str]) -> None:
    assert "there is no verb" in bare(tmp_path, *args, "judge", env=env).stderr


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (("--lang", "ja"), {"TENKEN_LANG": "en"}),
        ((), {"TENKEN_LANG": "ja", "LANG": "en_US.UTF-8"}),
        ((), {"LANG": "C.UTF-8"}),
        ((), {}),
    ],
)
def test_it_speaks_japanese_otherwise(tmp_path: Path, args: tuple[str, ...], env: dict[str, str]) -> None:
    assert "というコマンドはありません" in bare(tmp_path, *args, "judge", env=env).stderr


@pytest.mark.parametrize(
    ("args", "env", "folder"),
    [
        (("--data", "here"), {"TENKEN_DATA": "there"}, "here"),
        (("--data=here",), {}, "here"),
        ((), {"TENKEN_DATA": "there"}, "there"),
        ((), {}, "var/data"),
        ((), {"TENKEN_DATA": ""}, "var/data"),
        (("--data", ""), {}, "var/data"),
    ],
)
def test_where_the_data_directory_is(tmp_path: Path, args: tuple[str, ...], env: dict[str, str], folder: str) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "tenken.toml").write_text("of this folder")
    assert str(tmp_path / folder / "tenken.toml") in bare(tmp_path, *args, "edition", "list", env=env).stderr


def test_only_its_owner_may_enter_a_data_directory(tmp_path: Path) -> None:
    bare(tmp_path, "machines")
    assert (tmp_path / "var" / "data").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("args", [("--help",), ("edition", "--help"), ("edition", "list"), ("--version",)])
def test_a_reader_that_has_gone_is_no_error(
    tmp_path: Path, nobody: int, args: tuple[str, ...], unbuffered: str
) -> None:
    run = bare(tmp_path, *args, stdout=nobody, env={"PYTHONUNBUFFERED": unbuffered})
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_result_that_finds_no_room_is_told(tmp_path: Path, unbuffered: str) -> None:
    with open("/dev/full", "w") as full:
        run = bare(tmp_path, "edition", "list", stdout=full.fileno(), env={**ENGLISH, "PYTHONUNBUFFERED": unbuffered})
    assert (run.returncode, run.stderr.count("\n"), "the disk is full" in run.stderr) == (3, 1, True)


def test_a_terminal_that_lacks_a_sign_shows_its_number(tmp_path: Path) -> None:
    run = bare(tmp_path, "edition", "list", env={"PYTHONIOENCODING": "ascii"})
    assert (run.returncode, run.stderr, r"\u7248" in run.stdout) == (0, "", True)


@pytest.mark.parametrize("encoding", ["ascii", "cp932", "euc-jp"])
def test_json_says_the_same_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    runs = [bare(tmp_path, "edition", "list", "--json", env={"PYTHONIOENCODING": name}) for name in ("utf-8", encoding)]
    assert json.loads(runs[0].stdout) == json.loads(runs[1].stdout)


@pytest.mark.parametrize("data", ["/dev/null", "/dev/null/data"])
def test_a_file_where_the_data_directory_should_be_is_told(tmp_path: Path, data: str) -> None:
    run = bare(tmp_path, "--data", data, "doctor", env=ENGLISH)
    assert (run.returncode, "there is a file where a folder should be" in run.stderr) == (3, True)
