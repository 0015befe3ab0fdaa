"""The engine: a rule is put only when all it needs was seen lately; else it says what was not, and why."""

from dataclasses import replace
from typing import Any

from tenken.dates import local_day
from tenken.facts.documents import (
    DOCUMENT_NAMES,
    Confirmation,
    DocumentOnFile,
    DocumentType,
    Waiver,
    confirmation_item,
)
from tenken.facts.model import FACILITY, Fact, SubjectId
from tenken.rules.model import Exhibits, Finding, Measured, Need, Of, P, Policy, Rule, Standing
from tenken.text import Blanks, Message, _
from tenken.verdicts.case import AnyFact, Case


def examine(rule: Rule[P], policy: P, about: SubjectId, case: Case) -> Finding | None:
    """One rule on one subject. None where it is for other systems, or can but refute and has nothing to look at."""
    if (rule.only_on or rule.not_on) and not rule.is_for(case.system_of(about)):
        return None
    excluded = case.out_of_scope(about, rule.lineage)
    if excluded:
        blanks: Blanks = {"by": excluded.says.by, "reason": excluded.says.reason}
        because = Message(_("declared out of scope by {by}: {reason}"), blanks)
        return Finding(about, Standing.OUT_OF_SCOPE, because, (excluded,), rule.id)
    finding = _judged(rule, policy, about, case)
    if finding is None:
        return None
    if finding.standing is Standing.UNKNOWN:
        finding = _confirmed(rule.lineage, about, case) or finding
    return replace(finding, rule=rule.id, waiver=_waiver(rule.lineage, about, case))


def _judged(rule: Rule[P], policy: P, about: SubjectId, case: Case) -> Finding | None:
    if rule.only_with and not case.about(FACILITY, rule.only_with):
        return None
    if rule.refutes_only and not any(_facts(need, about, case) for need in rule.needs if not need.kind.lasting):
        return None
    found = {need: _facts(need, about, case) for need in rule.needs}
    seen = {need.kind: tuple([f for f in facts if is_fresh(f, policy, case)]) for need, facts in found.items()}
    lacking = [need for need in rule.needs if need.required and not seen[need.kind]]
    for need in lacking:
        if not any(seen[kind] for kind in need.instead):
            return _not_seen(need, about, found[need], case)
    if rule.refutes_only and not any(facts for kind, facts in seen.items() if not kind.lasting):
        return None
    finding = rule.judge(about, Exhibits(seen), policy, case.today)
    if finding is None and lacking:
        return _not_seen(lacking[0], about, found[lacking[0]], case)
    return finding


def _facts(need: Need, about: SubjectId, case: Case) -> tuple[AnyFact, ...]:
    if need.of is Of.EVERYBODY:
        return case.everybody(need.kind)
    whose = _whose(need.of, about, case)
    if len(whose) == 1:
        facts = case.about(whose[0], need.kind)
    else:
        facts = tuple(fact for one in whose for fact in case.about(one, need.kind))
    if need.item is None:
        return facts
    return tuple([fact for fact in facts if fact.says.item == need.item]) if facts else ()


def _whose(of: Of, about: SubjectId, case: Case) -> tuple[SubjectId, ...]:
    if of is Of.ITS_VENDOR:
        vendor = case.vendor_of.get(about)
        return (vendor,) if vendor else ()
    if of is Of.ITS_MACHINES:
        return case.machines_of.get(about, ())
    return (FACILITY,) if of is Of.FACILITY else (about,)


def is_fresh(fact: AnyFact, policy: Policy, case: Case) -> bool:
    """Papers hold until their review date; measurements as long as the policy says."""
    if fact.says.lasting:
        until = fact.says.good_until
        return until is None or until >= case.today
    limit = policy.fresh_for if isinstance(policy, Measured) else Measured().fresh_for
    return bool(case.as_of - fact.seen_at <= limit)


def _not_seen(need: Need, about: SubjectId, stale: tuple[AnyFact, ...], case: Case) -> Finding:
    because = _why_no_paper(need, stale) if need.kind.lasting else _why_no_measurement(need, about, stale, case)
    return Finding(about, Standing.UNKNOWN, because, stale, stale=bool(stale))


def _why_no_paper(need: Need, stale: tuple[AnyFact, ...]) -> Message:
    what = Message(_name_of(need))
    if stale:
        day = max(fact.says.good_until for fact in stale).isoformat()
        return Message(_("{what}: its review was due on {day}"), {"what": what, "day": day})
    return Message(_("{what}: none is on file"), {"what": what})


def _why_no_measurement(need: Need, about: SubjectId, stale: tuple[AnyFact, ...], case: Case) -> Message:
    """The machine's own refusal says more than that nothing was seen."""
    what = Message(_name_of(need))
    failed = case.failures.get(about)
    if failed and failed.failure:
        blanks: Blanks = {"what": what, "day": local_day(failed.seen_at).isoformat(), "failure": failed.failure}
        return Message(_("{what}: not seen; on {day} {failure}"), blanks)
    withheld = case.withheld.get((about, need.kind.kind))
    if withheld:
        return Message(_("{what}: not seen; {reason}"), {"what": what, "reason": withheld})
    if stale:
        day = local_day(max(fact.seen_at for fact in stale)).isoformat()
        return Message(_("{what}: last seen on {day}"), {"what": what, "day": day})
    return Message(_("{what}: never seen"), {"what": what})


def _name_of(need: Need) -> str:
    if need.kind is DocumentOnFile and need.item:
        return DOCUMENT_NAMES[DocumentType(need.item)]
    return need.kind.name


def _confirmed(lineage: str, about: SubjectId, case: Case) -> Finding | None:
    """A person's word fills what was not seen: the subject's own first, then that for its whole class."""
    wanted = [(about, confirmation_item(lineage))]
    machine_class = case.class_of.get(about)
    if machine_class:
        wanted.append((FACILITY, confirmation_item(lineage, machine_class)))
    for whose, item in wanted:
        for fact in case.about(whose, Confirmation):
            if fact.says.item == item and fact.says.good_until >= case.today:
                return _in_their_words(about, fact)
    return None


def _in_their_words(about: SubjectId, fact: Fact[Confirmation]) -> Finding:
    said = fact.says
    blanks: Blanks = {"by": said.by, "day": said.confirmed_on.isoformat(), "how": said.how}
    if said.holds:
        return Finding(about, Standing.MET, Message(_("{by} confirmed it on {day}: {how}"), blanks), (fact,))
    return Finding(about, Standing.NOT_MET, Message(_("{by} found on {day} that it is not so: {how}"), blanks), (fact,))


def _waiver(lineage: str, about: SubjectId, case: Case) -> Fact[Waiver] | None:
    found: tuple[Fact[Any], ...] = case.about(about, Waiver)
    return next((f for f in found if f.says.lineage == lineage and f.says.until >= case.today), None)
