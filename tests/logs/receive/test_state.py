"""What a receiver tells of itself is read as it was written; one that was killed is told from one that runs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tenken.logs.receive.state import FILE, Door, Refusal, State, keep_state, state_of
from tenken.text import Message

NOW = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
STATE = State(
    since=NOW, at=NOW, running=True, doors=(Door("tls", "10.20.0.5", 6514),), lost=None,
    alarm=Message("{path} cannot be written: {why}", {"path": "x", "why": "y"}),
    refusals=(Refusal(NOW, "10.1.2.3", Message("expired"), 3),), heard={"電子カルテ": NOW},
)  # fmt: skip


def test_what_was_kept_is_read(tmp_path: Path) -> None:
    keep_state(tmp_path, STATE)
    assert state_of(tmp_path) == STATE


def test_none_where_no_receiver_ever_ran_and_where_the_file_is_torn(tmp_path: Path) -> None:
    assert state_of(tmp_path) is None
    (tmp_path / FILE).write_bytes(b'{"since": "20')
    assert state_of(tmp_path) is None


def test_one_that_says_it_runs_and_gives_no_sign_for_half_a_minute_is_silent() -> None:
    after = [STATE.silent(NOW + timedelta(seconds=seconds)) for seconds in (30, 31)]
    assert after == [False, True]
