"""A cell of the matrix opened: the subjects of one row in one column, why, and on what evidence."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tenken.actions.overview import Overview, RowView, lines_of
from tenken.actions.site import Site
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Observation, SubjectId
from tenken.ledger.entries import entries_at
from tenken.ledger.labels import evidence
from tenken.ledger.page import Page, within
from tenken.ledger.sheets import Line
from tenken.rules.model import Standing
from tenken.text import Message, in_words

CHIPS = 2
DUE = "due"
"""Not met and cannot be told: what asks for work."""
SHOWS: Mapping[str, tuple[Standing, ...]] = {
    DUE: (Standing.NOT_MET, Standing.UNKNOWN),
    "ng": (Standing.NOT_MET,),
    "unk": (Standing.UNKNOWN,),
    "ok": (Standing.MET,),
    "na": (Standing.OUT_OF_SCOPE,),
}


@dataclass(frozen=True)
class Wanted:
    """``show`` is one of ``SHOWS``; ``words`` narrow by name and reason."""

    row: str
    column: str
    show: str
    words: str
    page: int


@dataclass(frozen=True)
class Item:
    """A subject with its gravest finding, and how many more findings there are of it."""

    line: Line
    more: int
    entry: LedgerEntry | None
    proofs: Sequence[tuple[Observation, Message]]


@dataclass(frozen=True)
class Drill:
    mine: RowView
    column: str
    wanted: Wanted
    counts: Mapping[str, int]
    items: Page[Item]
    newest: Observation | None


def drill(site: Site, view: Overview, wanted: Wanted, language: str) -> Drill | None:
    """None where the form has no such row."""
    mine = next((row for row in view.rows if row.row.id == wanted.row), None)
    if mine is None:
        return None
    worst, often = _worst(lines_of(site, view, wanted.row), wanted.column)
    chosen = narrowed(worst, wanted, language)
    number, window = within(wanted.page, len(chosen))
    lines = chosen[window]
    entries = entries_at({SubjectId(line.about) for line in lines}, view.as_of)
    newest = max((seen for line in worst for seen in line.seen), default=0)
    cited = evidence([newest, *(seen for line in lines for seen in line.seen[:CHIPS])])
    items = [_item(line, often[line.about] - 1, entries, cited) for line in lines]
    counts = {show: sum(line.standing in standings for line in worst) for show, standings in SHOWS.items()}
    return Drill(
        mine, wanted.column, wanted, counts, Page(items, len(chosen), number), cited[newest][0] if newest else None
    )


def every_line(site: Site, view: Overview, wanted: Wanted, language: str) -> list[Line]:
    """All subjects that the drill-down would page through."""
    worst, _often = _worst(lines_of(site, view, wanted.row), wanted.column)
    return narrowed(worst, wanted, language)


def narrowed(lines: Sequence[Line], wanted: Wanted, language: str) -> list[Line]:
    standings = SHOWS[wanted.show]
    words = [word.casefold() for word in wanted.words.split()]
    return [line for line in lines if line.standing in standings and _holds(line, words, language)]


def _holds(line: Line, words: Sequence[str], language: str) -> bool:
    return not words or all(w in f"{line.name} {in_words(line.because, language)}".casefold() for w in words)


def _worst(lines: Iterable[Line], column: str) -> tuple[list[Line], Counter[str]]:
    """Lines come gravest first, so the first of a subject is its worst."""
    found: dict[str, Line] = {}
    often = Counter[str]()
    for line in lines:
        if line.column == column:
            found.setdefault(line.about, line)
            often[line.about] += 1
    return list(found.values()), often


def _item(
    line: Line, more: int, entries: Mapping[SubjectId, LedgerEntry], cited: Mapping[int, tuple[Observation, Message]]
) -> Item:
    proofs = [cited[seen] for seen in line.seen[:CHIPS] if seen in cited]
    return Item(line, more, entries.get(SubjectId(line.about)), proofs)
