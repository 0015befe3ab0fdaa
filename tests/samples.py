"""Recorded answers of real machines, and changes to them where a test wants another machine."""

import re
from pathlib import Path

LINUX = Path(__file__).parent / "collectors" / "linux" / "samples"
NAMES = tuple(sorted(path.name for path in LINUX.glob("*.txt")))


def linux(name: str = "debian12-systemd-root.txt") -> bytes:
    return (LINUX / name).read_bytes()


def section(raw: bytes, name: str, body: str, status: int = 0) -> bytes:
    """The answer with one section put in place of what was recorded."""
    lines = "".join(f" {line}\n" for line in body.splitlines())
    new = f"== {name}\n{lines}-- {status}\n".encode()
    found, count = re.subn(rb"== %s\n.*?\n?-- \d+\n" % name.encode(), lambda _match: new, raw, count=1, flags=re.DOTALL)
    assert count == 1, name
    return found


def machine(hostname: str, number: int, *, virtual: str = "kvm") -> bytes:
    """The answer of another machine of the same kind: its own name, machine-id and network card."""
    raw = linux()
    identity = (
        f"hostname {hostname}\nkernel-name Linux\nmachine-id {number:032x}\nvirt {virtual}\ntarget graphical.target"
    )
    card = f"00:16:3e:00:{number >> 8:02x}:{number & 255:02x}"
    links = f"link eth0 {card}\naddr eth0 10.20.{number >> 8}.{number & 255}/24\nphysical eth0"
    raw = section(section(raw, "identity", identity), "links", links)
    return section(raw, "clock", "NTP=yes\nNTPSynchronized=yes\nchrony Normal\ndaemon chronyd")


def running(raw: bytes, sockets: str, software: str = "") -> bytes:
    """The answer of a machine with these sockets ("22 sshd, 443 nginx") and this installed alone ("anydesk 7.0")."""
    pairs = [one.split() for one in sockets.split(",") if one.strip()]
    lines = [f'tcp 0.0.0.0:{port} users:(("{name}"))' for port, name in pairs]
    packages = [one.strip().replace(" ", "\t") for one in software.split(",") if one.strip()]
    raw = section(raw, "sockets", "\n".join(lines))
    return section(raw, "packages", "\n".join(["manager dpkg", *packages]))


def up_to_date(raw: bytes, dated: str = "Thu, 20 Nov 2025 00:53:02 UTC") -> bytes:
    """The answer of a machine with nothing missing and an index of that day."""
    index = f"Debian\tDebian-Security\tstable-security\tbookworm-security\t{dated}"
    return section(section(raw, "apt-index", index), "apt-behind", "")
