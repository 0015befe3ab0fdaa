"""A machine's list of packages against the imported index of its distribution."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tenken.facts.indexes import SecurityIndex
from tenken.facts.machines import InstalledSoftware, OperatingSystem
from tenken.facts.model import Fact, SubjectId
from tenken.facts.patches import RunningKernel
from tenken.feeds.behind import KEYS, Behind, behind
from tenken.feeds.versions import in_branch
from tenken.rules.model import Exhibits, Finding, cannot_tell, met, not_met
from tenken.rules.patches.exploited import ranked
from tenken.rules.patches.kernels import kernel_doubt
from tenken.rules.patches.policy import PatchPolicy
from tenken.text import Blanks, Message, _, shortened

_WHOLE = {"debian": {"main"}, "ubuntu": {"main", "universe"}, "fedora": {"all"}, "amzn": {"all"}}
_WHOLE_KIN = {"baseos", "appstream"}
"""The parts without which an index is not that of the whole system; those of Red Hat and its kin are parted alike."""
_BESIDE = {"intel-microcode": "non-free-firmware", "amd64-microcode": "non-free-firmware"}
"""Packages of Debian that get security updates from another part than main."""
_FOREIGN = re.compile(r"~bpo\d|[+~]deb(\d+)u\d|ubuntu0\.(\d\d\.\d\d)\.\d")
"""Versions that name a release: those of backports and of another release are mended elsewhere."""
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "i686": "i386", "64-bit": "amd64"}


@dataclass(frozen=True)
class Compared:
    """A machine, the parts of its distribution's index, and what the machine lacks by them.

    ``kernel_seen`` says that the machine itself told which kernel runs, which is judged apart.
    """

    system: OperatingSystem
    software: Fact[InstalledSoftware]
    indexes: Sequence[Fact[SecurityIndex]]
    late: Sequence[Behind]
    kernel_seen: bool

    @property
    def packages(self) -> tuple[tuple[str, str], ...]:
        return self.software.says.packages

    @property
    def day(self) -> date:
        """The oldest part decides how old the index is."""
        return min(fact.says.dated for fact in self.indexes)


def by_imported_index(about: SubjectId, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding | None:
    """None where nobody knows the system, or the list is not one of the package manager's own names and versions."""
    software, system = seen.get(InstalledSoftware), seen.get(OperatingSystem)
    if software is None or system is None or software.says.manager not in KEYS:
        return None
    indexes = [fact for fact in seen.every(SecurityIndex) if _is_of(fact.says, system.says, software.says.manager)]
    if not indexes:
        what = system.says.title or f"{system.says.id} {system.says.version}"
        because = Message(_("no index of the security updates of {what} was imported"), {"what": what})
        return cannot_tell(about, because, software)
    late = [one for fact in indexes for one in behind(fact.says, software.says.packages)]
    return _judged(
        about, Compared(system.says, software, indexes, late, seen.get(RunningKernel) is not None), seen, policy, today
    )


def _is_of(index: SecurityIndex, system: OperatingSystem, manager: str) -> bool:
    told, listed = (_ARCHITECTURES.get(name, name) for name in (system.architecture, index.architecture))
    same = not told or not listed or told == listed
    return same and (index.manager, index.system) == (manager, system.id) and in_branch(system.version, index.release)


def _judged(about: SubjectId, found: Compared, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding:
    sure = [one for one in found.late if not one.of_module]
    overdue = [one for one in sure if policy.is_late(min(fix.released_by for fix in one.lacks), today)]
    blanks: Blanks = {"days": policy.grace.days, "day": found.day.isoformat()}
    cites = (found.software, *found.indexes)
    if overdue:
        more: Blanks = {**blanks, "n": len(overdue), "names": _names(overdue)}
        because = Message(
            _("{n} security updates are more than {days} days late: {names} (imported index of {day})"), more
        )
        finding = not_met(about, because, *cites)
    else:
        unsure = next(_doubts(found, policy, today), None)
        because = Message(_("no security update is more than {days} days late (imported index of {day})"), blanks)
        finding = cannot_tell(about, unsure, *cites) if unsure else met(about, because, *cites)
    return ranked(finding, (cve for one in sure for fix in one.lacks for cve in fix.cves), seen)


def _doubts(found: Compared, policy: PatchPolicy, today: date) -> Iterator[Message]:
    """Why nothing overdue does not yet mean that nothing is."""
    blanks: Blanks = {"day": found.day.isoformat(), "system": found.system.title or found.system.id}
    if today - found.day > policy.index_age:
        yield Message(_("the imported index of {system} is of {day}, which is too old"), blanks)
    lacking = _missing_parts(found)
    if lacking:
        words = _("the imported index of {system} is not the whole one; {parts} is missing")
        yield Message(words, {**blanks, "parts": tuple(lacking)})
    undated = [one for one in found.late if not one.of_module and _may_be_late(one, policy, today)]
    if undated:
        words = _("{n} security updates are missing, and since when cannot be told yet: {names}")
        yield Message(words, {"n": len(undated), "names": _names(undated)})
    modules = [one for one in found.late if one.of_module]
    if modules:
        words = _("{n} packages belong to modules, and the list does not tell of which stream: {names}")
        yield Message(words, {"n": len(modules), "names": _names(modules)})
    if not found.software.says.whole:
        yield Message(_("no listed package lacks an update, but the list of software may lack some"))
    waiting = None if found.kernel_seen else kernel_doubt(found.system, found.software.says.manager, found.packages)
    if waiting:
        yield waiting
    foreign = _foreign(found)
    if foreign:
        words = _("{n} packages are of backports or of another release, which the index does not cover: {names}")
        yield Message(words, {"n": len(foreign), "names": shortened(tuple(foreign))})


def _may_be_late(one: Behind, policy: PatchPolicy, today: date) -> bool:
    return any(fix.released_after is None or policy.is_late(fix.released_after, today) for fix in one.lacks)


def _missing_parts(found: Compared) -> list[str]:
    here = {part for fact in found.indexes for part in fact.says.parts}
    wanted = set(_WHOLE.get(found.system.id, _WHOLE_KIN))
    if found.system.id == "debian":
        names = {name for name, _version in found.packages}
        wanted |= {part for name, part in _BESIDE.items() if name in names}
        here |= {"non-free-firmware"} if "non-free" in here else set()
    return sorted(wanted - here)


def _foreign(found: Compared) -> list[str]:
    """Only of packages that the index knows: what it never mends it cannot leave out."""
    own, packages = (None, found.system.version), found.packages
    indexes = [fact.says.fixes for fact in found.indexes]
    return [n for fixes in indexes for n, version in packages if n in fixes and _release_named(version) not in own]


@lru_cache(maxsize=200_000)
def _release_named(version: str) -> str | None:
    """The release that a version names; empty where it is one of backports."""
    match = _FOREIGN.search(version)
    return (match[1] or match[2] or "") if match else None


def _names(late: Sequence[Behind]) -> tuple[Message | str, ...]:
    return shortened(tuple(dict.fromkeys(one.name for one in late)))
