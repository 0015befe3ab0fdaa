"""Ten minutes of 5,000 messages a second over TLS, the receiver's memory each second: `python -m bench.logs_soak`.

Arguments: seconds and messages a second, if others. It fails where memory grew after the first minute, or where a
message is missing.
"""

import os
import signal
import sys
import tempfile
import threading
from pathlib import Path
from time import monotonic, sleep

from bench.logs_receive import House, cpu_of, program
from bench.logs_send import at_rate
from tenken.logs.evidence.records import records
from tenken.logs.receive.state import state_of
from tenken.logs.verify import verify

_PORT, _SETTLED_S, _MIB = 16516, 60, 2**20
GROWTH_MIB = 16.0
"""What an allocator may keep between two looks; a leak of one octet a message would be 2.7 MiB, of a message 4 GiB."""


def memory_mib(pid: int) -> float:
    """Resident, of the process and of those that it began."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    family = [str(pid), *(one for listed in tasks for one in listed.read_text().split())]
    return sum(_resident(one) for one in family) / _MIB


def main(seconds: int = 600, per_s: int = 5000) -> int:
    with tempfile.TemporaryDirectory(prefix="tenken-soak-", dir=os.environ.get("BENCH_DIR")) as folder:
        house, data = House(Path(folder)), Path(folder, "data")
        frames = [b"%d %s" % (len(one), one) for one in house.messages]
        files = (str(house.sender.certificate), str(house.sender.key), str(house.ca))
        with program(data, house, _PORT) as process:
            sent: list[int] = []
            sender = threading.Thread(
                target=lambda: sent.append(at_rate("127.0.0.1", str(_PORT), frames, per_s, seconds, *files))
            )
            sender.start()
            before, looks = cpu_of(process.pid), _looks(process.pid, sender)
            cpu = cpu_of(process.pid) - before
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        state, kept = state_of(data / "logs"), sum(one.count for one in records(data / "logs/evidence"))
        faults = verify(data / "logs/evidence").faults
    settled = looks[_SETTLED_S:] or looks
    third = max(len(settled) // 3, 1)
    growth = max(settled[-third:]) - max(settled[:third])
    print(f"{seconds} s: sent {sent[0]:,}, kept {kept:,}, faults {len(faults)}, processor {cpu / seconds:.2f}")
    print(
        f"memory: {looks[0]:.0f} MiB at first, {min(settled):.0f} to {max(settled):.0f} afterwards, growth {growth:.1f}"
    )
    whole = sent[0] == kept and not faults and state is not None and state.misframed == 0
    return 0 if whole and growth <= GROWTH_MIB else 1


def _looks(pid: int, sender: threading.Thread) -> list[float]:
    """Each second, as long as the sender sends."""
    looks, start = [], monotonic()
    while sender.is_alive():
        looks.append(memory_mib(pid))
        sleep(max(0.0, start + len(looks) - monotonic()))
    return looks


def _resident(pid: str) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
