"""判定の部品: standings, findings, what a rule needs, and the rule itself: data with one pure function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from typing import Any, Generic, TypeVar

from tenken.facts.documents import DocumentOnFile, DocumentType, Waiver
from tenken.facts.model import Fact, S, Statement, SubjectId, SubjectKind, setting
from tenken.text import Message, _


class Standing(IntEnum):
    """判定; ordered so that max() of several is their joint standing."""

    OUT_OF_SCOPE = 0
    MET = 1
    UNKNOWN = 2
    NOT_MET = 3


STANDING_NAMES: Mapping[Standing, str] = {
    Standing.OUT_OF_SCOPE: _("out of scope"),
    Standing.MET: _("met"),
    Standing.UNKNOWN: _("cannot tell"),
    Standing.NOT_MET: _("not met"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """所見: one rule's word on one subject. A waiver stands beside it and changes nothing.

    ``stale`` says that it was seen once, too long ago to be relied on; ``pressing`` that a hole which is used in
    attacks is open, so that it is to be looked at before others.
    """

    about: SubjectId
    standing: Standing
    because: Message
    cites: tuple[Fact[Statement], ...] = ()
    rule: str = ""
    stale: bool = False
    pressing: bool = False

    @property
    def urgency(self) -> tuple[int, bool]:
        """For sorting: the gravest come first, and of equally grave ones those that press."""
        return -self.standing, not self.pressing

    waiver: Fact[Waiver] | None = None


class Of(StrEnum):
    """Whose facts a rule looks at: its subject's, the facility's, or everybody's.

    The ledger names vendors for machines: ``ITS_VENDOR`` is that of a machine, ``ITS_MACHINES`` are those of a vendor.
    """

    SUBJECT = "subject"
    FACILITY = "facility"
    EVERYBODY = "everybody"
    ITS_VENDOR = "its-vendor"
    ITS_MACHINES = "its-machines"


@dataclass(frozen=True, slots=True)
class Need:
    """A kind of statement that a rule looks at. ``item`` None takes every item of that kind.

    ``instead`` names others of the rule's needs that may stand in for a required one.
    """

    kind: type[Statement]
    item: str | None = ""
    of: Of = Of.SUBJECT
    required: bool = True
    instead: tuple[type[Statement], ...] = ()


def need(kind: type[Statement]) -> Need:
    return Need(kind)


def may(kind: type[Statement], of: Of = Of.SUBJECT) -> Need:
    """Looked at where there is one; its absence says nothing."""
    return Need(kind, None, of, required=False)


def of_facility(kind: type[Statement]) -> Need:
    return Need(kind, "", Of.FACILITY)


def paper(document: DocumentType) -> Need:
    return Need(DocumentOnFile, document.value, Of.FACILITY)


class Exhibits:
    """What a rule asked for, already found and fresh."""

    def __init__(self, seen: Mapping[type[Statement], tuple[Fact[Any], ...]]) -> None:
        self._seen = seen

    def __getitem__(self, kind: type[S]) -> Fact[S]:
        return self._seen[kind][0]

    def get(self, kind: type[S]) -> Fact[S] | None:
        return next(iter(self.every(kind)), None)

    def every(self, kind: type[S]) -> tuple[Fact[S], ...]:
        return self._seen.get(kind, ())


@dataclass(frozen=True)
class Policy:
    """規準: what a standard leaves open, with the shipped default. The facility may set each field."""


@dataclass(frozen=True)
class Measured(Policy):
    """The policy of rules that look at what was measured; papers hold until their own review date."""

    fresh_for: timedelta = setting(
        timedelta(days=7),
        _("how long what was measured may be relied on"),
        _("no text sets a number; Tenken's own default"),
    )


P = TypeVar("P", bound=Policy)
Judge = Callable[[SubjectId, Exhibits, P, date], Finding | None]


@dataclass(frozen=True)
class Rule(Generic[P]):
    """One point of a lineage.

    ``judge`` is called only when every required need was seen recently enough. ``asked_if`` names a field of the
    policy that an edition's row must set for the rule to be put at all. ``refutes_only`` rules speak only when
    something was measured to look at: their silence proves nothing either way. ``only_on`` and ``not_on`` name the
    systems (``windows``, ``firmware``) of the machines that the rule is for, where makers' ways are too different.
    ``only_with`` names a kind of list without which there is nothing that the rule could say of any machine.
    """

    id: str
    about: SubjectKind
    needs: tuple[Need, ...]
    policy: P
    judge: Judge[P]
    asked_if: str = ""
    refutes_only: bool = False
    only_on: str = ""
    not_on: tuple[str, ...] = ()
    only_with: type[Statement] | None = None

    def is_for(self, system: str) -> bool:
        """Whether it is put to a machine of this system; where nobody knows the system, an ``only_on`` rule is not."""
        return self.only_on in ("", system) and system not in self.not_on

    @property
    def lineage(self) -> str:
        return self.id.partition(".")[0]


def met(about: SubjectId, because: Message, *cites: Fact[Any]) -> Finding:
    return Finding(about, Standing.MET, because, cites)


def not_met(about: SubjectId, because: Message, *cites: Fact[Any]) -> Finding:
    return Finding(about, Standing.NOT_MET, because, cites)


def cannot_tell(about: SubjectId, because: Message, *cites: Fact[Any]) -> Finding:
    return Finding(about, Standing.UNKNOWN, because, cites)
