"""What a page shows of a form as a whole: rows, verdicts as last assessed, answers, and what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tenken.actions.assess import assess_and_keep, find_form
from tenken.actions.past import past_form
from tenken.actions.site import Site
from tenken.answers.model import Answer, ends_form, number_of
from tenken.dates import local_day
from tenken.facts.model import FACILITY
from tenken.facts.vendors import UpdateDuty
from tenken.ledger import logbook
from tenken.ledger.answers import answers_at
from tenken.ledger.lists import count_by_class
from tenken.ledger.recall import facts_about, newest
from tenken.ledger.sheets import Kept, Line, kept, kept_lines
from tenken.ledger.stated import of_the_house
from tenken.rules.model import Standing
from tenken.standard.model import Edition, Form, Row
from tenken.text import Message
from tenken.verdicts.guideline import Decided, decided

FRESH = timedelta(hours=1)
SMALL = 1000
"""Up to so many machines a page may judge anew by itself; larger sites leave it to the work done in time."""


class State(StrEnum):
    """Of a row: what the facility says, held against the evidence."""

    SHOWN = "shown"
    UNSHOWN = "unshown"
    NO = "no"
    OPEN = "open"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True)
class RowView:
    row: Row
    number: str
    verdict: Kept
    answers: tuple[Answer, ...]
    state: State

    @property
    def answer(self) -> Answer | None:
        return self.answers[-1] if self.answers else None

    @property
    def likely_round(self) -> int:
        """The round that one more answer belongs to: a later look at what was いいえ is the second."""
        last = self.answer
        return 2 if last and (last.round == 2 or not last.yes) else 1

    @property
    def doubtful(self) -> bool:
        """Whether はい would go against the evidence, or beyond it."""
        return self.verdict.standing in (Standing.UNKNOWN, Standing.NOT_MET)

    @property
    def first_round(self) -> Answer | None:
        return next((a for a in reversed(self.answers) if a.round == 1), None)

    @property
    def second_round(self) -> Answer | None:
        return next((a for a in reversed(self.answers) if a.round == 2), None)


@dataclass(frozen=True)
class Blocker:
    """A row that keeps the facility from a はい with evidence, and the first reason why."""

    view: RowView
    about: str
    because: Message | None


@dataclass(frozen=True)
class Overview:
    edition: Edition
    form: Form
    as_of: datetime
    rows: tuple[RowView, ...]
    machines: Mapping[str, int]
    ended: bool
    past: bool = False

    def count(self, state: State) -> int:
        return sum(view.state is state for view in self.rows)

    @property
    def year_is_over(self) -> bool:
        """Whether no target date of the edition's year can be given any more."""
        return self.edition.last_day < local_day(self.as_of)

    @property
    def asked(self) -> int:
        return len(self.rows) - self.count(State.NOT_ASKED)


def overview(site: Site, edition: str, form: str, as_of: datetime, *, past: bool = False) -> Overview:
    """The form with its verdicts: now, judged anew where they are old and the site is small; or as of a past moment."""
    known, asked = find_form(site, edition, form)
    sheets, machines = _sheets(site, known.id, asked.id, as_of, past=past)
    given = answers_at(known.id, asked.id, as_of)
    ended = ends_form(asked, [a for answers in given.values() for a in answers])
    rows = tuple(_view(known, row, sheets[row.id], given.get(row.id, ()), ended=ended) for row in asked.rows)
    return Overview(known, asked, min(s.as_of for s in sheets.values()), rows, machines, ended, past)


def lines_of(site: Site, view: Overview, row: str) -> list[Line]:
    """The findings of a row, gravest first, of the same moment as the view."""
    if view.past:
        return past_form(site, view.edition.id, view.form.id, view.as_of).lines(row)
    return kept_lines(view.edition.id, view.form.id, row)


def _sheets(
    site: Site, edition: str, form: str, as_of: datetime, *, past: bool
) -> tuple[Mapping[str, Kept], Mapping[str, int]]:
    if past:
        then = past_form(site, edition, form, as_of)
        return then.sheets, then.machines
    machines = count_by_class()
    return fresh_sheets(site, edition, form, as_of, sum(machines.values())), machines


def fresh_sheets(site: Site, edition: str, form: str, now: datetime, machines: int) -> dict[str, Kept]:
    sheets = kept(edition, form)
    _known, asked = find_form(site, edition, form)
    missing = any(row.id not in sheets for row in asked.rows)
    head = newest()
    old = missing or any(s.head != head or now - s.as_of > FRESH for s in sheets.values())
    if missing or (old and machines <= SMALL):
        assess_and_keep(site, edition, form, now)
        sheets = kept(edition, form)
    return sheets


def blockers(view: Overview, most: int = 6) -> tuple[Blocker, ...]:
    """The rows that need work, gravest first, each with its first reason."""
    order = {State.UNSHOWN: 0, State.OPEN: 1, State.NO: 2}
    open_ = [row for row in view.rows if row.state in order]
    open_.sort(key=lambda row: (order[row.state], not _presses(row), -row.verdict.standing, view.rows.index(row)))
    return tuple(_blocker(row) for row in open_[:most])


def guideline(as_of: datetime, *, past: bool = False) -> Decided:
    """Which volumes of guideline 7.0 bind the facility, from its own statements alone."""
    stated = facts_about(FACILITY, as_of) if past else of_the_house((UpdateDuty,))
    mine = (fact for fact in stated if fact.about == FACILITY and isinstance(fact.says, UpdateDuty))
    return decided(mine, local_day(as_of))


def lately(limit: int = 6, until: datetime | None = None) -> Sequence[logbook.Done]:
    return logbook.lately(limit, until)


def _presses(row: RowView) -> bool:
    return bool(row.verdict.first and row.verdict.first.pressing)


def _blocker(row: RowView) -> Blocker:
    worst = row.verdict.first
    return Blocker(row, worst.name if worst else "", worst.because if worst else None)


def _view(edition: Edition, row: Row, verdict: Kept, answers: tuple[Answer, ...], *, ended: bool) -> RowView:
    state = _state(row, verdict, answers[-1] if answers else None, ended=ended)
    return RowView(row, number_of(edition, row), verdict, answers, state)


def _state(row: Row, verdict: Kept, answer: Answer | None, *, ended: bool) -> State:
    if (ended and not row.gate) or (answer is None and verdict.standing is Standing.OUT_OF_SCOPE):
        return State.NOT_ASKED
    if answer is None:
        return State.OPEN
    if not answer.yes:
        return State.NO
    return State.SHOWN if verdict.standing in (Standing.MET, Standing.OUT_OF_SCOPE) else State.UNSHOWN
