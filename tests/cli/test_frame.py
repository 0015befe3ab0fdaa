"""What every verb shares: how days and files are given, and how tables and files are written."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tenken.cli.frame import (
    UsageError,
    content_of,
    day_of,
    moment_of,
    new_file,
    port_of,
    print_json,
    print_table,
    width,
    write_whole,
)


@pytest.mark.parametrize("text", ["2026-11-23", "2026/11/23", "令和8年11月23日", "R8.11.23", "２０２６-１１-２３"])
def test_a_day_is_given_in_any_of_the_ways_of_japan(text: str) -> None:
    assert day_of(text, "--on") == date(2026, 11, 23)


def test_what_is_no_day_names_the_option_and_the_text() -> None:
    with pytest.raises(UsageError, match=r"^--on: “2026-13-01” is no date"):
        day_of("2026-13-01", "--on")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-11-20", datetime(2025, 11, 20, 14, 59, 59, 999999, UTC)),
        ("R7.11.20", datetime(2025, 11, 20, 14, 59, 59, 999999, UTC)),
        ("2025-11-20T09:00", datetime(2025, 11, 20, 0, 0, tzinfo=UTC)),
        ("2025-11-20T09:00+00:00", datetime(2025, 11, 20, 9, 0, tzinfo=UTC)),
    ],
)
def test_a_day_stands_for_its_end_and_a_moment_for_itself(text: str, moment: datetime) -> None:
    assert moment_of(text, "--as-of") == moment


@pytest.mark.parametrize("text", ["2025-11-20T25:00", "T", "2025-11-20T"])
def test_what_is_no_moment_is_a_wrong_call(text: str) -> None:
    with pytest.raises(UsageError, match="--as-of"):
        moment_of(text, "--as-of")


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8000", 8000), ("65535", 65535), ("８０", 80)])
def test_a_port_number(text: str, port: int) -> None:
    assert port_of(text, "--port") == port


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "1.5", "ssh", "²"])
def test_what_is_no_port_number_names_the_option(text: str) -> None:
    with pytest.raises(UsageError, match=r"^--port: “.*” is no port number$"):
        port_of(text, "--port")


def test_a_file_is_read_up_to_the_largest_size(tmp_path: Path) -> None:
    (tmp_path / "full").write_bytes(bytes(1024 * 1024))
    assert len(content_of(tmp_path / "full", 1)) == 1024 * 1024


def test_a_file_above_the_largest_size_is_refused(tmp_path: Path) -> None:
    (tmp_path / "more").write_bytes(bytes(1024 * 1024 + 1))
    with pytest.raises(UsageError, match=r"more is larger than 1 MB$"):
        content_of(tmp_path / "more", 1)


@pytest.mark.parametrize(("name", "why"), [("missing", "there is no file"), (".", "is a folder")])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        content_of(tmp_path / name, 1)


def test_a_new_file_may_stand_where_nothing_is(tmp_path: Path) -> None:
    assert new_file(str(tmp_path / "new")) == tmp_path / "new"


@pytest.mark.parametrize(("replace", "words"), [(None, "name another$"), (False, "name another, or say --force$")])
def test_a_file_that_is_there_stays(tmp_path: Path, replace: bool | None, words: str) -> None:
    (tmp_path / "old").touch()
    with pytest.raises(UsageError, match=words):
        new_file(str(tmp_path / "old"), replace=replace)


def test_a_file_that_is_there_is_replaced_where_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "old").touch()
    assert new_file(str(tmp_path / "old"), replace=True) == tmp_path / "old"


@pytest.mark.parametrize(("name", "words"), [(".", "is a folder"), ("no/new", "there is no folder")])
def test_where_no_file_can_be_is_refused(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        new_file(str(tmp_path / name), replace=True)


def test_a_file_is_written_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "pack.zip", b"whole")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("pack.zip", b"whole")]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="Is a directory"):
        write_whole(tmp_path / "folder", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("判定", 4), ("２-⑥", 4), ("ｱ", 1), ("", 0)])
def test_a_japanese_sign_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_columns_stand_in_line_in_any_script(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([("○", "判定", "x"), ("×", "ok", "y")])
    assert capsys.readouterr().out == "○  判定  x\n×  ok    y\n"


def test_a_table_without_rows_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([])
    assert capsys.readouterr().out == ""


def test_json_keeps_japanese_readable(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"判定": "適合"})
    assert capsys.readouterr().out == '{\n "判定": "適合"\n}\n'
