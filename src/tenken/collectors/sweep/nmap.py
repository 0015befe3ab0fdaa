"""The talking of a sweep: nmap as a program, watched while it runs and ended when it must not go on."""

import os
import re
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from shutil import which
from tempfile import TemporaryFile
from threading import Thread
from typing import IO

from tenken.collectors.model import CollectError, Refused
from tenken.text import _

LOOK_EVERY_S = 0.5
_ENDS_WITHIN_S = 5
_CAP_NET_RAW = 13
_LONGEST_COMPLAINT = 300
_PROGRESS = re.compile(rb'<taskprogress task="[^"]{0,60}"[^>]{0,80} percent="([0-9]{1,3})')

Watch = Callable[[int], None]
"""Is told how much is done, in percent; raises a CollectError where it must end now."""


class Stopped(CollectError):
    """It was ended before its end: nothing is known of whom it did not reach. Sweep anew."""

    kind = "refused"


def refuse_unless_able() -> None:
    """Without the right to send ARP and ICMP nmap would knock at web ports instead. Raises Refused."""
    if which("nmap") is None:
        raise Refused(_("nmap is not installed on this machine (on Debian: apt install nmap)"))
    if not _may_send_raw():
        raise Refused(_("a sweep needs the right to send ARP and ICMP: run it as root, or give CAP_NET_RAW"))


def ask(options: tuple[str, ...], targets: tuple[str, ...], watch: Watch) -> bytes:
    """What nmap wrote. Raises what ``watch`` raises, nmap having ended then; and Refused where nmap could not do it."""
    written = list[bytes]()
    watch(0)
    with TemporaryFile() as complaints, _started(options, targets, complaints) as process:
        reader = Thread(target=_read_on, args=(process, written), daemon=True)
        reader.start()
        try:
            _wait(reader, written, watch)
        finally:
            _end(process, reader)
        if process.returncode:
            complaints.seek(0)
            why = complaints.read(_LONGEST_COMPLAINT).decode("utf-8", "replace").strip().replace("\n", " ")
            raise Refused(_("nmap could not do it: {why}"), why=why or str(process.returncode))
    return b"".join(written)


def _started(options: tuple[str, ...], targets: tuple[str, ...], complaints: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        (*_dies_with_us(), *command(options, targets)),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
    )  # fmt: skip


def command(options: tuple[str, ...], targets: tuple[str, ...]) -> tuple[str, ...]:
    return ("nmap", "--privileged", *options, "--stats-every", "1s", "-oX", "-", *targets)


def _wait(reader: Thread, written: list[bytes], watch: Watch) -> None:
    while reader.is_alive():
        watch(_percent(b"".join(written[-20:])))
        reader.join(LOOK_EVERY_S)


def _read_on(process: "subprocess.Popen[bytes]", written: list[bytes]) -> None:
    if process.stdout:
        while chunk := os.read(process.stdout.fileno(), 65_536):
            written.append(chunk)


def _percent(lately: bytes) -> int:
    found = _PROGRESS.findall(lately)
    return int(found[-1]) if found else 0


def _end(process: "subprocess.Popen[bytes]", reader: Thread) -> None:
    if process.poll() is None and reader.is_alive():
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_ENDS_WITHIN_S)
    if process.poll() is None and reader.is_alive():
        process.kill()
    process.wait()
    reader.join()


def _dies_with_us() -> tuple[str, ...]:
    """A killed Tenken must leave no sweep behind that nobody can stop."""
    return ("setpriv", "--pdeathsig", "TERM") if which("setpriv") else ()


def _may_send_raw() -> bool:
    """Root, or a process whose children keep the right (systemd's AmbientCapabilities)."""
    with suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        found = re.search(r"^CapAmb:\s*([0-9a-f]+)", status, re.MULTILINE)
        if found and int(found[1], 16) >> _CAP_NET_RAW & 1:
            return True
    return hasattr(os, "geteuid") and os.geteuid() == 0
