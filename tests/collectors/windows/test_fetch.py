"""By WinRM the script is asked of a pinned certificate only; how that fails is told apart. No Windows answered here."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tenken.collectors.model import CollectError, Refused, Target, Unreachable, Unreadable
from tenken.collectors.windows.fetch import fetch
from tests.collectors.linux.sshd import free_port
from tests.collectors.windows.winrm import Server, https

PASSWORD = "kirin-no-kubi-2026"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with https(tmp_path) as running:
        yield running


@pytest.fixture
def target(server: Server, tmp_path: Path) -> Target:
    file = tmp_path / "tenken.txt"
    file.write_text(f"{PASSWORD}\r\nsecond line\n", encoding="utf-8-sig")
    file.chmod(0o600)
    return Target("127.0.0.1", "HOSP\\tenken", server.port, str(file), server.pin)


def failed(kind: type[CollectError], target: Target) -> str:
    with pytest.raises(kind) as caught:
        fetch(target)
    assert PASSWORD not in str(caught.value)
    return str(caught.value)


def test_at_first_contact_the_certificate_is_shown_and_nothing_is_sent(server: Server, target: Target) -> None:
    assert f"shows the certificate {server.pin}; compare it there" in failed(Refused, replace(target, host_key=""))
    assert server.asked == []


def test_another_certificate_than_the_pinned_one_gets_nothing(server: Server, target: Target) -> None:
    assert "somebody may be in between" in failed(Refused, replace(target, host_key="sha256:" + "0" * 64))
    assert server.asked == []


def test_a_machine_that_refuses_the_password_is_told_apart(server: Server, target: Target) -> None:
    assert failed(Refused, target).endswith("refused the account or its password")


def test_the_password_itself_is_not_sent(server: Server, target: Target) -> None:
    failed(Refused, target)
    sent = [base64.b64decode(asked.partition(" ")[2]) for asked in server.asked if asked]
    assert sent
    assert not any(PASSWORD.encode(code) in token for token in sent for code in ("ascii", "utf-16-le"))


@pytest.mark.parametrize("host_key", ["pinned", ""])
def test_a_machine_that_is_off_is_waited_for(target: Target, host_key: str) -> None:
    away = replace(target, port=free_port(), host_key=host_key and target.host_key)
    assert "does not answer (" in failed(Unreachable, away)


def test_a_web_server_is_no_winrm(server: Server, target: Target) -> None:
    server.status, server.body = 200, b"<html><body>printer"
    assert "not as WinRM does" in failed(Unreadable, target)


def test_a_server_in_trouble_is_waited_for(server: Server, target: Target) -> None:
    server.status = 503
    assert "not as WinRM does" in failed(Unreachable, target)


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("", "--key FILE"),
        ("nowhere.txt", "cannot be read"),
        ("empty.txt", "is empty"),
        ("open.txt", "may be read by everybody"),
    ],
)
def test_without_a_password_nobody_is_asked(
    server: Server, target: Target, tmp_path: Path, file: str, why: str
) -> None:
    for name, content, mode in (("empty.txt", "\n", 0o600), ("open.txt", PASSWORD, 0o644)):
        (tmp_path / name).write_text(content)
        (tmp_path / name).chmod(mode)
    assert why in failed(Refused, replace(target, key_file=file and str(tmp_path / file)))
    assert server.asked == []


def test_a_windows_machine_itself_runs_the_script() -> None:
    assert "run the script there" in failed(Refused, Target())
