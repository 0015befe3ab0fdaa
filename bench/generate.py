"""Make a hospital of any size: answers of machines are read, kept and written as those of any hospital.

`python -m bench.generate DIR MACHINES`
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tenken.cli.store import configure, make_ready
from tenken.demo.machines import State, answer, card

SHARES = {"server": 0.05, "client_pc": 0.90, "network": 0.05}
_PACKAGES = ("openssl", "curl", "libc6", "sudo", "bash", "linux-image-amd64", "openssh-server", "libxml2")
_SOCKETS = ("80 nginx", "443 nginx", "445 smbd", "5432 postgres", "8080 java", "23 telnetd")


def generate(data: Path, machines: int, seed: int = 1) -> None:
    """Fill an empty data directory. Servers and PCs answer; network devices are entered by a person."""
    configure(data)
    make_ready(data)
    from bench.steps import answered, entered, papers

    chance, now = random.Random(seed), datetime.now(UTC)
    papers(now)
    for number, (machine_class, name) in enumerate(_names(machines), 1):
        if machine_class == "network":
            entered(name, now)
        else:
            state = _state(name, number, chance, graphical=machine_class == "client_pc")
            answered(answer(state, now), name, now)
        if number % 1000 == 0:
            print(f"{number} machines", file=sys.stderr, flush=True)


def states(machines: int, seed: int = 1) -> Iterator[State]:
    """Machines that answer, as many as wanted."""
    chance = random.Random(seed)
    for number in range(1, machines + 1):
        yield _state(f"host-{number:05}", number, chance, graphical=number % 2 == 0)


def machine_list(machines: int) -> bytes:
    """A facility's own list, as Excel of Japanese Windows writes it."""
    heads = "管理番号,機器名,機器区分,設置場所,管理責任者,メーカー,型番,製造番号,MACアドレス"
    rows = (f"M{n:05},pc-{n:05},端末PC,{n % 40}階,責任者{n % 300},Dynabook,B5W72,SN{n:07},{card(n)}"
            for n in range(1, machines + 1))  # fmt: skip
    return "\r\n".join([heads, *rows, ""]).encode("cp932")


def _names(machines: int) -> Iterator[tuple[str, str]]:
    for machine_class, share in SHARES.items():
        for number in range(round(machines * share)):
            yield machine_class, f"{machine_class.replace('client_', '')}-{number:05}"


def _state(name: str, number: int, chance: random.Random, *, graphical: bool) -> State:
    """Another machine's names, accounts, sockets and missing updates."""
    more = chance.choice((0, 1, 3))
    people = [f"u{number % 300:03}", *(f"u{chance.randrange(300):03}" for _more in range(more))]
    return State(
        hostname=name,
        number=number,
        sockets=", ".join(["22 sshd", *chance.sample(_SOCKETS, chance.choice((0, 0, 1, 2)))]),
        accounts={name: chance.choice((1, 5, 20, 200)) for name in people},
        behind=tuple(sorted(chance.sample(_PACKAGES, chance.choice((0, 0, 0, 1, 2, 5))))),
        usb_driver="module" if chance.random() < 0.1 else "none",
        graphical=graphical,
    )


if __name__ == "__main__":
    generate(Path(sys.argv[1]).absolute(), int(sys.argv[2]))
