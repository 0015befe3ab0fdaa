"""Pages served as a facility serves them: `tenken run` on a data directory, for the length of a with."""

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen


@contextmanager
def served(data: Path, due: bool = False, at: str = "http://127.0.0.1") -> Iterator[str]:
    """The address of the pages, once they answer. Due work is left alone, so that nothing changes meanwhile.

    With https the directory's tenken.toml lets Tenken make a certificate.
    """
    port = _free_port()
    command = [sys.executable, "-m", "tenken.cli", "--data", str(data), "run", "--port", str(port)]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
    with subprocess.Popen([*command, *([] if due else ["--no-due"])], stdout=subprocess.DEVNULL, env=clean) as program:
        try:
            _wait_until_it_answers(program, f"{at}:{port}", data / "keys" / "tls-authority.pem")
            yield f"{at}:{port}"
        finally:
            program.terminate()


def first_sign_in(data: Path) -> tuple[str, str]:
    """User name and password that the first start noted."""
    user, password = (data / "initial-password.txt").read_text(encoding="ascii").split()
    return user, password


def _wait_until_it_answers(program: "subprocess.Popen[bytes]", address: str, authority: Path) -> None:
    until = time.monotonic() + 60
    while program.poll() is None and time.monotonic() < until:
        try:
            trusting = ssl.create_default_context(cafile=authority) if authority.exists() else None
            urlopen(f"{address}/healthz", timeout=5, context=trusting).close()  # noqa: S310 (our own address)
            return
        except (URLError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"tenken run on {address} did not answer; it ended with {program.poll()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
