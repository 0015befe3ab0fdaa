"""Whether the maker still mends what a machine runs, by the branch that it runs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from tenken.facts.feeds import SupportCycle, SupportDates, WindowsReleases
from tenken.facts.machines import Firmware, InstalledSoftware, OperatingSystem
from tenken.facts.model import Fact, SubjectId
from tenken.facts.windows import WindowsBuild
from tenken.feeds.endoflife import FIRMWARE, FREELY_EXTENDED, PRODUCTS
from tenken.feeds.versions import in_branch, parts
from tenken.rules.model import Exhibits, Finding, cannot_tell, met, not_met
from tenken.rules.patches.policy import PatchPolicy
from tenken.text import Blanks, Message, _

_EDITIONS = (
    (re.compile(r"IoTEnterpriseS"), "iot-lts"),
    (re.compile(r"EnterpriseS"), "e-lts"),
    (re.compile(r"Enterprise|Education|IoTEnterprise|ServerRdsh"), "e"),
    (re.compile(r"Core|Professional"), "w"),
)
"""Which of Microsoft's lifecycles the registry's EditionID belongs to; the first that its beginning fits."""
_CYCLE = re.compile(r"\d+-\w+?(?:-(w|e|e-lts|iot-lts))?")
_UBUNTU_PRO = re.compile(r"[+~]esm\d")
"""What Canonical puts into versions that are had by contract only."""
_ORDINARY = ("w", "e")
"""A branch that names no edition is that of these; long-term editions always stand apart."""


class State(Enum):
    SUPPORTED = auto()
    EXTENDED = auto()
    ENDED = auto()


@dataclass(frozen=True)
class Runs:
    """What a machine runs: ``product`` and ``what`` for people, and the branches that it may be in.

    ``sure`` is False where it is not known in which of them it is: ``edition`` is none that they tell of, or not seen.
    """

    what: str
    by: Fact[WindowsBuild] | Fact[OperatingSystem] | Fact[Firmware]
    among: Sequence[SupportCycle]
    sure: bool = True
    edition: str = ""


def support_has_not_ended(about: SubjectId, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding | None:
    """Silent where no list of the product was imported, or nothing is known of what the machine runs."""
    listed = _list_for(seen)
    if listed is None:
        return None
    runs = _runs(seen, listed.says)
    blanks: Blanks = {"what": runs.what, "dated": listed.says.dated.isoformat()}
    states = [_state(cycle, listed.says.issue, today) for cycle in runs.among]
    if states and all(state is State.ENDED for state in states):
        return not_met(about, _ended(runs, blanks), runs.by, listed)
    because = _why_unknown(runs, states, blanks)
    if because and not (State.EXTENDED in states and runs.sure and _has_extended(seen, runs.among[0])):
        return cannot_tell(about, because, runs.by, listed)
    if today - listed.says.dated > policy.support_age:
        because = Message(_("the list of ends of support is of {dated}, which is too old"), blanks)
        return cannot_tell(about, because, runs.by, listed)
    return met(about, _supported(runs, listed.says.issue, states, blanks), runs.by, listed)


def product_of(seen: Exhibits) -> str:
    """The product under whose name a list would tell of the machine's system; empty where that is not known."""
    build, system, firmware = seen.get(WindowsBuild), seen.get(OperatingSystem), seen.get(Firmware)
    if build:
        return "windows-server" if build.says.server else "windows"
    if system:
        return _distribution(system.says) if system.says.family == "linux" else ""
    return FIRMWARE.get(firmware.says.family, firmware.says.family) if firmware else ""


def _distribution(system: OperatingSystem) -> str:
    """CentOS and CentOS Stream bear one ID and end on other days."""
    return "centos-stream" if system.id == "centos" and "Stream" in system.title else PRODUCTS.get(system.id, "")


def _list_for(seen: Exhibits) -> Fact[SupportDates] | None:
    product = product_of(seen)
    return next((fact for fact in seen.every(SupportDates) if product and fact.says.issue == product), None)


