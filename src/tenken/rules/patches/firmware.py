"""Firmware: whether a version that was released long ago is newer than the device's own, in its own branch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tenken.facts.catalogues import FirmwareCatalogue
from tenken.facts.feeds import SupportDates
from tenken.facts.machines import Firmware
from tenken.facts.model import Fact, SubjectId
from tenken.feeds.endoflife import FIRMWARE
from tenken.feeds.versions import compare, in_branch, parts
from tenken.rules.model import Exhibits, Finding, cannot_tell, met, not_met
from tenken.rules.patches.exploited import ranked
from tenken.rules.patches.policy import PatchPolicy
from tenken.text import Blanks, Message, _


@dataclass(frozen=True)
class Listed:
    """A version of the device's branch as one list tells it. ``order`` is the device's own against it, where told."""

    version: str
    released: date
    ends: date | None
    cves: tuple[str, ...]
    by: Fact[FirmwareCatalogue] | Fact[SupportDates]
    order: int | None


def no_newer_firmware_is_overdue(about: SubjectId, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding:
    device = seen[Firmware]
    listed = _of_its_branch(seen, device.says)
    newer = [one for one in listed if one.order == -1]
    finding = _judged(about, device, listed, newer, policy, today)
    return ranked(finding, (cve for one in newer for cve in one.cves), seen)


def _judged(
    about: SubjectId,
    device: Fact[Firmware],
    listed: Sequence[Listed],
    newer: Sequence[Listed],
    policy: PatchPolicy,
    today: date,
) -> Finding:
    ended = next((one for one in listed if one.ends and one.ends < today), None)
    overdue = [one for one in newer if policy.is_late(one.released, today)]
    blanks: Blanks = {"what": _called(device.says)}
    if ended and ended.ends:
        more: Blanks = {**blanks, "day": ended.ends.isoformat(), "dated": ended.by.says.dated.isoformat()}
        return not_met(about, Message(_("support of {what} ended on {day} (list of {dated})"), more), device, ended.by)
    if overdue:
        return not_met(about, _older(min(overdue, key=lambda one: one.released), blanks), device, overdue[0].by)
    cites = (device, *dict.fromkeys(one.by for one in listed))
    because = _why_unknown(listed, newer, policy, today, blanks)
    if because:
        return cannot_tell(about, because, *cites)
    newest = max(listed, key=lambda one: one.by.says.dated)
    more = {**blanks, "dated": newest.by.says.dated.isoformat()}
    return met(about, Message(_("{what} has every version older than the grace (list of {dated})"), more), *cites)


def _of_its_branch(seen: Exhibits, firmware: Firmware) -> list[Listed]:
    """Of all lists the versions in the longest branch that fits."""
    found = [pair for pair in _fitting(seen, firmware) if firmware.family]
    longest = max((len(parts(branch)) for branch, _listed in found), default=0)
    return [listed for branch, listed in found if len(parts(branch)) == longest]


def _fitting(seen: Exhibits, firmware: Firmware) -> Iterator[tuple[str, Listed]]:
    own, family = firmware.version, firmware.family
    for catalogue in seen.every(FirmwareCatalogue):
        for row in catalogue.says.releases:
            if row.family == family and in_branch(own, row.branch):
                order = compare(own, row.version)
                yield row.branch, Listed(row.version, row.released, row.ends, row.cves, catalogue, order)
    for dates in seen.every(SupportDates):
        for cycle in dates.says.cycles:
            same = dates.says.issue == FIRMWARE.get(family, family) and in_branch(own, cycle.branch)
            if same and cycle.latest and cycle.latest_on:
                order = compare(own, cycle.latest)
                yield cycle.branch, Listed(cycle.latest, cycle.latest_on, None, (), dates, order)


def _why_unknown(
    listed: Sequence[Listed], newer: Sequence[Listed], policy: PatchPolicy, today: date, blanks: Blanks
) -> Message | None:
    """Nothing overdue is listed; that proves something only of versions that a list of these days tells in order."""
    if not listed:
        return Message(_("no imported list of firmware knows the branch of {what}"), blanks)
    if any(one.order is None for one in listed):
        return Message(
            _("{what} and the listed versions are of different trains; which is newer cannot be told"), blanks
        )
    newest = max(one.by.says.dated for one in listed)
    if today - newest > policy.firmware_age:
        return Message(_("the list of firmware is of {dated}, which is too old"), {"dated": newest.isoformat()})
    if newer and all(one.order == -1 for one in listed):
        first = min(newer, key=lambda one: one.released)
        more: Blanks = {**blanks, "version": first.version, "day": first.released.isoformat()}
        words = _("{what} is older than {version} of {day}, and the list does not tell what was the newest before it")
        return Message(words, more)
    return None


def _older(first: Listed, blanks: Blanks) -> Message:
    more: Blanks = {
        **blanks,
        "version": first.version,
        "day": first.released.isoformat(),
        "dated": first.by.says.dated.isoformat(),
    }
    return Message(_("{what} is older than {version}, which was released on {day} (list of {dated})"), more)


def _called(firmware: Firmware) -> str:
    return " ".join(filter(None, (firmware.maker, firmware.model, firmware.version)))
