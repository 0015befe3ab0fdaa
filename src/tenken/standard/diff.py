"""What a new edition added, dropped, renumbered and reworded, told by lineage."""

from collections import defaultdict
from dataclasses import dataclass

from tenken.standard.model import Edition, Form, Row


@dataclass(frozen=True, slots=True)
class Change:
    """``what`` is added, gone, renumbered, reworded, rescoped or reasked; ``old`` or ``new`` is empty at the ends."""

    form: str
    lineage: str
    what: str
    old: tuple[Row, ...]
    new: tuple[Row, ...]


def diff(old: Edition, new: Edition) -> tuple[Change, ...]:
    """All changes, form by form, in the order of the newer form."""
    changes: list[Change] = []
    for form in new.forms:
        for name in (form.id, *form.also):
            before = next((f for f in old.forms if name in (f.id, *f.also)), None)
            if before:
                changes += _diff_forms(before, form)
    return tuple(changes)


def _diff_forms(old: Form, new: Form) -> list[Change]:
    before, after = _by_lineage(old), _by_lineage(new)
    order = [*after, *(lineage for lineage in before if lineage not in after)]
    return [
        Change(old.id, lineage, what, before.get(lineage, ()), after.get(lineage, ()))
        for lineage in order
        for what in _changed(before.get(lineage, ()), after.get(lineage, ()))
    ]


def _by_lineage(form: Form) -> dict[str, tuple[Row, ...]]:
    found = defaultdict[str, list[Row]](list)
    for row in form.rows:
        found[row.lineage].append(row)
    return {lineage: tuple(rows) for lineage, rows in found.items()}


def _changed(old: tuple[Row, ...], new: tuple[Row, ...]) -> list[str]:
    if not old:
        return ["added"]
    if not new:
        return ["gone"]
    differs = {
        "renumbered": {row.number for row in old} != {row.number for row in new},
        "reworded": {row.wording for row in old} != {row.wording for row in new},
        "rescoped": {row.applies_to for row in old} != {row.applies_to for row in new},
        "reasked": _asks(old) != _asks(new),
    }
    return [what for what, really in differs.items() if really]


def _asks(rows: tuple[Row, ...]) -> list[str]:
    """What the rows ask of their rules beyond the policy, each once."""
    return sorted({repr(sorted(row.asks.items())) for row in rows})
