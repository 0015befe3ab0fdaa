"""Command lines, environments and histories are taken out of osquery's answers before they are kept."""

import pytest

from tenken.collectors.osquery.mask import mask
from tenken.collectors.osquery.read import read
from tests.collectors.osquery.answers import bundle, log, sample, snapshot


def masked(raw: bytes) -> bytes:
    return mask(raw, lambda _secret: "")


def test_a_command_line_is_gone_and_nothing_that_is_read() -> None:
    raw = sample("bundle-linux")
    assert b"not-for-keeping" not in masked(raw)
    assert list(read(masked(raw))) == list(read(raw))


@pytest.mark.parametrize("table", ["process_envs", "shell_history", "registry"])
def test_tables_that_may_hold_secrets_are_gone(table: str) -> None:
    assert b"s3cret" not in masked(bundle(**{table: [{"key": "TOKEN", "value": "s3cret"}]}))


@pytest.mark.parametrize("name", ["pack/a/process_envs", "pack_a_shell_history"])
def test_a_line_of_a_log_that_answers_for_such_a_table_keeps_its_head_only(name: str) -> None:
    raw = log(snapshot(name, {"value": "s3cret"}), snapshot("users", {"username": "a"}))
    assert b"s3cret" not in masked(raw)
    assert list(read(masked(raw))) == list(read(raw))


@pytest.mark.parametrize("raw", [b"", b"{", b"[" * 100_000, sample("results"), sample("hosts.csv"), sample("utf16")])
def test_what_has_no_secret_or_cannot_be_read_stays_as_it_is(raw: bytes) -> None:
    assert masked(raw) == raw
