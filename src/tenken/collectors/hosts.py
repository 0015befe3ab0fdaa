"""What tools of inventory tell of machines, in their several words: by what they name them, and what they look like."""

import re
from collections.abc import Iterable

from tenken.collectors.sightings import Sighting, is_machine, mac_of, name_of
from tenken.facts.machines import OperatingSystem
from tenken.facts.model import MachineClass, Mark, MarkKind
from tenken.facts.windows import WindowsBuild
from tenken.text import _

CONTAINERS = re.compile(r"docker|podman|lxc|lxd|openvz|container|containerd|nspawn|vserver|wsl", re.IGNORECASE)
"""They borrow serial number and UUID of their host."""
NO_REVISION = _("the build of Windows was told without its revision (UBR), on which updates are judged")
_NOT_VIRTUAL = ("", "physical", "none", "no")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_MOST_CARDS, _MOST_NAMES = 512, 8
_FAMILIES = (
    ("windows", re.compile(r"windows|^mswin|^win32", re.IGNORECASE)),
    ("macos", re.compile(r"darwin|mac ?os|os ?x", re.IGNORECASE)),
    ("android", re.compile(r"android", re.IGNORECASE)),
    ("linux", re.compile(r"linux|debian|ubuntu|rhel|red ?hat|centos|fedora|suse|rocky|alma|amzn", re.IGNORECASE)),
)
_DISTRIBUTIONS = (
    ("debian", "debian"),
    ("ubuntu", "ubuntu"),
    ("fedora", "fedora"),
    ("centos", "centos"),
    ("red hat", "rhel"),
    ("rhel", "rhel"),
    ("rocky", "rocky"),
    ("alma", "almalinux"),
    ("oracle", "ol"),
    ("amazon", "amzn"),
    ("opensuse", "opensuse"),
    ("suse", "sles"),
)
_NUMBERS = {"debian": 1, "ubuntu": 2}
"""How many numbers of a version os-release tells; of the others as many as there are."""
_PORTABLE = re.compile(r"portable|laptop|notebook|tablet|convertible|detachable|hand ?held", re.IGNORECASE)
_RACK = re.compile(r"server|rack|blade|enclosure|multi-?system", re.IGNORECASE)
_DESKTOP = re.compile(r"workstation|desktop edition", re.IGNORECASE)
_BUILD = re.compile(r"(?:^|[\s(])10\.0\.(\d{5})\.(\d{1,5})(?:$|[\s).])")


def marks(serial: str, uuid: str, cards: Iterable[str], names: Iterable[str]) -> tuple[Mark, ...]:
    """By what a machine is named, best first. Cards that several share, or that name nobody, are left out."""
    macs = dict.fromkeys(mac for mac in map(mac_of, cards) if mac and is_machine(Sighting("", mac=mac)))
    called = list(dict.fromkeys(name.lower() for name in map(name_of, names) if name))[:_MOST_NAMES]
    found = [(MarkKind.SERIAL, serial), (MarkKind.UUID, uuid_of(uuid))]
    found += [(MarkKind.MAC, mac) for mac in list(macs)[:_MOST_CARDS]]
    found += [(MarkKind.FQDN, name) for name in called if "." in name]
    found += [(MarkKind.HOSTNAME, name.partition(".")[0]) for name in called]
    return tuple(Mark(kind, value) for kind, value in dict.fromkeys(found) if value)


def uuid_of(text: str) -> str:
    lower = text.strip().strip("{}").lower()
    return lower if _UUID.fullmatch(lower) else ""


def virtual_of(said: str) -> str:
    return "" if said.lower() in _NOT_VIRTUAL else said


def family_of(*said: str) -> str:
    """windows, linux, macos or android, by the first word that tells; empty where none does."""
    return next((family for text in said for family, sign in _FAMILIES if sign.search(text)), "")


def distribution(*said: str) -> str:
    """As os-release calls it: Debian GNU/Linux is debian. In small letters, where it is not known."""
    lower = [text.lower() for text in said if text]
    known = (name for text in lower for sign, name in _DISTRIBUTIONS if sign in text)
    return next(known, next(iter(lower), ""))


def release_of(id_: str, version: str) -> str:
    """As os-release tells it: ``12.11`` and ``12 (bookworm)`` of Debian are 12, ``22.04.3 LTS`` of Ubuntu is 22.04."""
    match = re.match(r"\d{1,9}(?:\.\d{1,9}){0,4}", version)
    return ".".join(match[0].split(".")[: _NUMBERS.get(id_, 5)]) if match else version


def looks_like(chassis: str, system: OperatingSystem | None) -> MachineClass:
    """The class that chassis and system speak for. Windows says itself whether it is a server's."""
    family, title = (system.family, system.title) if system else ("", "")
    if family == "windows":
        return MachineClass.SERVER if "server" in title.lower() else MachineClass.CLIENT_PC
    if family == "android":
        return MachineClass.OTHER
    if family == "macos" or _PORTABLE.search(chassis) or _DESKTOP.search(title):
        return MachineClass.CLIENT_PC
    return MachineClass.SERVER if family == "linux" or _RACK.search(chassis) else MachineClass.UNKNOWN


def windows_build(title: str, display: str, versions: Iterable[str], hotfixes: Iterable[str]) -> WindowsBuild | None:
    """``versions`` are texts in which the build may stand with its revision (10.0.19045.3803); without it None."""
    found = next(filter(None, map(_BUILD.search, versions)), None)
    if found is None:
        return None
    named = re.search(r"\b\d\dH\d\b", title)
    return WindowsBuild(
        product=title,
        edition_id="",
        installation_type="Server" if "server" in title.lower() else "Client",
        display_version=display or (named[0] if named else ""),
        build=int(found[1]),
        ubr=int(found[2]),
        hotfixes=tuple(sorted(set(hotfixes))),
    )
