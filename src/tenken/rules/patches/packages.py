"""Systems of packages: by the machine's own index of updates, and by its list of packages against an imported one.

Either may refute. The machine's own index is the better proof, as it covers all that the machine takes packages from.
"""

from datetime import date

from tenken.facts.machines import InstalledSoftware
from tenken.facts.model import Fact, SubjectId
from tenken.facts.patches import MissingUpdate, PatchLevel, RunningKernel
from tenken.rules.model import Exhibits, Finding, Standing, cannot_tell, met, not_met
from tenken.rules.patches.indexes import by_imported_index
from tenken.rules.patches.policy import PatchPolicy
from tenken.text import Blanks, Message, _, shortened


def no_update_is_overdue(about: SubjectId, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding | None:
    """None where there is neither what the machine says of itself nor a list of packages that could be compared."""
    level = seen.get(PatchLevel)
    by_itself = _by_itself(about, level, policy, today) if level else None
    imported = by_imported_index(about, seen, policy, today) if seen.get(InstalledSoftware) else None
    found = [finding for finding in (by_itself, imported) if finding]
    refuting = next((finding for finding in found if finding.standing is Standing.NOT_MET), None)
    waiting = None if refuting else _kernel_waits(about, seen, policy, today)
    proving = next((finding for finding in found if finding.standing is Standing.MET), None)
    return refuting or waiting or proving or next(iter(found), None)


def _by_itself(about: SubjectId, level: Fact[PatchLevel], policy: PatchPolicy, today: date) -> Finding:
    overdue = [update for update in level.says.missing if policy.is_late(update.released_by, today)]
    return _not_met(about, level, overdue, policy) if overdue else _unless_unsure(about, level, policy, today)


def _kernel_waits(about: SubjectId, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding | None:
    kernel = seen.get(RunningKernel)
    waiting = kernel.says.waiting_since if kernel else None
    if kernel is None or waiting is None or not policy.is_late(waiting, today):
        return None
    blanks: Blanks = {"kernel": kernel.says.running, "day": waiting.isoformat()}
    because = Message(_("{kernel} still runs; a newer kernel has been waiting for a restart since {day}"), blanks)
    return not_met(about, because, kernel)


def _not_met(about: SubjectId, level: Fact[PatchLevel], overdue: list[MissingUpdate], policy: PatchPolicy) -> Finding:
    names = shortened(tuple(update.name for update in overdue))
    blanks: Blanks = {"n": len(overdue), "days": policy.grace.days, "names": names}
    because = Message(_("{n} security updates are more than {days} days late: {names}"), blanks)
    return not_met(about, because, level)


def _unless_unsure(about: SubjectId, level: Fact[PatchLevel], policy: PatchPolicy, today: date) -> Finding:
    says = level.says
    blanks: Blanks = {"index": says.index, "day": says.index_dated.isoformat(), "days": policy.grace.days}
    undated = [u for u in says.missing if u.released_after is None or policy.is_late(u.released_after, today)]
    if not says.index_has_security:
        because = Message(_("the machine's index carries no security updates; an empty list proves nothing"), blanks)
    elif today - says.index_dated > policy.index_age:
        because = Message(_("the machine compares itself with an index of {day}, which is too old"), blanks)
    elif undated:
        names = shortened(tuple(update.name for update in undated))
        because = Message(
            _("{n} security updates are missing, and since when cannot be told yet: {names}"),
            {"n": len(undated), "names": names},
        )
    else:
        because = Message(_("no security update is more than {days} days late (index of {day})"), blanks)
        return met(about, because, level)
    return cannot_tell(about, because, level)
