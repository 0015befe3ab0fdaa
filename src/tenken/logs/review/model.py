"""What a rule of the review is, and what a run of all of them gives. Nothing here needs an engine."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from tenken.dates import start_of
from tenken.text import Blanks, Complaint, Message, _

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from tenken.logs.review.material import Material

NEAR_DAYS = 7
"""So near to an access, others of the department explain it (Fabbri and LeFevre 2011; the figure is Tenken's)."""


class ReviewError(Complaint):
    """The month cannot be reviewed; the message says why."""


class Kind(StrEnum):
    """``bad`` wants a word of somebody whatever is known; what is ``ranked`` is told by how unusual it is."""

    BAD = "bad"
    RANKED = "ranked"


@dataclass(frozen=True)
class Rule:
    """``ask`` gives what is wrong, in the columns of ``hits``; ``version`` goes up when it asks another thing.

    ``needs`` are lists without which nothing can be told. ``why`` is a sentence with the blanks of a flag. Two hits of
    a month are the same flag where they agree in ``same``. ``of_pairs`` says that a hit is of one user and one patient.
    """

    id: str
    version: int
    kind: Kind
    title: str
    why: str
    ask: "Callable[[Material], ir.Table]"
    needs: tuple[str, ...] = ()
    same: tuple[str, ...] = ("user", "patient")
    of_pairs: bool = False


@dataclass(frozen=True)
class Month:
    """A calendar month in Japan's time."""

    first: date

    @classmethod
    def read(cls, text: str) -> "Month":
        """``2026-11``. Raises ReviewError."""
        try:
            if len(text) != 7 or text < "1900":
                raise ValueError(text)
            return cls(date.fromisoformat(f"{text}-01"))
        except ValueError as error:
            raise ReviewError(_("“{text}” is no month; write 2026-11"), text=text[:40]) from error

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.replace(day=1))

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Month":
        return Month.of(self.first + timedelta(days=31))

    @property
    def before(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    @property
    def since(self) -> datetime:
        return start_of(self.first)

    @property
    def until(self) -> datetime:
        """Its end, which does not belong to it."""
        return start_of(self.next.first)


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """要確認: what one rule says of one user. ``key`` names it in every run; ``segment`` and ``index`` lead to the
    first event that it is about, ``n`` is how many there are. ``at`` and ``until`` are ISO 8601 in UTC."""

    key: str
    rule: str
    user: str
    name: str = ""
    department: str = ""
    patient: str = ""
    at: str
    until: str
    n: int
    what: str = ""
    other: str = ""
    score: float = 0.0
    segment: int
    index: int

    def blanks(self) -> Blanks:
        return {"user": self.user, "patient": self.patient, "n": self.n, "what": self.what, "other": self.other}


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a rule. For want of the lists it ``lacks`` it was not run; of ``hits`` so many are ``shown``: the
    run lists them."""

    rule: str
    version: int
    kind: str
    title: str
    why: str
    hits: int = 0
    shown: int = 0
    lacks: tuple[str, ...] = ()

    @property
    def unlisted(self) -> int:
        """Of a known-bad kind, found and not listed, for there are too many: nobody can decide them."""
        return self.hits - self.shown if self.kind == Kind.BAD else 0


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """``logins`` are events of log-ons, ``told`` those that say what was done. ``accesses`` are days of a user with a
    patient; those that are explained are told by what explains them."""

    events: int
    unparsed: int
    logins: int
    told: int
    users: int
    patients: int
    accesses: int
    explained: dict[str, int]


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One look of all rules at a month. ``root`` and ``segments`` say which evidence was there."""

    month: str
    at: str
    segments: int
    root: str
    rules: tuple[Ran, ...]
    flags: tuple[Flag, ...]
    counted: Counted
    sources: dict[str, int]
    lists: dict[str, dict[str, str | int]]

    @property
    def lacking(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for ran in self.rules for name in ran.lacks))

    @property
    def unlisted(self) -> int:
        return sum(ran.unlisted for ran in self.rules)

    def of_rule(self, rule: str) -> tuple[Flag, ...]:
        return tuple(flag for flag in self.flags if flag.rule == rule)


EXPLAINED_BY: Mapping[str, str] = {
    "department": _("others of the department looked after the patient within {days} days"),
    "treated": _("the patient was treated in the department, or had an appointment there"),
    "order": _("the user carried out an order of somebody else"),
}
LIST_NAMES: Mapping[str, str] = {
    "staff": _("list of staff"),
    "patients": _("register of patients"),
    "vips": _("list of VIPs"),
    "treated": _("list of who was treated where"),
    "plans": _("plans of maintenance"),
}


def why_of(ran: Ran, flag: Flag) -> Message:
    """In one sentence, why it was flagged."""
    return Message(ran.why, flag.blanks())


def key_of(month: str, rule: Rule, values: Mapping[str, object]) -> str:
    """The same in every run of the month, whatever comes later."""
    told = "\0".join((month, rule.id, *(str(values[name]) for name in rule.same)))
    return hashlib.sha256(told.encode()).hexdigest()[:20]
