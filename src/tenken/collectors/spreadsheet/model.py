"""What a spreadsheet holds: its lines as texts, then rows of the machine ledger, and what of them cannot be taken."""

from dataclasses import dataclass
from datetime import date

from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Mark
from tenken.text import Message

MAX_ROWS = 50_000
MAX_COLUMNS = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a person counts it: ``number`` is the row that Excel shows, or the line of a text file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One sheet, every cell as the text that stands in it. ``name`` is empty for a text file.

    ``merged`` are ranges shown as one cell: (first line, first column, last line, last column), columns from 0.
    """

    lines: tuple[Line, ...]
    name: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be taken: its line, the words above it, what stands there, and why."""

    row: int
    column: str
    found: str
    why: Message


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """台帳の行 as the file has it. ``given`` are the fields of the entry that the row fills; the others are defaults.

    ``subject`` is our own number of the machine, where the file is our own. ``seen_as`` are the cells as they stand.
    ``noted`` are (head, words) of columns that the note keeps.
    """

    line: int
    marks: tuple[Mark, ...]
    entry: LedgerEntry
    given: frozenset[str] = frozenset()
    subject: str = ""
    system: str = ""
    addresses: tuple[str, ...] = ()
    purchased_on: date | None = None
    retired_on: date | None = None
    seen_as: tuple[str, ...] = ()
    noted: tuple[tuple[str, str], ...] = ()
