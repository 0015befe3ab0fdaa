"""Windows: whether a build that was fixed long ago is newer than the machine's own."""

from datetime import date

from tenken.facts.feeds import WindowsRelease, WindowsReleases
from tenken.facts.model import SubjectId
from tenken.facts.windows import WindowsBuild
from tenken.rules.model import Exhibits, Finding, cannot_tell, met, not_met
from tenken.rules.patches.exploited import ranked
from tenken.rules.patches.policy import PatchPolicy
from tenken.text import Blanks, Message, _


def no_newer_build_is_overdue(about: SubjectId, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding:
    machine, lists = seen[WindowsBuild], seen.every(WindowsReleases)
    says = machine.says
    own = [r for one in lists for r in one.says.releases if r.build == says.build and r.server == says.server]
    newer = [] if says.hotpatched else [release for release in own if release.ubr > says.ubr]
    overdue = [release for release in newer if policy.is_late(release.released, today)]
    finding = (
        _not_met(about, seen, min(overdue, key=lambda release: release.released))
        if overdue
        else _unless_list_is_silent(about, seen, own, policy, today)
    )
    return ranked(finding, (cve for release in newer for cve in release.cves), seen)


def _not_met(about: SubjectId, seen: Exhibits, oldest: WindowsRelease) -> Finding:
    machine, lists = seen[WindowsBuild], seen.every(WindowsReleases)
    blanks: Blanks = {
        "build": f"{machine.says.build}.{machine.says.ubr}",
        "fixed": f"{oldest.build}.{oldest.ubr}",
        "day": oldest.released.isoformat(),
        "kb": oldest.kb,
    }
    because = Message(_("build {build} lacks the updates since {fixed} ({kb}), published on {day}"), blanks)
    return not_met(about, because, machine, *lists)


def _unless_list_is_silent(
    about: SubjectId, seen: Exhibits, own: list[WindowsRelease], policy: PatchPolicy, today: date
) -> Finding:
    machine, lists = seen[WindowsBuild], seen.every(WindowsReleases)
    newest = max(fact.says.dated for fact in lists)
    last = max((release.released for release in own), default=None)
    blanks: Blanks = {"build": f"{machine.says.build}.{machine.says.ubr}", "day": newest.isoformat()}
    if machine.says.hotpatched:
        because = Message(_("build {build} is updated without restart; its revisions cannot be compared"), blanks)
    elif last is None:
        because = Message(_("the imported lists of updates name nothing for build {build}"), blanks)
    elif today - newest > policy.list_age:
        because = Message(_("the newest imported list of updates is of {day}, which is too old"), blanks)
    elif newest - last > policy.list_age:
        ended: Blanks = {**blanks, "last": last.isoformat()}
        because = Message(_("nothing was published for build {build} since {last}; its support may have ended"), ended)
    else:
        because = Message(_("build {build} has every update older than the grace (list of {day})"), blanks)
        return met(about, because, machine, *lists)
    return cannot_tell(about, because, machine, *lists)
