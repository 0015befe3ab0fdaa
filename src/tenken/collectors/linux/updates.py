"""Security updates that the machine's own index offers, by apt or dnf, and the kernel that really runs."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from tenken.collectors.linux.answer import Answer, withheld
from tenken.collectors.linux.system import is_container, release
from tenken.collectors.model import Withheld
from tenken.facts.patches import InstalledKernel, MissingUpdate, PatchLevel, RunningKernel
from tenken.text import Message, _

_UPGRADABLE = re.compile(r"(\S+?)/(\S+) (\S+) \S+ \[upgradable from: (\S+)\]")
_DNF_LINE = re.compile(r"(\S+) +(?:\S+/)?Sec\.? +(\S+)-([^-\s]+-[^-\s]+)\.\w+$")
_DISTRIBUTION = re.compile(r"baseos|appstream|updates|security|latest")
_DNF_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})")


def patch_level(answer: Answer) -> PatchLevel | Withheld:
    manager = answer["packages"].values().get("manager", "")
    if manager == "dpkg":
        return _by_apt(answer)
    if manager == "rpm":
        return _by_dnf(answer)
    return withheld(PatchLevel, answer["packages"]) or Withheld(PatchLevel, Message(_NO_INDEX))


_NO_INDEX = _("the machine keeps no index of updates; refresh it (apt update, dnf makecache) and collect again")


def _by_apt(answer: Answer) -> PatchLevel | Withheld:
    index, behind = answer["apt-index"], answer["apt-behind"]
    if missing := withheld(PatchLevel, index, behind):
        return missing
    rows = [row for row in (_index_row(line) for line in index.lines) if row]
    if not rows:
        return Withheld(PatchLevel, Message(_NO_INDEX))
    codename = release(answer).get("VERSION_CODENAME", "")
    security = [row for row in rows if _is_security(row, codename)]
    # The oldest security index counts: with several, the one that was not refreshed decides.
    origin, dated = min(((f"{r[0]} {r[2]}", r[4]) for r in security), key=lambda pair: pair[1], default=("", None))
    if dated is None:
        return PatchLevel("apt", rows[0][0], max(r[4] for r in rows), False, ())
    missing_ = tuple(_apt_update(match, dated) for match in map(_UPGRADABLE.match, behind.lines) if match)
    return PatchLevel("apt", origin, dated, True, tuple(u for u in missing_ if u))


_IndexRow = tuple[str, str, str, str, date]


def _index_row(line: str) -> _IndexRow | None:
    parts = (line.split("\t") + [""] * 5)[:5]
    try:
        return parts[0], parts[1], parts[2], parts[3], parsedate_to_datetime(parts[4]).date()
    except ValueError:
        return None


def _is_security(row: _IndexRow, codename: str) -> bool:
    """Whether this is the security index of the system's own release (an index of another release proves nothing)."""
    _origin, label, suite, of_release, _dated = row
    security = "security" in label.lower() or suite.endswith("-security") or of_release.endswith("-security")
    return security and (not codename or of_release.startswith(codename))


def _apt_update(match: re.Match[str], dated: date) -> MissingUpdate | None:
    name, suites, available, installed = match.groups()
    if not any(suite.endswith("-security") or "security" in suite.lower() for suite in suites.split(",")):
        return None
    return MissingUpdate(name, installed, available, released_by=dated)


def _by_dnf(answer: Answer) -> PatchLevel | Withheld:
    index, everything, behind = answer["dnf-index"], answer["dnf-all"], answer["dnf-behind"]
    if missing := withheld(PatchLevel, index, everything, behind):
        return missing
    dated = min((day for _name, day in _repos(index.lines)), default=None)
    if dated is None:
        return Withheld(PatchLevel, Message(_NO_INDEX))
    has_security = int(everything.values().get("advisories", "0")) > 0
    names = ", ".join(name for name, _day in _repos(index.lines))
    return PatchLevel("dnf", names, dated, has_security, _dnf_updates(answer, dated))


def _repos(lines: tuple[str, ...]) -> list[tuple[str, date]]:
    """(repository, date of its contents); of the distribution's own, where there are such, or of all.

    Additional repositories may rightly not change for years, so they do not make the index old.
    """
    found: list[tuple[str, date]] = []
    name = ""
    for line in lines:
        key, _colon, value = (part.strip() for part in line.partition(":"))
        if key == "Repo-id":
            name = value
        elif key == "Repo-updated":
            found.append((name, datetime.strptime(value, "%a %b %d %H:%M:%S %Y").date()))  # noqa: DTZ007
    own = [pair for pair in found if _DISTRIBUTION.search(pair[0])]
    return own or found


def _advisory_days(answer: Answer) -> dict[str, date]:
    days: dict[str, date] = {}
    current = ""
    for line in answer["dnf-dates"].lines:
        key, _colon, value = (part.strip() for part in line.partition(":"))
        if key == "Update ID":
            current = value
        elif current and (match := _DNF_DATE.search(value)):
            days[current] = min(date.fromisoformat(match[1]), days.get(current, date.max))
    return days


def _dnf_updates(answer: Answer, dated: date) -> tuple[MissingUpdate, ...]:
    """One for each package, dated by the oldest advisory that it lacks."""
    days, installed = _advisory_days(answer), dict(_name_and_version(line) for line in answer["packages"].lines)
    found: dict[str, MissingUpdate] = {}
    for match in filter(None, map(_DNF_LINE.search, answer["dnf-behind"].lines)):
        advisory, name, version = match.groups()
        day = days.get(advisory)
        update = MissingUpdate(name, installed.get(name, ""), f"{version} ({advisory})", day or dated, day)
        if name not in found or update.released_by < found[name].released_by:
            found[name] = update
    return tuple(found[name] for name in sorted(found))


def _name_and_version(line: str) -> tuple[str, str]:
    name, _tab, version = line.partition("\t")
    return name, version


def running_kernel(answer: Answer) -> RunningKernel | Withheld:
    section = answer["kernels"]
    if missing := withheld(RunningKernel, section):
        return missing
    if is_container(answer):
        return RunningKernel(section.values().get("running", ""), ())
    pairs = (line.rpartition(" ") for line in section.all("installed"))
    installed = tuple(InstalledKernel(name, date.fromisoformat(day)) for name, _blank, day in pairs)
    return RunningKernel(section.values().get("running", ""), installed)
