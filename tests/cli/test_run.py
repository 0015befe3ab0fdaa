"""run: the pages are served until somebody stops it; the first start makes one administrator and says the password."""

import re
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tenken.config import TEMPLATE
from tests.cli.steps import clean, sql
from tests.conftest import data_folder, run_tenken

NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])


@dataclass(frozen=True)
class Served:
    """What a server said, what it answered under /healthz, and how it ended."""

    said: list[str]
    health: str
    complained: str
    code: int


def serve(data: Path, port: int, stop: signal.Signals, scheme: str = "http", trusted: str = "") -> Served:
    """Start, wait until it says and shows that it serves, stop."""
    command = [sys.executable, "-m", "tenken.cli", "--lang", "en", "--data", str(data), "run", "--port", str(port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=clean(), **pipes) as program:  # type: ignore[call-overload]
        try:
            said = _said_at_the_start(program.stdout)
            health = _health(f"{scheme}://localhost:{port}/healthz", trusted)
        finally:
            program.send_signal(stop)
            more, complained = program.communicate(timeout=60)
    return Served([*said, *more.splitlines()], health, complained, program.returncode)


def _said_at_the_start(stdout: Iterable[str]) -> list[str]:
    said: list[str] = []
    for line in stdout:
        said.append(line.rstrip("\n"))
        if line.startswith("serving"):
            break
    return said


def _health(address: str, trusted: str) -> str:
    context = ssl.create_default_context(cafile=trusted) if trusted else None
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=60, context=context) as answer:  # noqa: S310 (our own address)
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    return "no answer"


def certified(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that vouches for itself, and its key."""
    key, now = Ed25519PrivateKey.generate(), datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    made = x509.CertificateBuilder(NAME, NAME, key.public_key(), x509.random_serial_number(), now,
                                   now + timedelta(days=2)).add_extension(names, critical=False)  # fmt: skip
    certificate, secret = folder / "server.pem", folder / "server.key"
    certificate.write_bytes(made.sign(key, None).public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, secret


@pytest.fixture
def taken() -> Iterator[int]:
    """A port where another program listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield int(other.getsockname()[1])


@pytest.fixture(scope="module")
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def house_of_pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_folder(tmp_path_factory.mktemp("run") / "data") as data:
        yield data


@pytest.fixture(scope="module")
def first(house_of_pages: Path, port: int) -> Served:
    return serve(house_of_pages, port, signal.SIGINT)


@pytest.fixture(scope="module")
def second(first: Served, house_of_pages: Path, port: int) -> Served:
    return serve(house_of_pages, port, signal.SIGTERM)


def test_it_answers_that_it_is_well(first: Served) -> None:
    assert first.health == "ok 0\n"


def test_the_first_start_says_who_may_sign_in_and_where(first: Served, house_of_pages: Path, port: int) -> None:
    note = house_of_pages / "initial-password.txt"
    user, password = note.read_text().split()
    assert first.said == [
        f"first sign-in: user {user}, password {password}",
        f"it stands in {note} until you change it",
        f"serving http://127.0.0.1:{port}  (stop with Ctrl+C)",
    ]


def test_only_its_owner_may_read_the_password(first: Served, house_of_pages: Path) -> None:
    assert (house_of_pages / "initial-password.txt").stat().st_mode & 0o777 == 0o600


def test_a_later_start_makes_nobody_and_says_no_password(second: Served, house_of_pages: Path, port: int) -> None:
    assert second.said == [f"serving http://127.0.0.1:{port}  (stop with Ctrl+C)"]
    assert sql(house_of_pages, "SELECT username FROM auth_user WHERE is_superuser") == [("admin",)]


def test_the_settings_can_be_found_after_the_first_start(first: Served, house_of_pages: Path) -> None:
    assert (house_of_pages / "tenken.toml").read_text(encoding="utf-8").startswith(("[database]", TEMPLATE[:20]))


def test_ctrl_c_ends_it_cleanly(first: Served) -> None:
    assert (first.code, first.complained) == (0, "")


def test_a_service_manager_ends_it_cleanly(second: Served) -> None:
    assert (second.code, second.complained, second.health) == (0, "", "ok 0\n")


def test_with_a_certificate_it_is_served_over_tls(tmp_path: Path, port: int) -> None:
    certificate, key = certified(tmp_path)
    (tmp_path / "tenken.toml").write_text(f'[server]\ncertificate = "{certificate}"\nkey = "{key}"\n')
    served = serve(tmp_path, port, signal.SIGTERM, "https", str(certificate))
    assert (served.health, served.said[-1]) == ("ok 0\n", f"serving https://127.0.0.1:{port}  (stop with Ctrl+C)")


def test_without_a_certificate_tenken_makes_its_own_and_says_how_to_know_it(tmp_path: Path, port: int) -> None:
    (tmp_path / "tenken.toml").write_text('[server]\ntls = "own"\n')
    served = serve(tmp_path, port, signal.SIGTERM, "https", str(tmp_path / "keys" / "tls-authority.pem"))
    assert (served.health, served.said[-1]) == ("ok 0\n", f"serving https://127.0.0.1:{port}  (stop with Ctrl+C)")
    assert re.fullmatch(
        r"Tenken's own certificate, until [\d-]{10}: SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}", served.said[-2]
    )


def test_a_port_where_another_program_listens_is_told(tmp_path: Path, taken: int) -> None:
    run = run_tenken(tmp_path, "run", "--port", str(taken))
    words = f"tenken: 127.0.0.1:{taken} cannot be served (Address already in use); choose another with --port\n"
    assert (run.returncode, run.stdout, run.stderr) == (3, "", words)


def test_where_it_cannot_serve_nobody_is_made(tmp_path: Path, taken: int) -> None:
    run_tenken(tmp_path, "run", "--port", str(taken))
    assert not (tmp_path / "initial-password.txt").exists()


def test_the_port_of_the_settings_counts_where_none_is_named(tmp_path: Path, taken: int) -> None:
    (tmp_path / "tenken.toml").write_text(f"[server]\nport = {taken}\n")
    assert f"127.0.0.1:{taken} cannot be served" in run_tenken(tmp_path, "run").stderr


@pytest.mark.parametrize("text", ["0", "65536", "-1", "http"])
def test_a_port_that_is_none_is_a_wrong_call(tmp_path: Path, text: str) -> None:
    run = run_tenken(tmp_path, "run", f"--port={text}")
    assert (run.returncode, run.stderr) == (2, f"tenken: --port: “{text}” is no port number\n")


def test_a_certificate_that_is_none_is_told_with_both_files(tmp_path: Path, port: int) -> None:
    (tmp_path / "tenken.toml").write_text('[server]\ncertificate = "/dev/null"\nkey = "/nowhere/key"\n')
    run = run_tenken(tmp_path, "run", "--port", str(port))
    assert (run.returncode, run.stderr.count("\n")) == (3, 1)
    assert "/dev/null holds no certificate in PEM" in run.stderr
