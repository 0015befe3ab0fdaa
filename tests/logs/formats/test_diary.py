"""An entry of the work diary names operator and operation, from when until when; it is always written the same."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tenken.logs.formats.diary import Entry, read, read_entry
from tests.logs.formats.messages import NOW

BEGIN = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
ENTRY = Entry(
    typed=BEGIN + timedelta(hours=2), by="sato", operator="北斗システム 山田", begin=BEGIN,
    end=BEGIN + timedelta(hours=1), done="部門サーバの更新", system="検査システム", purpose="作業計画 12",
)  # fmt: skip


def test_it_is_found_at_its_beginning_and_its_end() -> None:
    found = list(read(ENTRY.text().encode() + b"\n", NOW) or ())
    assert [(one.at, one.event, one.kind) for one in found] == [
        (BEGIN, "110100", "110120"), (ENTRY.end, "110100", "110121"),
    ]  # fmt: skip
    assert {(one.user_id, one.function, one.system, one.purpose) for one in found} == {
        ("北斗システム 山田", "部門サーバの更新", "検査システム", "作業計画 12")
    }


def test_work_of_a_moment_is_one_event() -> None:
    assert len(tuple(read(msgspec.structs.replace(ENTRY, end=BEGIN).text().encode(), NOW) or ())) == 1


def test_it_is_read_as_it_was_written_and_has_one_name() -> None:
    assert (read_entry(ENTRY.text()), read_entry(ENTRY.text()).id) == (ENTRY, ENTRY.id)
    assert msgspec.structs.replace(ENTRY, done="別のこと").id != ENTRY.id


@pytest.mark.parametrize(
    "raw", [b"words\n", b"{}\n", ENTRY.text().encode()[:-3], ENTRY.text().replace("Z", "").encode()]
)
def test_what_is_no_entry_gives_no_event(raw: bytes) -> None:
    assert read(raw, NOW) == ()


def test_an_empty_line_tells_of_no_event() -> None:
    assert read(b"\n", NOW) is None
