"""What changed in verdicts: of rows since a week ago, and of a row's subjects since a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tenken.actions.overview import Overview, RowView, lines_of
from tenken.actions.past import past_form
from tenken.actions.site import Site
from tenken.dates import end_of, local_day
from tenken.ledger.days import Day, day_before
from tenken.ledger.sheets import Line
from tenken.rules.model import Standing
from tenken.text import Message

LATELY = timedelta(days=7)


@dataclass(frozen=True)
class RowChange:
    """A row that came to another verdict than on ``before.day``, or to the same one of other counts."""

    row: RowView
    before: Day

    @property
    def way(self) -> str:
        """``worse``, ``better``, or ``counts`` where only the counts moved."""
        then, now = self.before.standing, self.row.verdict.standing
        if then is now:
            return "counts"
        return "worse" if now > then else "better"


@dataclass(frozen=True)
class Lately:
    """``since`` is the day compared with; None while there is none before today."""

    since: date | None
    changes: Sequence[RowChange]


@dataclass(frozen=True)
class SubjectChange:
    """A subject of a row whose verdict is another than then; None where the row did not ask about it."""

    about: str
    name: str
    column: str
    before: Standing | None
    after: Standing | None
    because: Message | None

    @property
    def worse(self) -> bool:
        return (self.after or Standing.OUT_OF_SCOPE) > (self.before or Standing.OUT_OF_SCOPE)


def lately_changed(view: Overview) -> Lately:
    """Verdicts that changed first, the worse ones before the better; then those of other counts."""
    today = local_day(view.as_of)
    then = day_before(view.edition.id, view.form.id, today - LATELY)
    since = next((day.day for day in then.values()), None)
    if since is None or since >= today:
        return Lately(None, ())
    changes = [RowChange(row, then[row.row.id]) for row in view.rows if row.row.id in then]
    moved = [change for change in changes if _differs(change)]
    order = ("worse", "better", "counts")
    return Lately(since, sorted(moved, key=lambda change: order.index(change.way)))


def changed_subjects(site: Site, view: Overview, row: str, since: date) -> list[SubjectChange]:
    """Of which subjects a row says something else than at the end of a day; the ones that got worse first."""
    before = _worst(past_form(site, view.edition.id, view.form.id, end_of(since)).lines(row))
    after = _worst(lines_of(site, view, row))
    changes = [_change(about, before.get(about), after.get(about)) for about in {**after, **before}]
    moved = [change for change in changes if change.before is not change.after]
    return sorted(moved, key=lambda change: (not change.worse, change.name))


def _differs(change: RowChange) -> bool:
    then, now = change.before, change.row.verdict
    return (then.standing, then.met, then.total) != (now.standing, now.met, now.total)


def _worst(lines: Iterable[Line]) -> Mapping[str, Line]:
    """Lines come gravest first, so the first of a subject is its worst."""
    found: dict[str, Line] = {}
    for line in lines:
        found.setdefault(line.about, line)
    return found


def _change(about: str, before: Line | None, after: Line | None) -> SubjectChange:
    known = [line for line in (after, before) if line]
    return SubjectChange(
        about,
        known[0].name,
        known[0].column,
        Standing(before.standing) if before else None,
        Standing(after.standing) if after else None,
        after.because if after else None,
    )
