"""やること as pages show it: with its row, its subject, and whether it looks done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from tenken.actions.mended import mended
from tenken.actions.tasks import TaskError, Wanted
from tenken.answers.model import number_of
from tenken.dates import read_day
from tenken.facts.model import FACILITY, SubjectId, SubjectKind, kind_of
from tenken.ledger.stated import names_of
from tenken.ledger.tasks import Filter, State, Task
from tenken.standard.model import LINEAGE_NAMES, Edition, Form, Row
from tenken.text import _
from tenken.web.frame import current, signer, site, who
from tenken.web.typed import subject, whole

WHEN = {"overdue": _("past its day"), "week": _("within a week"), "undated": _("without a day")}


_PAGES = {SubjectKind.MACHINE: "machine", SubjectKind.VENDOR: "vendor"}


@dataclass(frozen=True)
class Shown:
    """``row`` is (number, address) in the form at hand; ``address`` is the page of what it is about."""

    task: Task
    late: bool
    days: int | None
    lineage: str
    row: tuple[str, str] | None
    name: str
    address: str
    mended: bool

    @property
    def late_by(self) -> int:
        return -self.days if self.days is not None else 0


def shown(request: HttpRequest, tasks: Sequence[Task], today: date) -> list[Shown]:
    edition, form = form_at_hand(request)
    names, done = names_of(t.about for t in tasks if t.about), mended(edition, form, tasks)
    rows = {row.lineage: row for row in reversed(form.rows)}
    return [
        Shown(
            task=one,
            late=one.is_late(today),
            days=(one.due - today).days if one.due else None,
            lineage=LINEAGE_NAMES.get(one.lineage, ""),
            row=_row(edition, form, rows.get(one.lineage)),
            name=names.get(one.about) or one.about.partition(":")[2],
            address=_address(one.about),
            mended=one.number in done,
        )
        for one in tasks
    ]


def form_at_hand(request: HttpRequest) -> tuple[Edition, Form]:
    edition, form = current(request)
    known = site().edition(edition)
    return known, known.form(form)


def lineages(edition: Edition, form: Form) -> list[tuple[str, str, str]]:
    """(lineage, number of its first row, name) in the order of the form."""
    rows = {row.lineage: row for row in reversed(form.rows)}
    ordered = dict.fromkeys(row.lineage for row in form.rows)
    return [(lineage, number_of(edition, rows[lineage]), LINEAGE_NAMES[lineage]) for lineage in ordered]


def me(request: HttpRequest) -> tuple[str, ...]:
    """The names under which the signed-in person has tasks."""
    return tuple(dict.fromkeys(name for name in (who(request), signer(request)) if name))


def filter_of(request: HttpRequest, typed: QueryDict) -> Filter:
    owner, state = typed.get("owner", ""), typed.get("state", State.OPEN)
    return Filter(
        state=state if state in (*State, "") else State.OPEN,
        owners=me(request) if owner == "me" else (owner[:200],) if owner else (),
        when=typed.get("when", "") if typed.get("when", "") in WHEN else "",
        words=typed.get("q", "").strip()[:100],
        lineage=typed.get("row", "") if typed.get("row", "") in LINEAGE_NAMES else "",
        about=subject(typed.get("about", "")),
    )


def wanted_of(request: HttpRequest, typed: QueryDict) -> Wanted:
    """What was typed. Raises TaskError, DateError."""
    due = typed.get("due", "").strip()
    about = subject(typed.get("about", ""))
    return Wanted(
        title=typed.get("title", ""),
        note=typed.get("note", "").strip(),
        about=SubjectId("") if about == FACILITY else about,
        lineage=lineage_of(request, typed.get("row", "")),
        owner=typed.get("owner", ""),
        due=read_day(due) if due else None,
        every=whole(typed.get("every", ""), 0),
    )


def lineage_of(request: HttpRequest, row: str) -> str:
    """A row of the form at hand by its lineage, its id or its printed number. Raises TaskError."""
    if not row or row in LINEAGE_NAMES:
        return row
    _edition, form = form_at_hand(request)
    try:
        return form.row(row).lineage
    except KeyError:
        beside = [form.row(name).lineage for name in form.beside(row)]
        if beside:
            return beside[0]
    raise TaskError(_("the form has no row {row}"), row=row[:40])


def _row(edition: Edition, form: Form, row: Row | None) -> tuple[str, str] | None:
    return (number_of(edition, row), reverse("row", args=[edition.id, form.id, row.id])) if row else None


def _address(about: SubjectId) -> str:
    page = _PAGES.get(kind_of(about)) if about else None
    return reverse(page, args=[about]) if page else ""


def by_owner(tasks: Iterable[Shown]) -> dict[str, list[Shown]]:
    """In the order of names, those of nobody last."""
    found: dict[str, list[Shown]] = {}
    for one in sorted(tasks, key=lambda shown: (not shown.task.owner, shown.task.owner)):
        found.setdefault(one.task.owner, []).append(one)
    return found
