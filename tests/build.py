"""What a test does not speak of: ordinary facts, cases and times."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from tenken.facts.documents import DocumentOnFile, DocumentType
from tenken.facts.machines import LedgerEntry
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
from tenken.rules.points import POINTS
from tenken.standard.model import Form, Row, Scope
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


def document(of: DocumentType, **more: Any) -> DocumentOnFile:
    """A paper that is approved, in effect, and says all that such a paper must."""
    usual = {"title": "規程集", "effective": days_ago(30), "approved_by": "院長", "covers": tuple(POINTS[of])}
    return DocumentOnFile(**{"type": of, **usual, **declared(), **more})


def entry(**more: Any) -> LedgerEntry:
    """A machine's line in the ledger, with the columns that the shipped policy asks for."""
    usual = {"machine_class": MachineClass.SERVER, "place": "サーバ室", "owner": "佐藤", "fit_for_use": True}
    return LedgerEntry(**{"title": "EHR-SRV01", **usual, **more})


def row(lineage: str, *applies_to: Scope, **more: Any) -> Row:
    """A row that asks the whole facility, unless told."""
    usual: dict[str, Any] = {"number": "2-1", "section": "2", "wording": "", "due_fiscal_year": None, "asks": {}}
    seen = {"verified": False, "number_verified": False, "evidence": "", "source": ""}
    scopes = applies_to or (Scope.ORGANIZATION,)
    return Row(**{"id": lineage, "lineage": lineage, "applies_to": scopes, **usual, **seen, **more})


def form(*rows: Row, answered_by: str = "facility") -> Form:
    return Form("hospital", "医療機関確認用", answered_by, (), (), rows)
