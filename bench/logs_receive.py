"""How fast syslog over TLS is received, beside rsyslog writing a file in the same run: `python -m bench.logs_receive`.

Two senders, each a process. A message counts when it is synced to the disk: octets there count, not what the receiver
says of itself. Afterwards all of it is sealed, read back and compared.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import monotonic, sleep

from tests.logs.receive.certificates import Authority

from bench import logs_made
from tenken.logs.evidence.entries import LENGTH
from tenken.logs.evidence.read import entries_of
from tenken.logs.evidence.records import records

SENDERS, MESSAGES, TIMES = 2, 15_000, 10
_HEAD = 9
Figures = Mapping[str, float]
RSYSLOG = """
global(workDirectory="{folder}" maxMessageSize="64k" DefaultNetstreamDriver="ossl" DefaultNetstreamDriverCAFile="{ca}"
       DefaultNetstreamDriverCertFile="{cert}" DefaultNetstreamDriverKeyFile="{key}")
module(load="imtcp" StreamDriver.Name="ossl" StreamDriver.Mode="{mode}" StreamDriver.AuthMode="{auth}")
template(name="raw" type="string" string="%rawmsg%\\n")
ruleset(name="keep") {{ action(type="omfile" file="{folder}/kept.log" template="raw") }}
input(type="imtcp" port="{port}" address="127.0.0.1" ruleset="keep")
"""


class House:
    """Certificates, and a file of frames of 1.5 kB."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        authority = Authority(folder)
        self.server, self.sender, self.ca = authority.pair("server"), authority.pair("ehr-01"), authority.path
        self.messages = [one.rstrip(b"\n") for one in logs_made.atna(MESSAGES)]
        self.frames = folder / "frames"
        self.frames.write_bytes(b"".join(b"%d %s" % (len(one), one) for one in self.messages))
        self.octets = sum(map(len, self.messages)) * SENDERS * TIMES
        self.count = MESSAGES * SENDERS * TIMES

    def send(self, port: int, *, tls: bool = True) -> None:
        files = (str(self.sender.certificate), str(self.sender.key), str(self.ca)) if tls else ()
        command = [sys.executable, "-m", "bench.logs_send", "127.0.0.1", str(port), str(self.frames), str(TIMES)]
        senders = [subprocess.Popen([*command, *files]) for _sender in range(SENDERS)]
        ended = [one.wait() for one in senders]
        if any(ended):
            raise RuntimeError("a sender failed")


def received(house: House, port: int = 16514) -> Figures:
    """By the whole program."""
    data = house.folder / "data"
    with program(data, house, port) as process:
        evidence = data / "logs/evidence"
        whole = house.octets + house.count * (_HEAD + len("ehr-01"))
        before = cpu_of(process.pid)
        seconds = _until(lambda: _synced(evidence), whole + house.count * LENGTH, lambda: house.send(port))
        cpu = cpu_of(process.pid) - before
        start = monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(60)
        ended = monotonic() - start
    _compare(evidence, house)
    return {
        "per_s": house.count / seconds,
        "per_cpu_s": house.count / cpu,
        "sealed_per_s": house.count / (seconds + ended),
    }


@contextmanager
def program(data: Path, house: House, port: int) -> "Iterator[subprocess.Popen[str]]":
    files = ("--cert", str(house.server.certificate), "--key", str(house.server.key), "--ca", str(house.ca))
    command = [sys.executable, "-m", "tenken.cli", "--data", str(data), "--lang", "en", "logs", "receive"]
    with subprocess.Popen(
        [*command, "--tls", f"127.0.0.1:{port}", *files], stdout=subprocess.PIPE, text=True
    ) as process:
        if not process.stdout or not process.stdout.readline().startswith("receiving"):
            raise RuntimeError("the receiver did not begin")
        try:
            yield process
        finally:
            process.kill()


def by_rsyslog(house: House, *, tls: bool, port: int = 16515) -> Figures:
    """Into a file, its page cache and no sync: what it does by default."""
    folder = house.folder / f"rsyslog-{tls}"
    folder.mkdir()
    mode, auth = ("1", "x509/certvalid") if tls else ("0", "anon")
    settings = RSYSLOG.format(folder=folder, ca=house.ca, cert=house.server.certificate, key=house.server.key,
                              mode=mode, auth=auth, port=port)  # fmt: skip
    (folder / "rsyslog.conf").write_text(settings)
    command = ["rsyslogd", "-n", "-iNONE", "-f", str(folder / "rsyslog.conf")]
    with subprocess.Popen(command) as process:
        sleep(1)
        kept = folder / "kept.log"
        try:
            seconds = _until(lambda: _size(kept), house.octets + house.count, lambda: house.send(port, tls=tls))
            cpu = cpu_of(process.pid)
        finally:
            process.kill()
    kept.unlink()
    return {"per_s": house.count / seconds, "per_cpu_s": house.count / cpu}


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _until(kept: Callable[[], int], wanted: int, work: Callable[[], None]) -> float:
    start = monotonic()
    work()
    while kept() < wanted:
        if monotonic() - start > 90:
            raise TimeoutError(f"{kept()} of {wanted} octets")
        sleep(0.01)
    return monotonic() - start


def _synced(evidence: Path) -> int:
    """Octets that lie in spools and in segments, the latter as long as they were in their spool."""
    spooled = {path.stem: path.stat().st_size for path in _there(evidence / "spool")}
    sealed = [one for one in records(evidence) if one.spool not in spooled]
    return sum(spooled.values()) + sum(one.octets + one.count * LENGTH for one in sealed)


def _there(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.spool") if path.exists()]


def cpu_of(pid: int) -> float:
    """Seconds of a processor that it and its children used, those that are still at work too."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    children = [one for listed in tasks for one in listed.read_text().split()]
    fields = [Path(f"/proc/{one}/stat").read_text().rpartition(") ")[2].split() for one in (str(pid), *children)]
    return sum(int(ticks) for one in fields for ticks in one[11:15]) / os.sysconf("SC_CLK_TCK")


def _compare(evidence: Path, house: House) -> None:
    """Every octet of every message, as often as it was sent."""
    begin, counts = _HEAD + len("ehr-01"), dict.fromkeys(house.messages, 0)
    for record in records(evidence):
        for entry in entries_of(evidence, record):
            counts[entry[begin:]] += 1
    if set(counts.values()) != {SENDERS * TIMES}:
        raise RuntimeError("what is kept is not what was sent")


def measured(folder: Path) -> Figures:
    """Microseconds a message, and as a multiple of rsyslog over TLS: in turn, five times each, the middle one."""
    turns = []
    for turn in range(5):
        with tempfile.TemporaryDirectory(dir=_made(folder)) as here:
            house = House(Path(here))
            turns.append((received(house, 16514 + 2 * turn), by_rsyslog(house, tls=True, port=16515 + 2 * turn)))
    ours, theirs = ({name: median(one[name] for one in some) for name in some[0]} for some in zip(*turns, strict=True))
    return {"us": 1e6 / ours["per_s"], "cpu_us": 1e6 / ours["per_cpu_s"], "of_rsyslog": theirs["per_s"] / ours["per_s"]}


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="tenken-receive-", dir=os.environ.get("BENCH_DIR")) as folder:
        house = House(Path(folder))
        for name, measured in (
            ("tenken, TLS, synced", received(house)),
            ("rsyslog, TLS, file", by_rsyslog(house, tls=True)),
            ("rsyslog, TCP, file", by_rsyslog(house, tls=False)),
        ):
            print(name, ", ".join(f"{key} {value:,.0f}" for key, value in measured.items()))


if __name__ == "__main__":
    main()
