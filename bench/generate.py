"""Make a hospital of any size: answers of machines are read, kept and written as those of any hospital.

`python -m bench.generate DIR MACHINES`
"""

import os
import random
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command

ANSWER = Path(__file__).parents[1] / "tests" / "collectors" / "linux" / "samples" / "debian12-systemd-root.txt"
SHARES = {"server": 0.05, "client_pc": 0.90, "network": 0.05}
_PACKAGES = ("openssl", "curl", "libc6", "sudo", "bash", "linux-image-amd64", "openssh-server", "libxml2")


def generate(data: Path, machines: int, seed: int = 1) -> None:
    """Fill an empty data directory. Servers and PCs answer; network devices are entered by a person."""
    prepare(data)
    from bench.steps import answered, entered, papers  # noqa: PLC0415 (the ledger loads after django.setup())

    chance, now = random.Random(seed), datetime.now(UTC)
    papers(now)
    for number, (machine_class, name) in enumerate(_names(machines), 1):
        if machine_class == "network":
            entered(name, now)
        else:
            answered(_answer(name, number, machine_class, chance), name, now)
        if number % 1000 == 0:
            print(f"{number} machines", file=sys.stderr, flush=True)


def prepare(data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    os.environ["TENKEN_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tenken.web.settings"
    django.setup()
    call_command("migrate", verbosity=0)


def _names(machines: int) -> Iterator[tuple[str, str]]:
    for machine_class, share in SHARES.items():
        for number in range(round(machines * share)):
            yield machine_class, f"{machine_class.replace('client_', '')}-{number:05}"


def _answer(name: str, number: int, machine_class: str, chance: random.Random) -> bytes:
    """A recorded answer with another machine's names, accounts, sockets and missing updates."""
    raw = ANSWER.read_text(encoding="utf-8")
    raw = _section(raw, "identity", f"hostname {name}\nkernel-name Linux\nmachine-id {number:032x}\nvirt none")
    card = f"00:16:3e:{number >> 16:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
    raw = _section(raw, "links", f"link eth0 {card}\naddr eth0 10.{number >> 16}.{number >> 8 & 255}.{number & 255}/16")
    raw = _section(raw, "clock", "NTP=yes\nNTPSynchronized=yes\nchrony Normal\ndaemon chronyd")
    raw = _section(raw, "apt-behind", _behind(chance))
    raw = _section(raw, "sockets", _sockets(chance))
    raw = _section(raw, "users", _users(number, chance))
    raw = _section(raw, "usb", "driver module" if chance.random() < 0.1 else "driver none")
    if machine_class == "client_pc":
        raw = raw.replace("\n running dbus.service\n", "\n running dbus.service\n running gdm.service\n")
    return raw.encode()


def _section(raw: str, name: str, body: str) -> str:
    lines = "".join(f" {line}\n" for line in body.splitlines())
    return re.sub(rf"== {name}\n.*?-- \d+\n", lambda _m: f"== {name}\n{lines}-- 0\n", raw, count=1, flags=re.DOTALL)


def _behind(chance: random.Random) -> str:
    missing = chance.sample(_PACKAGES, chance.choice((0, 0, 0, 1, 2, 5)))
    return "\n".join(f"{name}/stable-security 2.0 amd64 [upgradable from: 1.0]" for name in sorted(missing))


def _sockets(chance: random.Random) -> str:
    ports = [22, *chance.sample((80, 443, 445, 3389, 5432, 8080, 23), chance.choice((0, 0, 1, 2)))]
    return "\n".join(f'tcp 0.0.0.0:{port} users:(("svc{port}"))' for port in ports)


def _users(number: int, chance: random.Random) -> str:
    people = [f"u{number % 300:03}", *(f"u{chance.randrange(300):03}" for _more in range(chance.choice((0, 1, 3))))]
    lines = [f"{name}:{1000 + i}:{1000 + i}:/home/{name}:/bin/bash" for i, name in enumerate(dict.fromkeys(people))]
    return "\n".join(["root:0:0:/root:/bin/bash", *lines])


def main(arguments: list[str]) -> Any:
    generate(Path(arguments[0]), int(arguments[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
