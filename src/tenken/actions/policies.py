"""規準: every field of every policy, its own value, and what another would do before it is kept."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tenken.facts.documents import PolicySetting
from tenken.facts.model import FACILITY, Fact, ObservationId, SubjectId
from tenken.ledger.recall import case_at, facts_of
from tenken.rules.model import Standing
from tenken.rules.policy import Field, PolicyError
from tenken.standard.model import Edition, Form, Row
from tenken.text import _
from tenken.verdicts.assess import assess_row
from tenken.verdicts.case import Case
from tenken.verdicts.settings import all_fields, check_setting

NAMED = 5
"""So many subjects are named whose verdict would change."""


@dataclass(frozen=True)
class Setting:
    """``asked`` is what a row of the form at hand asks; that stands before the facility's own value."""

    name: str
    lineage: str
    field: Field
    own: Fact[PolicySetting] | None
    asked: Any = None


@dataclass(frozen=True)
class Effect:
    """What would become of one row. ``changes`` counts subjects by (before, after); ``named`` are the first of them."""

    row: Row
    before: Standing
    after: Standing
    changes: Mapping[tuple[Standing, Standing], int]
    named: tuple[str, ...]


def settings(form: Form, now: datetime) -> tuple[tuple[str, tuple[Setting, ...]], ...]:
    """(lineage, its fields), those of the form first and in its order."""
    own = {fact.says.field: fact for fact in facts_of(PolicySetting, now, FACILITY)}
    asks = {row.lineage: row.asks for row in reversed(form.rows)}
    found: dict[str, list[Setting]] = {row.lineage: [] for row in form.rows}
    for name, field in all_fields():
        lineage = name.partition(".")[0]
        asked = asks.get(lineage, {}).get(field.name)
        found.setdefault(lineage, []).append(Setting(name, lineage, field, own.get(name), asked))
    return tuple((lineage, tuple(fields)) for lineage, fields in found.items() if fields)


def setting(form: Form, name: str, now: datetime) -> Setting:
    """Raises PolicyError for a field that there is not."""
    for _lineage, fields in settings(form, now):
        for one in fields:
            if one.name == name:
                return one
    raise PolicyError(_("{field}: there is no such setting"), field=name[:60])


def preview(edition: Edition, form: Form, name: str, value: str | None, now: datetime) -> tuple[Effect, ...]:
    """What this value, or none of the facility's own, would change in the rows of the form. Raises PolicyError."""
    if value is not None:
        check_setting(name, value)
    before = case_at(now)
    after = _with(before, name, value)
    rows = [row for row in form.rows if row.lineage == name.partition(".")[0]]
    return tuple(_effect(edition, form, row, before, after) for row in rows)


def _with(case: Case, name: str, value: str | None) -> Case:
    key = (FACILITY, PolicySetting)
    others = tuple(fact for fact in case.about(FACILITY, PolicySetting) if fact.says.field != name)
    if value is not None:
        says = PolicySetting(by="", confirmed_on=case.today, field=name, value=value, reason="")
        others = (*others, Fact(0, FACILITY, says, case.as_of, ObservationId(0)))
    return replace(case, facts={**case.facts, key: others})


def _effect(edition: Edition, form: Form, row: Row, before: Case, after: Case) -> Effect:
    old, new = (assess_row(edition.id, form, row, case) for case in (before, after))
    subjects = [*new.by_subject, *(about for about in old.by_subject if about not in new.by_subject)]
    changed = {about: pair for about in subjects if (pair := _pair(old.by_subject, new.by_subject, about))}
    names = tuple(before.names.get(about, "") for about in list(changed)[:NAMED])
    return Effect(row, old.standing, new.standing, dict(Counter(changed.values())), names)


def _pair(
    old: Mapping[SubjectId, Standing], new: Mapping[SubjectId, Standing], about: SubjectId
) -> tuple[Standing, Standing] | None:
    """Who is not asked any more counts as out of scope."""
    pair = old.get(about, Standing.OUT_OF_SCOPE), new.get(about, Standing.OUT_OF_SCOPE)
    return pair if pair[0] is not pair[1] else None
