"""A preview shows what taking in would read, and why a line can't be read; it writes nothing."""

from datetime import datetime
from pathlib import Path

import pytest

from tenken.logs.columns import read_columns
from tenken.logs.evidence.entries import LONGEST_EVENT
from tenken.logs.evidence.store import Store
from tenken.logs.mistaken import TakeInError
from tenken.logs.preview import LOOKED_AT, Preview, preview
from tenken.logs.sources import LogSource
from tenken.logs.take_in import take_in
from tests.logs.evidence.stores import Clock
from tests.logs.exports import HEADINGS, LINES, MAP, export
from tests.logs.formats.messages import RECEIVED


def ehr(encoding: str = "cp932", said: str = "") -> LogSource:
    columns = read_columns(said + MAP).fitted(HEADINGS.encode(encoding))
    return LogSource("電子カルテ", "csv", columns=columns)


def counts(seen: Preview) -> tuple[int, int, int, bool]:
    return seen.read, seen.no_event, seen.unread, seen.whole


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_the_first_events_stand_beside_their_lines(tmp_path: Path) -> None:
    seen = preview(ehr(), export(tmp_path, *LINES), RECEIVED)
    assert counts(seen) == (2, 1, 1, True)
    assert [(piece.line, piece.raw) for piece in seen.first] == [(2, LINES[0]), (3, LINES[1])]
    era, shift = (piece.events[0] for piece in seen.first)
    assert era == {
        "at": at("2026-03-31T23:30:00Z"), "outcome": "0", "user_id": "sato", "patient_id": "P00042",
        "function": "カルテ参照",
    }  # fmt: skip
    assert (shift["at"], shift["outcome"]) == (at("2026-04-01T15:10:00Z"), "4")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (LINES[2].encode("cp932"), "いつか"),
        ("2026/04/01,25:61,sato".encode("cp932"), "columns"),
        (b'2026/04/01,08:30,"sa"to,,,', "CSV"),
        (b"2026/04/01,08:30,\x81,,,", "encoding"),
    ],
)
def test_a_line_that_cannot_be_read_is_shown_with_its_number_and_why(tmp_path: Path, line: bytes, why: str) -> None:
    path = export(tmp_path, LINES[0])
    path.write_bytes(path.read_bytes() + line + b"\r\n" + LINES[1].encode("cp932") + b"\r\n")
    seen = preview(ehr(), path, RECEIVED)
    (refused,) = seen.refused
    assert (counts(seen), refused.line, why in str(refused.why)) == ((2, 1, 1, True), 3, True)


def test_a_line_is_counted_where_a_cell_holds_several(tmp_path: Path) -> None:
    seen = preview(ehr(), export(tmp_path, '2026/04/01,08:30,sato,,"カルテ\r\n参照",', LINES[1]), RECEIVED)
    assert [piece.line for piece in seen.first] == [2, 4]


def test_the_raw_line_is_shown_by_the_encoding_of_the_map(tmp_path: Path) -> None:
    path = export(tmp_path, LINES[0], encoding="euc_jp")
    assert preview(ehr("euc_jp", "encoding = 'euc_jp'\n"), path, RECEIVED).first[0].raw == LINES[0]


def test_signs_that_act_on_a_terminal_are_marked(tmp_path: Path) -> None:
    seen = preview(ehr(), export(tmp_path, "\x1b[2J,,,,,"), RECEIVED)
    assert "\x1b" not in seen.refused[0].raw


def test_of_a_long_file_the_beginning_is_read(tmp_path: Path) -> None:
    seen = preview(ehr(), export(tmp_path, *[LINES[0]] * LOOKED_AT), RECEIVED)
    assert (counts(seen), len(seen.first)) == ((LOOKED_AT - 1, 1, 0, False), 5)


def test_any_format_can_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "auth.log"
    path.write_bytes(b"Apr  1 08:30:00 ehr sshd[7]: Accepted password for sato from 10.1.2.3 port 5 ssh2\ntorn\n")
    seen = preview(LogSource("auth", "authlog"), path, RECEIVED)
    assert (counts(seen), seen.first[0].events[0]["user_id"], seen.refused[0].raw) == ((1, 0, 1, True), "sato", "torn")


def test_an_empty_file_has_nothing(tmp_path: Path) -> None:
    (tmp_path / "auth.log").touch()
    assert counts(preview(LogSource("auth", "authlog"), tmp_path / "auth.log", RECEIVED)) == (0, 0, 0, True)


def test_what_is_no_log_of_this_format_is_refused_as_at_the_import(tmp_path: Path) -> None:
    path = tmp_path / "auth.log"
    path.write_bytes(b"x" * (LONGEST_EVENT + 1))
    with pytest.raises(TakeInError):
        preview(LogSource("auth", "authlog"), path, RECEIVED)


def test_it_counts_as_taking_in_does(tmp_path: Path) -> None:
    source, path, store = ehr(), export(tmp_path, *LINES), Store(tmp_path / "evidence", Clock())
    seen, done = preview(source, path, RECEIVED), take_in(store, source, path, source.context(Clock().now))
    assert (seen.read + seen.unread, seen.unread) == (done.events, done.unparsed)