def _runs(seen: Exhibits, listed: SupportDates) -> Runs:
    build, system = seen.get(WindowsBuild), seen.get(OperatingSystem)
    if build:
        return _windows(build, listed)
    if system:
        said = system.says
        return Runs(said.title or f"{said.id} {said.version}", system, _closest(said.version, listed))
    firmware = seen[Firmware]
    what = " ".join(filter(None, (firmware.says.maker, firmware.says.model, firmware.says.version)))
    return Runs(what, firmware, _closest(firmware.says.version, listed))


def _windows(build: Fact[WindowsBuild], listed: SupportDates) -> Runs:
    said = build.says
    what = " ".join(filter(None, (said.product, said.display_version, f"({said.build})", said.edition_id)))
    among = [cycle for cycle in listed.cycles if parts(cycle.latest)[-1:] == (said.build,)]
    if said.server:
        return Runs(what, build, among)
    edition = next((suffix for sign, suffix in _EDITIONS if sign.match(said.edition_id)), "")
    own = [cycle for cycle in among if edition and edition in _suffixes(cycle)]
    return Runs(what, build, own or among, sure=bool(own), edition=said.edition_id)


def _suffixes(cycle: SupportCycle) -> tuple[str, ...]:
    match = _CYCLE.fullmatch(cycle.branch)
    if match is None:
        return ()
    return (match[1],) if match[1] else _ORDINARY


def _closest(version: str, listed: SupportDates) -> list[SupportCycle]:
    fitting = [cycle for cycle in listed.cycles if in_branch(version, cycle.branch)]
    return sorted(fitting, key=lambda cycle: len(parts(cycle.branch)))[-1:]


def _state(cycle: SupportCycle, product: str, today: date) -> State:
    ends = _end(cycle, product)
    if today <= ends if ends else not cycle.over:
        return State.SUPPORTED
    return State.EXTENDED if cycle.extended and today <= cycle.extended else State.ENDED


def _end(cycle: SupportCycle, product: str) -> date | None:
    """The last day of what everybody gets."""
    return cycle.extended if cycle.extended and product in FREELY_EXTENDED else cycle.ends


def _has_extended(seen: Exhibits, cycle: SupportCycle) -> bool:
    """A machine that has an update from after the regular end is given the extended ones."""
    build, software = seen.get(WindowsBuild), seen.get(InstalledSoftware)
    if build is None and software:
        return any(_UBUNTU_PRO.search(version) for _name, version in software.says.packages)
    if build is None or cycle.ends is None:
        return False
    own = ((build.says.build, build.says.server) == (r.build, r.server) and build.says.ubr >= r.ubr and r.released
           for fact in seen.every(WindowsReleases) for r in fact.says.releases)  # fmt: skip
    return any(released > cycle.ends for released in own if released)


def _ended(runs: Runs, blanks: Blanks) -> Message:
    days = [day for cycle in runs.among for day in (cycle.ends, cycle.extended) if day]
    if not days:
        return Message(_("support of {what} has ended (list of {dated})"), blanks)
    return Message(_("support of {what} ended on {day} (list of {dated})"), {**blanks, "day": max(days).isoformat()})


def _why_unknown(runs: Runs, states: Sequence[State], blanks: Blanks) -> Message | None:
    if not states or (not runs.sure and runs.edition):
        return Message(_("the list of ends of support of {dated} does not know {what}"), blanks)
    if not runs.sure:
        return Message(_("when support of {what} ends depends on its edition, which was not seen"), blanks)
    if State.EXTENDED in states:
        cycle = runs.among[0]
        until = cycle.extended.isoformat() if cycle.extended else ""
        more: Blanks = {**blanks, "day": cycle.ends.isoformat() if cycle.ends else "", "until": until}
        words = _("support of {what} ended on {day}; whether it has the extended one, until {until}, was not seen")
        return Message(words, more)
    return None


def _supported(runs: Runs, product: str, states: Sequence[State], blanks: Blanks) -> Message:
    if State.EXTENDED in states:
        return Message(_("{what} is given updates of the extended support (list of {dated})"), blanks)
    ends = _end(runs.among[0], product)
    if ends is None:
        return Message(_("no end of support of {what} is announced (list of {dated})"), blanks)
    return Message(_("{what} is supported until {day} (list of {dated})"), {**blanks, "day": ends.isoformat()})
