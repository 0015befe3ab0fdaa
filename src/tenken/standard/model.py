"""版・様式・行: an edition, its forms and their rows, as printed by the ministry."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tenken.text import _

LINEAGE_NAMES: Mapping[str, str] = {
    "has-system": _("medical information system in use"),
    "responsible-officer": _("safety management officer"),
    "asset-ledger": _("asset ledger"),
    "remote-maintenance": _("remote maintenance"),
    "mds-sds": _("MDS/SDS disclosures"),
    "access-rights": _("access rights"),
    "account-cleanup": _("unneeded accounts"),
    "access-log": _("access logs"),
    "patch": _("security patches"),
    "unneeded-services": _("unneeded software and services"),
    "source-restriction": _("source restriction"),
    "password-rule": _("password rule"),
    "password-reuse": _("no reuse of passwords"),
    "removable-media": _("removable media"),
    "two-factor": _("two-factor authentication"),
    "contact-chart": _("contact chart"),
    "backup-recovery": _("backup and recovery"),
    "bcp": _("business continuity plan"),
    "operating-rules": _("operating rules"),
}
"""系譜: what a row asks, followed through every edition. A row is known by this, never by its number."""


class Scope(StrEnum):
    """Of what a row asks: the facility as a whole, or the machines of a class."""

    ORGANIZATION = "organization"
    SERVER = "server"
    CLIENT_PC = "client_pc"
    NETWORK = "network"


SCOPE_NAMES: Mapping[Scope, str] = {
    Scope.ORGANIZATION: _("whole facility"),
    Scope.SERVER: _("servers"),
    Scope.CLIENT_PC: _("client PCs"),
    Scope.NETWORK: _("network devices"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """行. ``id`` is unique within its form; ``number`` is what is printed and may repeat."""

    id: str
    number: str
    section: str
    lineage: str
    wording: str
    applies_to: tuple[Scope, ...]
    due_fiscal_year: int | None
    asks: Mapping[str, Any]
    verified: bool
    number_verified: bool
    evidence: str
    source: str
    notes: tuple[str, ...] = ()
    guideline: tuple[str, ...] = ()
    gate: bool = False
    needs_vendor: bool = False

    @property
    def short(self) -> str:
        return LINEAGE_NAMES[self.lineage]

    @property
    def one_class(self) -> Scope | None:
        """Of a row on machines that asks about one class only, that class: another row may bear the same number."""
        return self.applies_to[0] if len(self.applies_to) == 1 and self.section == "2" else None


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Form:
    """様式. ``answered_by`` is ``facility``, or ``vendor`` for the form that each vendor returns.

    ``provisional`` names the edition whose rows stand in until the real ones are imported.
    """

    id: str
    title: str
    answered_by: str
    heads: tuple[str, ...]
    sections: tuple[Section, ...]
    rows: tuple[Row, ...]
    also: tuple[str, ...] = ()
    provisional: str = ""

    def row(self, name: str) -> Row:
        """The row of this id, or of this printed number where only one row bears it. KeyError else."""
        wanted = fold_number(name)
        found = [row for row in self.rows if row.id == name]
        found = found or [row for row in self.rows if row.number == wanted]
        if len(found) == 1:
            return found[0]
        raise KeyError(name)

    def beside(self, name: str) -> tuple[str, ...]:
        """Ids of the rows that share this printed number."""
        return tuple(row.id for row in self.rows if row.number == fold_number(name))

    @property
    def gate(self) -> Row | None:
        """The row whose いいえ ends the form."""
        return next((row for row in self.rows if row.gate), None)


@dataclass(frozen=True, slots=True)
class Edition:
    """版: one year's checklist."""

    id: str
    title: str
    fiscal_year: int
    issued: str
    source: str
    verified_scope: str
    numbering: str
    target_label: str
    forms: tuple[Form, ...]
    documents: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def form(self, name: str) -> Form:
        """The form of this id; a merged form also answers to the names it was merged from."""
        for form in self.forms:
            if name == form.id or name in form.also:
                return form
        raise KeyError(name)

    @property
    def first_day(self) -> date:
        return date(self.fiscal_year, 4, 1)

    @property
    def last_day(self) -> date:
        return date(self.fiscal_year + 1, 3, 31)


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CIRCLED_FOR = {str(number): sign for number, sign in enumerate(_CIRCLED, start=1)}
_FOLDED = str.maketrans("０１２３４５６７８９－ー―（）", "0123456789---()")


def printed_number(number: str, numbering: str) -> str:
    """``2-6`` as the form prints it: ``2-⑥`` or ``2-(6)``; there is no circle beyond ⑳."""
    head, dash, tail = number.partition("-")
    if not dash:
        return number
    if numbering == "circled" and tail in _CIRCLED_FOR:
        return f"{head}-{_CIRCLED_FOR[tail]}"
    return f"{head}-({tail})"


def fold_number(printed: str) -> str:
    """``2-⑥``, ``２－（６）`` and ``2-(6)`` alike become ``2-6``."""
    text = "".join(str(_CIRCLED.index(c) + 1) if c in _CIRCLED else c for c in printed.strip())
    return re.sub(r"[()\s]", "", text.translate(_FOLDED))


def fiscal_year_of(day: date) -> int:
    """年度: April to March, named by the year it begins in."""
    return day.year if day.month >= 4 else day.year - 1
