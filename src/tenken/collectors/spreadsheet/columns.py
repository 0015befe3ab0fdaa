"""列の対応: a sheet as a person sees it who says which column is what, and the profile that they say so with."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet.heads import Head, likely_head
from tenken.collectors.spreadsheet.model import Line, Table
from tenken.collectors.spreadsheet.profiles import SHIPPED, Profile
from tenken.collectors.spreadsheet.propose import by_content, proposed
from tenken.collectors.spreadsheet.read import fit
from tenken.collectors.spreadsheet.words import clean, fold
from tenken.text import _

SAMPLE = 20
OFFERED = (
    "title", "machine_class", "role", "place", "unit", "owner", "vendor", "maker", "model", "serial", "asset_tag",
    "mac", "uuid", "fqdn", "hostname", "fit_for_use", "status", "retired", "retired_on", "note", "noted",
)  # fmt: skip
"""What a column can be made by a person: fields that the ledger keeps. Other columns are noted, or left out."""
NOTED = "noted"
REASONS = ("Tenken: 行", "Tenken: 取り込めなかった理由")
"""Heads of the columns that we put before lines that could not be taken; they are no part of the list."""
NAMING = ("title", "hostname", "fqdn", "asset_tag")
"""One of them names the machine."""


@dataclass(frozen=True)
class Layout:
    """``fields`` holds for each column what it is taken for; empty where it is left out.

    ``known`` says that a profile fits which the facility made: then its choices of last time are taken.
    """

    table: Table
    sheets: tuple[str, ...]
    head: Head
    profile: Profile
    fields: tuple[str, ...]
    known: bool

    @property
    def sample(self) -> tuple[Line, ...]:
        return self.table.lines[self.head.below : self.head.below + SAMPLE]

    @property
    def lines(self) -> int:
        return len(self.table.lines) - self.head.below


def layout(tables: Sequence[Table], among: Iterable[Profile], sheet: str = "") -> Layout:
    """The sheet that a person chose, or the one that is most likely a list. Raises Unreadable."""
    chosen = [table for table in tables if sheet in ("", table.name)] or list(tables)
    names, profiles = tuple(table.name for table in tables if table.name), tuple(among)
    best = fit(chosen, profiles)
    if best:
        known = best.profile.name not in SHIPPED
        read = {at: name for name, columns in best.columns.items() for at in columns}
        if not known:
            read |= _by_content(best.table, best.head, read)
        kept = _kept(best.head, read, "" if known else NOTED)
        return Layout(best.table, names, best.head, best.profile, kept, known)
    for table in sorted(chosen, key=lambda one: -len(one.lines)):
        head, profile = likely_head(table), proposed(table)
        if head:
            found = ((at, profile.field_of(word)) for at, word in enumerate(head.words))
            kept = _kept(head, {at: of[0] for at, of in found if of}, NOTED)
            return Layout(table, names, head, profile, kept, known=False)
    raise Unreadable(
        _("no line of heads was found: above the machines a line must name the columns, as 機器名, 製造番号, 設置場所")
    )


def _by_content(table: Table, head: Head, known: Collection[int]) -> dict[int, str]:
    """Columns whose head says nothing to us, but whose cells do."""
    open_ = (at for at, word in enumerate(head.words) if word and at not in known)
    return {at: field for at in open_ if (field := by_content(table, head, at))}


def _kept(head: Head, fields: Mapping[int, str], others: str) -> tuple[str, ...]:
    """What the ledger has no column for is noted; what has no head cannot be said at all."""
    named = [word if word not in REASONS else "" for word in head.words]
    found = (fields.get(at, others) for at in range(len(named)))
    return tuple((of if of in (*OFFERED, "") else NOTED) if word else "" for of, word in zip(found, named, strict=True))


def chosen_profile(seen: Layout, fields: Sequence[str], name: str, title: str) -> Profile:
    """The profile by which each column of this sheet is what a person said. Raises Unreadable."""
    columns: dict[str, tuple[str, int]] = {}
    counts = dict.fromkeys(OFFERED, 0)
    for word, field in zip(seen.head.words, fields, strict=True):
        if field in counts and word and fold(word) not in columns:
            columns[fold(word)] = (field, counts[field])
            counts[field] += 1
    if not any(counts[field] for field in NAMING):
        raise Unreadable(_("say which column names the machine: its name, host name or asset number"))
    told = tuple(word for word in seen.head.words if columns.get(fold(word), (NOTED, 0))[0] != NOTED)
    return replace(
        seen.profile, name=name, title=title, columns=columns, recognised_by=tuple(dict.fromkeys(told)),
        least_columns=1, separator="", encodings=(), sheet="", closed_by="", escaped=False,
    )  # fmt: skip


def cells(line: Line, width: int) -> tuple[str, ...]:
    """The line as texts, as wide as the head."""
    texts = [clean(cell) for cell in line.cells[:width]]
    return (*texts, *[""] * (width - len(texts)))
