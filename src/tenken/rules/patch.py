"""patch: セキュリティパッチ(最新ファームウェアや更新プログラム)を適用している。

Met:      no security update that was released more than ``grace`` ago is missing, and no newer kernel has been
          waiting that long for a restart. Windows: no build fixed that long ago is newer than the machine's own.
          Where a list of ends of support knows the product: its maker still mends the branch.
Not met:  at least one is, or one has; or support of the branch has ended.
Unknown:  the patch level was not seen lately; the index it was compared with is old or carries no security
          updates; or an update is missing whose release cannot be dated yet. Windows: the imported lists are old, do
          not know the build, or name nothing new for it, so that its support may have ended. Support: the list is old
          or does not know the branch, the edition was not seen, or only an extended support is left.
Source:   checklist 2-6 (R7, R8) and 2-7 (R5, R6); guideline 6.0, system operation 8③ and 8.2.
          No text sets a number of days: ``grace`` is the facility's own rule.
"""

from datetime import date

from tenken.facts.feeds import SupportDates, WindowsRelease, WindowsReleases
from tenken.facts.machines import Firmware, OperatingSystem
from tenken.facts.model import Fact, SubjectId, SubjectKind
from tenken.facts.patches import MissingUpdate, PatchLevel, RunningKernel
from tenken.facts.windows import WindowsBuild
from tenken.rules.model import Exhibits, Finding, Need, Of, Rule, cannot_tell, may, met, need, not_met
from tenken.rules.patches.policy import PatchPolicy
from tenken.rules.patches.support import support_has_not_ended
from tenken.text import Blanks, Message, _, shortened


def no_update_is_overdue(about: SubjectId, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding:
    level, kernel = seen[PatchLevel], seen.get(RunningKernel)
    overdue = [u for u in level.says.missing if today - u.released_by > policy.grace]
    if overdue:
        return _not_met(about, level, overdue, policy)
    waiting = kernel.says.waiting_since if kernel else None
    if kernel and waiting and today - waiting > policy.grace:
        blanks: Blanks = {"kernel": kernel.says.running, "day": waiting.isoformat()}
        because = Message(_("{kernel} still runs; a newer kernel has been waiting for a restart since {day}"), blanks)
        return not_met(about, because, kernel)
    return _unless_unsure(about, level, policy, today)


def _not_met(about: SubjectId, level: Fact[PatchLevel], overdue: list[MissingUpdate], policy: PatchPolicy) -> Finding:
    names = shortened(tuple(update.name for update in overdue))
    blanks: Blanks = {"n": len(overdue), "days": policy.grace.days, "names": names}
    because = Message(_("{n} security updates are more than {days} days late: {names}"), blanks)
    return not_met(about, because, level)


def _unless_unsure(about: SubjectId, level: Fact[PatchLevel], policy: PatchPolicy, today: date) -> Finding:
    says = level.says
    blanks: Blanks = {"index": says.index, "day": says.index_dated.isoformat(), "days": policy.grace.days}
    if not says.index_has_security:
        because = Message(_("the machine's index carries no security updates; an empty list proves nothing"), blanks)
        return cannot_tell(about, because, level)
    if today - says.index_dated > policy.index_age:
        because = Message(_("the machine compares itself with an index of {day}, which is too old"), blanks)
        return cannot_tell(about, because, level)
    undated = [u for u in says.missing if u.released_after is None or today - u.released_after > policy.grace]
    if undated:
        names = shortened(tuple(update.name for update in undated))
        because = Message(
            _("{n} security updates are missing, and since when cannot be told yet: {names}"),
            {"n": len(undated), "names": names},
        )
        return cannot_tell(about, because, level)
    because = Message(_("no security update is more than {days} days late (index of {day})"), blanks)
    return met(about, because, level)


def no_newer_build_is_overdue(about: SubjectId, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding:
    machine, lists = seen[WindowsBuild], seen.every(WindowsReleases)
    says = machine.says
    own = [r for one in lists for r in one.says.releases if r.build == says.build and r.server == says.server]
    overdue = [r for r in own if r.ubr > says.ubr and today - r.released > policy.grace]
    if overdue and not says.hotpatched:
        oldest = min(overdue, key=lambda release: release.released)
        blanks: Blanks = {
            "build": f"{says.build}.{says.ubr}",
            "fixed": f"{oldest.build}.{oldest.ubr}",
            "day": oldest.released.isoformat(),
            "kb": oldest.kb,
        }
        because = Message(_("build {build} lacks the updates since {fixed} ({kb}), published on {day}"), blanks)
        return not_met(about, because, machine, *lists)
    return _unless_list_is_silent(about, seen, own, policy, today)


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


RULES = (
    Rule(
        "patch.no-update-is-overdue",
        SubjectKind.MACHINE,
        (need(PatchLevel), may(RunningKernel)),
        PatchPolicy(),
        no_update_is_overdue,
        not_on="windows",
    ),
    Rule(
        "patch.no-newer-build-is-overdue",
        SubjectKind.MACHINE,
        (need(WindowsBuild), Need(WindowsReleases, None, Of.FACILITY)),
        PatchPolicy(),
        no_newer_build_is_overdue,
        only_on="windows",
    ),
    Rule(
        "patch.support-has-not-ended",
        SubjectKind.MACHINE,
        (
            may(OperatingSystem),
            may(WindowsBuild),
            may(Firmware),
            may(SupportDates, Of.FACILITY),
            may(WindowsReleases, Of.FACILITY),
        ),
        PatchPolicy(),
        support_has_not_ended,
    ),
)
