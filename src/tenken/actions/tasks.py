"""やること: open a task, change it, settle it; one that comes again opens its next."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tenken.actions.rhythms import RHYTHMS, own_interval, rhythm_of
from tenken.dates import local_day
from tenken.facts.model import SubjectId
from tenken.ledger import logbook, reminders
from tenken.ledger.tasks import SOON, Source, State, Task, due_by, keep, next_number, task
from tenken.ledger.writing import LedgerError, writing
from tenken.text import Complaint, Message, _

MOST = 200


class TaskError(Complaint):
    """The task cannot be kept as it was typed; the message says what is missing."""


@dataclass(frozen=True)
class Wanted:
    """What a person says of a task. ``every`` is one of RHYTHMS."""

    title: str
    note: str = ""
    about: SubjectId = SubjectId("")
    lineage: str = ""
    owner: str = ""
    due: date | None = None
    every: int = 0


def open_task(wanted: Wanted, source: Source, by: str, now: datetime, origin: str = "") -> Task:
    """Raises TaskError."""
    tidy = _checked(wanted)
    with writing(now):
        return opened(tidy, source, by, now, origin)


def change_task(number: int, after: int, wanted: Wanted, by: str, now: datetime) -> Task:
    """Say something else of a task. ``after`` is the version that was looked at. Raises TaskError, LedgerError."""
    tidy = _checked(wanted)
    with writing(now):
        old = _present(number, after)
        new = replace(
            old, version=old.version + 1, at=now, by=by, title=tidy.title, note=tidy.note, about=tidy.about,
            lineage=tidy.lineage, owner=tidy.owner, due=tidy.due, every=tidy.every,
        )  # fmt: skip
        if replace(new, version=old.version, at=old.at, by=old.by) == old:
            return old
        keep(new)
        logbook.note(now, by, "task change", f"task:#{number}", new.title)
    return new


def settle(number: int, after: int, state: State, word: str, by: str, now: datetime) -> Task | None:
    """Done, dropped, or open again. What comes again gives its next task. Raises TaskError, LedgerError."""
    word = word.strip()
    if state is State.DROPPED and not word:
        raise TaskError(_("say in a word why it need not be done"))
    with writing(now):
        old = _present(number, after)
        keep(replace(old, version=old.version + 1, at=now, by=by, state=state, word=word[:1000]))
        logbook.note(now, by, f"task {state}", f"task:#{number}", f"{old.title} {word}".strip())
        if state is not State.DONE or not old.every or old.state is not State.OPEN:
            return None
        return opened(_again(old, local_day(now), own_interval(old.origin)), old.source, by, now, old.origin)


def remind(now: datetime) -> int:
    """Write the reminders that are due: a week ahead, and when the day has passed. How many are new."""
    today = local_day(now)
    kinds = reminders.Kind
    due = [(one.number, kinds.OVERDUE if one.is_late(today) else kinds.SOON, one.due)
           for one in due_by(today + SOON) if one.due]  # fmt: skip
    return reminders.write(due, now)


def see_reminders(tasks: list[int], by: str, now: datetime) -> int:
    with writing(now):
        n = reminders.see(tasks, by, now)
        if n:
            logbook.note(now, by, "reminders seen", "", str(n))
    return n


def months_later(day: date, months: int) -> date:
    """The same day of the month, or its last."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _checked(wanted: Wanted) -> Wanted:
    tidy = replace(wanted, title=" ".join(wanted.title.split()), owner=" ".join(wanted.owner.split()))
    if not tidy.title:
        raise TaskError(_("say in a few words what is to be done"))
    for name, text in ((Message(_("the title")), tidy.title), (Message(_("the name")), tidy.owner)):
        if len(text) > MOST:
            raise TaskError(_("{name} has {n} characters; {most} at most"), name=name, n=len(text), most=MOST)
    if tidy.every not in RHYTHMS:
        raise TaskError(_("choose how often it comes again"))
    if tidy.every and not tidy.due:
        raise TaskError(_("what comes again needs a day"))
    return tidy


def _present(number: int, after: int) -> Task:
    old = task(number)
    if old is None:
        raise TaskError(_("there is no task {n}"), n=number)
    if old.version != after:
        raise LedgerError(_("{who} changed this task meanwhile; look at it again"), who=old.by)
    return old


def opened(wanted: Wanted, source: Source, by: str, now: datetime, origin: str) -> Task:
    """A new task, within ``writing``."""
    new = Task(
        number=next_number(), version=1, at=now, by=by, title=wanted.title, note=wanted.note[:5000], about=wanted.about,
        lineage=wanted.lineage, owner=wanted.owner, due=wanted.due, state=State.OPEN, word="", source=source,
        every=wanted.every, origin=origin,
    )  # fmt: skip
    keep(new)
    logbook.note(now, by, "task open", f"task:#{new.number}", new.title)
    return new


def _again(old: Task, today: date, own: timedelta | None) -> Wanted:
    """The next time after today, in the rhythm of the day on which it was due; or as the facility's own rule says."""
    first = due = old.due or today
    times = 0
    while due <= today or times == 0:
        times += 1
        due = first + times * own if own else months_later(first, times * old.every)
    every = rhythm_of(own) if own else old.every
    return Wanted(old.title, old.note, old.about, old.lineage, old.owner, due, every)
