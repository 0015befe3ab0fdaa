"""質問の割り当て: an officer puts rows of the form to a named person, who answers them and sees nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from tenken.actions.accounts import named
from tenken.actions.answer import answer, find_row
from tenken.actions.assess import find_form
from tenken.actions.site import Site
from tenken.answers.model import Answer, Proposed
from tenken.dates import local_day
from tenken.ledger import accounts, asked, logbook
from tenken.ledger.accounts import Person
from tenken.ledger.asked import Asked
from tenken.ledger.people import Role
from tenken.ledger.writing import LedgerError, alone
from tenken.text import Complaint, _

ANSWERING = frozenset({Role.ADMINISTRATOR, Role.OFFICER, Role.AUDITOR, Role.ANSWERER})
"""Who may be asked."""
VERBS: Mapping[str, str] = {
    "ask": _("question put to somebody"),
    "take back question": _("question taken back"),
}
"""What the logbook says of questions that are put to people."""


class AskError(Complaint):
    """Rows cannot be put to this person so; the message says what is missing."""


@dataclass(frozen=True)
class Put:
    """Which rows are put to whom, until when."""

    edition: str
    form: str
    rows: Sequence[str]
    to: int
    due: date | None
    note: str = ""


def may_be_asked(now: datetime) -> list[Person]:
    """By furigana; those who do nothing but answer come first."""
    found = [one for one in accounts.people(now) if one.active and one.role in ANSWERING]
    return sorted(found, key=lambda one: one.role is not Role.ANSWERER)


def ask(site: Site, wanted: Put, by: str, now: datetime) -> int:
    """Put the rows to the person; how many are new. Raises AskError, EditionError."""
    known, form = find_form(site, wanted.edition, wanted.form)
    person = next((one for one in may_be_asked(now) if one.number == wanted.to), None)
    if person is None:
        raise AskError(_("choose who is to answer"))
    if not wanted.rows:
        raise AskError(_("tick at least one question"))
    if form.answered_by == "vendor":
        raise AskError(_("this form is answered by vendors"))
    if wanted.due and wanted.due < local_day(now):
        raise AskError(_("the day {day} is over already"), day=wanted.due.isoformat())
    rows = [find_row(form, name).id for name in wanted.rows]
    one = Asked(0, known.id, form.id, "", wanted.to, "", wanted.due, wanted.note.strip()[:500], by, now, None, None)
    with alone():
        new = sum(asked.put(replace(one, row=row)) for row in rows)
        user = accounts.account_of(wanted.to)
        for row in rows:
            logbook.note(now, by, "ask", f"{known.id} {form.id} {row}", named(user).partition(":")[2])
    return new


def take_back(number: int, by: str, now: datetime) -> None:
    """Raises LedgerError where it is answered or was taken back."""
    with alone():
        one = asked.question(number)
        asked.close(number, now)
        logbook.note(now, by, "take back question", f"{one.edition} {one.form} {one.row}", one.name)


def answer_question(site: Site, number: int, user: int, proposed: Proposed, now: datetime) -> Answer:
    """An answer by whoever was asked, under that person's own name. Raises AnswerError, LedgerError."""
    with alone():
        one = own_question(number, user)
        if one.closed_at:
            raise LedgerError(_("this question is closed already"))
        given = answer(site, one.edition, one.form, one.row, replace(proposed, by=one.name), now)
        asked.close(number, now, given.number)
    return given


def own_question(number: int, user: int) -> Asked:
    """Raises LedgerError for one that was put to somebody else, as for one that there is not."""
    one = asked.question(number)
    if one.to != user:
        raise LedgerError(_("there is no such question"))
    return one
