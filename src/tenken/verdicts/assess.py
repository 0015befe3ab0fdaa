"""From rows to verdicts: each rule is put to each subject in scope; the worst finding is the row's standing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tenken.facts.model import FACILITY, MachineClass, SubjectId, SubjectKind
from tenken.rules import LINEAGES
from tenken.rules.model import Finding, Policy, Rule, Standing
from tenken.rules.policy import in_force
from tenken.standard.model import SCOPE_NAMES, Form, Row, Scope
from tenken.text import Blanks, Message, _
from tenken.verdicts.case import Case
from tenken.verdicts.examine import examine
from tenken.verdicts.vendor_form import findings_of_vendors


@dataclass(frozen=True)
class Verdict:
    """判定: a row, and the findings it rests on."""

    row: Row
    findings: tuple[Finding, ...]

    @cached_property
    def standing(self) -> Standing:
        """The worst of the findings. A row of which nothing was found is 判定不能."""
        return max((finding.standing for finding in self.findings), default=Standing.UNKNOWN)

    @cached_property
    def by_subject(self) -> dict[SubjectId, Standing]:
        worst: dict[SubjectId, Standing] = {}
        for finding in self.findings:
            worst[finding.about] = max(finding.standing, worst.get(finding.about, Standing.OUT_OF_SCOPE))
        return worst

    @cached_property
    def total(self) -> int:
        """Subjects that the row concerns."""
        return sum(standing is not Standing.OUT_OF_SCOPE for standing in self.by_subject.values())

    @cached_property
    def met(self) -> int:
        return sum(standing is Standing.MET for standing in self.by_subject.values())


def assess(edition: str, form: Form, case: Case) -> tuple[Verdict, ...]:
    """A verdict for every row of the form, in its order."""
    return tuple(assess_row(edition, form, row, case) for row in form.rows)


def assess_row(edition: str, form: Form, row: Row, case: Case) -> Verdict:
    if form.answered_by == "vendor":
        return Verdict(row, tuple(findings_of_vendors(edition, row, case)))
    rules = LINEAGES.get(row.lineage, ())
    return Verdict(row, tuple(f for rule in rules for f in _put(rule, row, case)))


def assess_subject(form: Form, about: SubjectId, case: Case) -> tuple[tuple[Row, Finding], ...]:
    """What every row has to say about one machine: all that must be judged anew when it alone changed."""
    machine_class = case.class_of.get(about)
    anywhere = machine_class is MachineClass.UNKNOWN
    rows = [row for row in form.rows if machine_class and (anywhere or machine_class.value in row.applies_to)]
    return tuple(
        (row, finding)
        for row in rows
        for rule in LINEAGES.get(row.lineage, ())
        if rule.about is SubjectKind.MACHINE and (policy := policy_for(rule, row, case))
        if (finding := examine(rule, policy, about, case))
    )


def policy_for(rule: Rule[Any], row: Row, case: Case) -> Policy | None:
    """The policy in force for a rule on a row; None where the row does not ask what the rule is about."""
    policy: Policy = rule.policy
    settings = {k: v for k, v in case.settings.get(rule.lineage, {}).items() if hasattr(policy, k)}
    asks = {k: v for k, v in row.asks.items() if hasattr(policy, k)}
    policy = in_force(policy, settings, asks)
    return policy if not rule.asked_if or getattr(policy, rule.asked_if) else None


def _put(rule: Rule[Any], row: Row, case: Case) -> Iterator[Finding]:
    policy = policy_for(rule, row, case)
    if policy is None:
        return
    for scope, subjects in _subjects(rule.about, row, case):
        if not subjects and _asks_everybody(rule):
            yield _nobody(rule, scope, case)
        for about in subjects:
            finding = examine(rule, policy, about, case)
            if finding:
                yield finding


def _subjects(kind: SubjectKind, row: Row, case: Case) -> Iterator[tuple[str, Sequence[SubjectId]]]:
    if kind is SubjectKind.FACILITY:
        yield "", (FACILITY,)
    elif kind is SubjectKind.VENDOR:
        yield "vendor", case.contracted_vendors
    elif kind is SubjectKind.SYSTEM:
        yield "system", case.systems
    else:
        for scope in row.applies_to:
            yield scope, case.machines.get(MachineClass(scope), ())
        unclassed = case.machines.get(MachineClass.UNKNOWN, ())
        if unclassed:
            yield MachineClass.UNKNOWN, unclassed


_EMPTY = {
    "vendor": _("no vendor contract is registered"),
    "system": _("no medical information system is registered yet"),
}


def _asks_everybody(rule: Rule[Any]) -> bool:
    """Others are for some systems, or may be silent; that nobody is there is said once, by the rule that asks all."""
    return not rule.only_on and any(need.required for need in rule.needs)


def _nobody(rule: Rule[Any], scope: str, case: Case) -> Finding:
    """An empty ledger proves nothing until a person declares that there is none."""
    declared = case.none_here(scope)
    if declared:
        blanks: Blanks = {"by": declared.says.by, "reason": declared.says.reason}
        because = Message(_("{by} declared that there is none: {reason}"), blanks)
        return Finding(FACILITY, Standing.OUT_OF_SCOPE, because, (declared,), rule.id)
    if scope in _EMPTY:
        return Finding(FACILITY, Standing.UNKNOWN, Message(_EMPTY[scope]), (), rule.id)
    because = Message(_("the ledger lists no {what}"), {"what": Message(SCOPE_NAMES[Scope(scope)])})
    return Finding(FACILITY, Standing.UNKNOWN, because, (), rule.id)
