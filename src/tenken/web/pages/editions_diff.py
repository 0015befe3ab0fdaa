"""版の違い: what a newer edition added, dropped, renumbered and reworded, with the earlier answers beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.answers.model import Answer, number_of
from tenken.ledger.answers import answers_at
from tenken.standard.diff import diff
from tenken.standard.load import EditionError, edition_names
from tenken.standard.model import Edition, Form, Row
from tenken.text import Message, _
from tenken.web.frame import current, looked_at, site
from tenken.web.plain import setting_name
from tenken.web.reworded import Marked, marked, nearest

WHATS: Mapping[str, str] = {
    "added": _("added"),
    "gone": _("dropped"),
    "reworded": _("reworded"),
    "renumbered": _("renumbered"),
    "rescoped": _("asked of other machines"),
    "reasked": _("judged by other settings"),
}


@dataclass(frozen=True)
class Side:
    """A row of one of the editions, its wording marked, and what was answered to it."""

    number: str
    row: Row
    wording: Marked
    answer: Answer | None


@dataclass(frozen=True)
class Shift:
    """All that changed of one lineage. ``asks`` are settings: before and after, as the edition's rows set them."""

    lineage: str
    name: str
    whats: Sequence[str]
    old: Sequence[Side]
    new: Sequence[Side]
    asks: Sequence[tuple[Message, str, str]]


def editions_diff(request: HttpRequest) -> HttpResponse:
    before, after = _editions(request)
    _edition, form = current(request)
    old, new = _form(before, form), _form(after, form)
    moment = looked_at(request)
    given = {e.id: answers_at(e.id, f.id, moment.as_of) for e, f in ((before, old), (after, new))}
    shifts = _shifts(before, old, after, new, given)
    context = {
        "old": before,
        "new": after,
        "form": new,
        "shifts": shifts,
        "counts": [(name, sum(what in shift.whats for shift in shifts)) for what, name in WHATS.items()],
        "whats": WHATS,
        "same": len({row.lineage for row in new.rows}) - sum("gone" not in shift.whats for shift in shifts),
        "known": [site().edition(name) for name in edition_names(site().config.imported_editions)],
    }
    return render(request, "checklist/diff.html", context)


def _editions(request: HttpRequest) -> tuple[Edition, Edition]:
    """The two that the address names; else the one that is open and the year before it."""
    opened, _form_id = current(request)
    try:
        after = site().edition(request.GET.get("to") or opened)
        before = site().edition(request.GET.get("from") or _year_before(after))
    except EditionError as error:
        raise Http404(str(error)) from error
    return before, after


def _year_before(edition: Edition) -> str:
    names = edition_names(site().config.imported_editions)
    older = [one for one in map(site().edition, names) if one.fiscal_year < edition.fiscal_year]
    return max(older, key=lambda one: one.fiscal_year).id if older else edition.id


def _form(edition: Edition, name: str) -> Form:
    """The form of this name; where an edition parts or joins forms otherwise, the one that shares a name with it."""
    opened = {name, *(also for one in edition.forms if name in (one.id, *one.also) for also in one.also)}
    parts = {"hospital_pharmacy": "hospital"}
    wanted = opened | {parts.get(name, name)}
    return next((form for form in edition.forms if wanted & {form.id, *form.also}), edition.forms[0])


def _shifts(
    before: Edition, old: Form, after: Edition, new: Form, given: Mapping[str, Mapping[str, tuple[Answer, ...]]]
) -> list[Shift]:
    whats: dict[str, list[str]] = {}
    rows: dict[str, tuple[tuple[Row, ...], tuple[Row, ...]]] = {}
    for change in diff(before, after):
        if change.form == old.id and all(row in new.rows for row in change.new):
            kinds = whats.setdefault(change.lineage, [])
            kinds += [change.what] if change.what not in kinds else []
            rows[change.lineage] = (change.old, change.new)
    return [
        Shift(
            lineage,
            (was or now)[0].short,
            whats[lineage],
            [_side(before, row, [r.wording for r in now], given[before.id], gone=True) for row in was],
            [_side(after, row, [r.wording for r in was], given[after.id], gone=False) for row in now],
            _asks(lineage, was, now),
        )
        for lineage, (was, now) in rows.items()
    ]


def _side(
    edition: Edition, row: Row, others: Sequence[str], given: Mapping[str, tuple[Answer, ...]], *, gone: bool
) -> Side:
    other = nearest(row.wording, others)
    wording: Marked = [(False, row.wording)]
    if other:
        wording = marked(row.wording, other)[0] if gone else marked(other, row.wording)[1]
    answers = given.get(row.id, ())
    return Side(number_of(edition, row), row, wording, answers[-1] if answers else None)


def _asks(lineage: str, old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Message, str, str]]:
    before = {key: value for row in old for key, value in row.asks.items()}
    after = {key: value for row in new for key, value in row.asks.items()}
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return [(_named(lineage, key), _plain(before.get(key)), _plain(after.get(key))) for key in changed]


def _named(lineage: str, key: str) -> Message:
    try:
        return setting_name(f"{lineage}.{key}")
    except KeyError:
        return Message("{key}", {"key": key})


def _plain(value: Any) -> str:
    if value is None:
        return "－"
    if isinstance(value, list):
        return f"{len(value)}"
    return {True: "○", False: "×"}.get(value, str(value)) if isinstance(value, bool) else str(value)
