"""遠隔操作ソフト: which of the programs on a machine let somebody work on it from afar.

The shipped list says for each program by which names it is known. A name counts as a whole, but for its version, its
architecture and the number of one installation: part of a name proves nothing.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from tenken.facts.machines import InstalledSoftware
from tenken.facts.services import ListeningSockets, Services

LISTED = Path(__file__).with_name("remote_programs.csv")
COLUMNS = ("name", "vendor", "software", "processes", "services", "ports", "rests_on")
RESTS_ON = ("lolrmm", "debian", "manual", "known", "unverified")
_DROPPED = re.compile(
    r"""\((?:[0-9a-f]{16}|x86|x64|amd64|(?:32|64)[- ]?(?:bit|ビット))\)   # one installation's number, architecture
    |(?<![^\s,])(?:v|ver\.?|version)?\s?\d+(?:[.\d]*\d)?(?:[-_.]?(?:bit|ビット))?(?![^\s,])   # version
    |(?<![^\s,])x(?:86|64)(?![^\s,])""",
    re.VERBOSE,
)
_AT_A_PORT = re.compile(r"(?:\.exe)?(?: \((?:tcp|udp)/[\d-]+\))?$", re.IGNORECASE)
_SHORTENED = 15
"""Linux cuts the name of a process to so many characters."""
_PREFIX = 3


@dataclass(frozen=True, slots=True)
class RemoteProgram:
    """One line of the list."""

    name: str
    vendor: str
    software: tuple[str, ...]
    processes: tuple[str, ...]
    services: tuple[str, ...]
    ports: tuple[str, ...]
    rests_on: str

    @property
    def names(self) -> frozenset[str]:
        """All that a list of needed services or a vendor's reply may call it, folded."""
        return frozenset(bare(name) for name in (self.name, *self.software, *self.processes, *self.services))


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A program on a machine, and the name by which it was known. ``version`` is empty where nobody told."""

    program: str
    version: str = ""
    seen_as: str = ""


@cache
def programs() -> Mapping[str, RemoteProgram]:
    """The shipped list, by name."""
    lines = (line for line in LISTED.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    next(lines)
    return {one.name: one for one in map(_program, lines)}


def _program(line: str) -> RemoteProgram:
    name, vendor, software, processes, services, ports, rests_on = line.split("|")
    lists = [tuple(part for part in cell.split(";") if part) for cell in (software, processes, services, ports)]
    return RemoteProgram(name, vendor, lists[0], lists[1], lists[2], lists[3], rests_on)


@lru_cache(maxsize=10_000)
def bare(name: str) -> str:
    """A name without version, architecture and an installation's own number; upper and lower case are one."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(_DROPPED.sub(" ", folded).replace(",", " ").split()).removesuffix(" -")


def called(service: str) -> str:
    """What a list of services names, to be held against a program's names: ``x11vnc (tcp/5900)`` names x11vnc."""
    return bare(_AT_A_PORT.sub("", service))


def programs_in(software: InstalledSoftware) -> Iterator[Found]:
    """By the names in a list of software."""
    known = _by_software()
    likely = _likely({name[:_PREFIX] for name, _version in software.packages}, known)
    for name, version in software.packages if likely else ():
        program = known.get(bare(name)) if name[:_PREFIX] in likely else None
        if program:
            yield Found(program, version, name)


def programs_listening(sockets: ListeningSockets) -> Iterator[Found]:
    """By the process behind a socket, or the service where a source tells that in its place."""
    processes, services = _by_process(), _by_service()
    for name in dict.fromkeys(socket.process for socket in sockets.sockets if socket.process):
        program = processes.get(_runs_as(name)) or services.get(bare(name))
        if program:
            yield Found(program, "", name)


def programs_serving(services: Services) -> Iterator[Found]:
    """By the services that run, or would after the next start."""
    known = _by_service()
    likely = _likely({service.name[:_PREFIX] for service in services.services}, known)
    for service in services.services if likely else ():
        if service.name[:_PREFIX] in likely and (service.running or service.enabled):
            program = known.get(bare(service.name.removesuffix(".service")))
            if program:
                yield Found(program, "", service.name)


def _likely(beginnings: set[str], known: Mapping[str, str]) -> set[str]:
    """Beginnings of names that are worth a closer look; of hundreds of names, mostly none."""
    wanted = _beginnings(frozenset(known))
    return {beginning for beginning in beginnings if beginning.lower() in wanted or not beginning.isascii()}


@cache
def _beginnings(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name[:_PREFIX] for name in names)


@cache
def _by_software() -> Mapping[str, str]:
    return {bare(name): program.name for program in programs().values() for name in program.software}


@cache
def _by_process() -> Mapping[str, str]:
    known = {_runs_as(name): program.name for program in programs().values() for name in program.processes}
    return known | {name[:_SHORTENED]: program for name, program in known.items() if len(name) > _SHORTENED}


@cache
def _by_service() -> Mapping[str, str]:
    return {bare(name): program.name for program in programs().values() for name in program.services}


def _runs_as(name: str) -> str:
    return name.casefold().removesuffix(".exe")
