"""回答: given by a named person, beside the verdict as it stood. The program never gives one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tenken.facts.model import LONGEST_NAME
from tenken.forms.workbook import Entry, Mark
from tenken.rules.model import STANDING_NAMES, Standing
from tenken.standard.model import Edition, Form, Row, printed_number
from tenken.text import Blanks, Complaint, Message, _
from tenken.verdicts.assess import Verdict


class AnswerError(Complaint):
    """An answer that is not taken; ``reason`` says why and what it wants."""

    kind = "refused"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a person wants to answer. ``round`` None leaves it to the order of the answers.

    ``after`` is the number of the answer that the person had before their eyes; None asks no such question.
    """

    yes: bool
    by: str
    on: date
    target: date | None = None
    reason: str = ""
    round: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as kept. ``number`` counts the answers to its row; ``standing`` is the verdict's of that moment."""

    edition: str
    form: str
    row: str
    number: int
    round: int
    yes: bool
    by: str
    on: date
    target: date | None
    reason: str
    standing: Standing
    met: int
    total: int
    recorded_at: datetime


def accept(
    edition: Edition,
    form: Form,
    verdict: Verdict,
    proposed: Proposed,
    earlier: Sequence[Answer],
    now: datetime,
    today: date,
) -> Answer:
    """The answer, if the form and the evidence allow it. Raises AnswerError."""
    row = verdict.row
    _refuse_unless_named(proposed, today)
    _refuse_if_overtaken(proposed, earlier)
    if proposed.yes:
        _refuse_unreasoned(verdict, proposed)
    else:
        _refuse_without_target(edition, proposed)
    round_ = proposed.round or _next_round(proposed, earlier)
    if round_ == 2 and not any(a.round == 1 for a in earlier):
        raise AnswerError(_("the second round follows the first; row {row} has no first answer"), row=row.id)
    return Answer(
        edition=edition.id,
        form=form.id,
        row=row.id,
        number=len(earlier) + 1,
        round=round_,
        yes=proposed.yes,
        by=proposed.by.strip(),
        on=proposed.on,
        target=None if proposed.yes else proposed.target,
        reason=proposed.reason.strip(),
        standing=verdict.standing,
        met=verdict.met,
        total=verdict.total,
        recorded_at=now,
    )


def _refuse_unless_named(proposed: Proposed, today: date) -> None:
    if not proposed.by.strip():
        raise AnswerError(_("an answer needs the name of the person who gives it"))
    if len(proposed.by.strip()) > LONGEST_NAME:
        raise AnswerError(_("a name has {n} characters at most"), n=LONGEST_NAME)
    if proposed.on > today:
        raise AnswerError(_("the day of confirmation, {day}, is still to come"), day=proposed.on.isoformat())
    if proposed.round not in (None, 1, 2):
        raise AnswerError(_("there are rounds 1 and 2 only"))


def _refuse_if_overtaken(proposed: Proposed, earlier: Sequence[Answer]) -> None:
    if proposed.after is None or proposed.after == len(earlier):
        return
    last = earlier[-1] if earlier else None
    blanks: Blanks = {
        "by": last.by if last else "－",
        "answer": Message(_("はい") if last and last.yes else _("いいえ")),
    }
    raise AnswerError(_("meanwhile {by} answered {answer}; look at it, then answer again"), **blanks)


def _refuse_unreasoned(verdict: Verdict, proposed: Proposed) -> None:
    if verdict.standing in (Standing.NOT_MET, Standing.UNKNOWN) and not proposed.reason.strip():
        blanks: Blanks = {
            "standing": Message(STANDING_NAMES[verdict.standing]),
            "met": verdict.met,
            "total": verdict.total,
        }
        raise AnswerError(
            _("the evidence says “{standing}” ({met} of {total}); はい against it needs a written reason"), **blanks
        )


def _refuse_without_target(edition: Edition, proposed: Proposed) -> None:
    blanks: Blanks = {"first": edition.first_day.isoformat(), "last": edition.last_day.isoformat()}
    if proposed.target is None:
        raise AnswerError(_("いいえ needs a target date between {first} and {last}"), **blanks)
    if not edition.first_day <= proposed.target <= edition.last_day:
        asked: Blanks = {**blanks, "day": proposed.target.isoformat()}
        raise AnswerError(_("the target date {day} is not inside the fiscal year, {first} to {last}"), **asked)
    if proposed.target < proposed.on:
        both: Blanks = {"day": proposed.target.isoformat(), "on": proposed.on.isoformat()}
        raise AnswerError(_("the target date {day} is before the confirmation on {on}"), **both)


def _next_round(proposed: Proposed, earlier: Sequence[Answer]) -> int:
    """A later look at a row that was いいえ is the second round; anything else corrects the round it is in."""
    if not earlier:
        return 1
    last = earlier[-1]
    return 2 if last.round == 2 or (not last.yes and proposed.on > last.on) else 1


def on_paper(answers: Iterable[Answer]) -> Entry:
    """What stands on the form: of each round the last word, and the target date of a first いいえ."""
    last = {answer.round: answer for answer in answers}
    first, second = last.get(1), last.get(2)
    marks = [Mark(a.yes, a.on) if a else None for a in (first, second)]
    return Entry(marks[0], first.target if first else None, marks[1])


def ends_form(form: Form, answers: Iterable[Answer]) -> bool:
    """Whether the gate row was answered いいえ: then no other row needs an answer."""
    last = [answer for answer in answers if form.gate and answer.row == form.gate.id]
    return bool(last) and not last[-1].yes


def number_of(edition: Edition, row: Row) -> str:
    """The row's number as its form prints it."""
    return printed_number(row.number, edition.numbering)
