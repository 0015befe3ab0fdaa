"""What a test does not speak of: ordinary facts, cases and times."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from tenken.facts.model import (
    FACILITY,
    Fact,
    MachineClass,
    ObservationId,
    Statement,
    SubjectId,
    SubjectKind,
    kind_of,
)
from tenken.rules import LINEAGES
from tenken.rules.model import Finding, Rule
from tenken.verdicts.case import Case
from tenken.verdicts.examine import examine

NOW = datetime(2025, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2025, 11, 20)
SERVER = SubjectId("machine:ehr-srv01")
OTHER_SERVER = SubjectId("machine:ehr-srv02")
ROUTER = SubjectId("machine:edge-rtr")
VENDOR = SubjectId("vendor:北斗システム")
SYSTEM = SubjectId("system:電子カルテ")

_ids = count(1)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def fact(says: Statement, about: SubjectId = FACILITY, seen: timedelta = timedelta(0)) -> Fact[Any]:
    """A fact last seen ``seen`` before now."""
    return Fact(next(_ids), about, says, NOW - seen, ObservationId(next(_ids)))


def case(*facts: Fact[Any], machines: Mapping[SubjectId, MachineClass] | None = None, **more: Any) -> Case:
    """A case of these facts. Subjects are those that facts speak of, machines being servers unless told."""
    by_key = defaultdict[tuple[SubjectId, type[Statement]], list[Fact[Any]]](list)
    for one in facts:
        by_key[one.about, type(one.says)].append(one)
    subjects = sorted({one.about for one in facts} | set(machines or ()))
    classes = {s: MachineClass.SERVER for s in subjects if kind_of(s) is SubjectKind.MACHINE} | dict(machines or {})
    return Case(
        as_of=more.pop("as_of", NOW),
        names={subject: subject.partition(":")[2] or "facility" for subject in subjects},
        machines={c: tuple(s for s, of in classes.items() if of is c) for c in MachineClass},
        vendors=tuple(s for s in subjects if kind_of(s) is SubjectKind.VENDOR),
        systems=tuple(s for s in subjects if kind_of(s) is SubjectKind.SYSTEM),
        facts={key: tuple(found) for key, found in by_key.items()},
        **more,
    )


def rule(rule_id: str) -> Rule[Any]:
    """The rule of this id, from the written list."""
    return next(r for rules in LINEAGES.values() for r in rules if r.id == rule_id)


def finding(rule_id: str, about: SubjectId, *facts: Fact[Any], policy: Any = None, **more: Any) -> Finding:
    """What a rule says of a subject, put by the engine as in life."""
    asked = rule(rule_id)
    found = examine(asked, policy or asked.policy, about, case(*facts, **more))
    assert found is not None
    return found


def declared(**more: Any) -> dict[str, Any]:
    """What every statement of a person carries."""
    return {"by": "佐藤", "confirmed_on": days_ago(10), **more}
