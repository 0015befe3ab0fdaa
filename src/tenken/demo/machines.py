"""What a machine of the house answers on a day: a recorded answer of a real one, with its own names and state."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

_ANSWER = Path(__file__).with_name("answer.txt").read_text(encoding="utf-8")


@dataclass(frozen=True)
class State:
    """What differs from machine to machine. ``behind`` are packages that lack a security update.

    ``accounts`` are those of persons, with the days since each last logged in; ``sockets`` is "22 sshd, 443 nginx".
    """

    hostname: str
    number: int
    sockets: str
    accounts: Mapping[str, int]
    behind: tuple[str, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict)
    usb_driver: str = "none"
    weeks_of_logs: int = 60
    graphical: bool = False


def answer(state: State, seen: datetime) -> bytes:
    """The bytes that the collector would bring home."""
    day = seen.date()
    sections = {
        "identity": _identity(state),
        "links": _links(state.number),
        "kernels": f"running 6.1.0-37-amd64\ninstalled 6.1.0-37-amd64 {day - timedelta(days=40)}",
        "apt-index": _index(day),
        "apt-behind": "\n".join(f"{name}/stable-security 2.0 amd64 [upgradable from: 1.0]" for name in state.behind),
        "sockets": _sockets(state.sockets),
        "users": _users(state),
        "groups": "sudo:27:sato",
        "shadow": _shadow(state, day),
        "password-marks": "\n".join(f"{name} {_digest(state, name)}" for name in state.accounts),
        "key-holders": "",
        "logins": "\n".join(_login(name, seen - timedelta(days=ago)) for name, ago in state.accounts.items()),
        "sudoers": "/etc/sudoers: root ALL=(ALL:ALL) ALL\n/etc/sudoers: %sudo ALL=(ALL:ALL) ALL",
        "quality": "/etc/security/pwquality.conf: minlen = 14",
        "clock": "NTP=yes\nNTPSynchronized=yes\nchrony Normal\ndaemon chronyd",
        "usb": f"driver {state.usb_driver}",
        "journal": "directory no",
        "rotation": f"/etc/logrotate.d/rsyslog: /var/log/auth.log {{\n/etc/logrotate.d/rsyslog: rotate "
        f"{state.weeks_of_logs}\n/etc/logrotate.d/rsyslog: weekly\n/etc/logrotate.d/rsyslog: }}",
    }
    text = _ANSWER
    for name, body in sections.items():
        text = with_section(text, name, body)
    if state.graphical:
        text = text.replace("\n running dbus.service\n", "\n running dbus.service\n running gdm.service\n")
    return text.encode()


def with_section(answer: str, name: str, body: str) -> str:
    """The answer with another body of this section."""
    lines = "".join(f" {line}\n" for line in body.splitlines())
    return re.sub(rf"== {name}\n.*?-- \d+\n", lambda _m: f"== {name}\n{lines}-- 0\n", answer, count=1, flags=re.DOTALL)


def _identity(state: State) -> str:
    machine_id = hashlib.sha256(state.hostname.encode()).hexdigest()[:32]
    return f"hostname {state.hostname}\nkernel-name Linux\nmachine-id {machine_id}\nvirt none\nsys_vendor デモ\n"


def card(number: int) -> str:
    """The MAC address of the house's machine of this number."""
    return f"00:16:3e:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"


def address(number: int) -> str:
    return f"10.{20 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


def _links(number: int) -> str:
    return f"link eth0 {card(number)}\naddr eth0 {address(number)}/16\nphysical eth0"


def _index(day: date) -> str:
    dated = (day - timedelta(days=1)).strftime("%a, %d %b %Y 00:53:02 UTC")
    return f"Debian\tDebian-Security\tstable-security\tbookworm-security\t{dated}"


def _sockets(sockets: str) -> str:
    pairs = (one.split() for one in sockets.split(","))
    return "\n".join(f'tcp 0.0.0.0:{port} users:(("{process}"))' for port, process in pairs)


def _users(state: State) -> str:
    names = enumerate(state.accounts, 1000)
    return "\n".join(["root:0:0:/root:/bin/bash", *(f"{n}:{uid}:{uid}:/home/{n}:/bin/bash" for uid, n in names)])


def _shadow(state: State, day: date) -> str:
    """Passwords were last changed long ago: whether an account is used shows in its log-ins alone."""
    changed = (day - date(1970, 1, 1)).days - 400
    return "\n".join(["root:locked:20000:99999:", *(f"{name}:set:{changed}:99999:" for name in state.accounts)])


def _digest(state: State, account: str) -> str:
    """What the collector finds of a stored password: the same digest only where it is the same password."""
    secret = state.secrets.get(account, f"{state.hostname} {account}")
    return hashlib.sha256(secret.encode()).hexdigest()


def _login(name: str, moment: datetime) -> str:
    return f"{name:<16} pts/0    10.20.0.9        {moment.strftime('%a %b %e %H:%M:%S +0900 %Y')}"
