"""The facility's own list of machines to rows of the ledger, each cell that cannot be taken told by its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tenken.collectors.model import Claim, Unreadable
from tenken.collectors.spreadsheet.heads import Fitted, fitted, repeats
from tenken.collectors.spreadsheet.model import LedgerRow, Line, Problem, Table
from tenken.collectors.spreadsheet.profiles import SHIPPED, Profile
from tenken.collectors.spreadsheet.rows import read_line
from tenken.collectors.spreadsheet.tables import tables_of
from tenken.collectors.spreadsheet.words import clean, is_footer, is_nothing
from tenken.facts.model import MARK_NAMES, Mark, MarkKind
from tenken.text import Message, _

_ALWAYS_UNIQUE = (MarkKind.ASSET_TAG, MarkKind.SERIAL, MarkKind.UUID, MarkKind.MAC)
_STRONGEST = (*_ALWAYS_UNIQUE, MarkKind.FQDN, MarkKind.HOSTNAME)


@dataclass(frozen=True)
class Sheet:
    """A list as it was read. ``unmapped`` are columns that the profile has no field for; they stay in the file only.

    ``line`` is that of the head. Lines with a problem are not among ``rows``.
    """

    profile: Profile
    name: str
    line: int
    head: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    problems: tuple[Problem, ...] = ()
    unmapped: tuple[str, ...] = ()
    encoding: str = ""
    separator: str = ""


def read_rows(
    raw: bytes,
    profile: Profile | None = None,
    among: Iterable[Profile] = (),
    today: date | None = None,
    encoding: str = "",
) -> Sheet:
    """The rows of the sheet that fits best. Raises Unreadable.

    Without ``profile`` it is recognised ``among`` these (by default the shipped ones), the first that fits. ``today``
    tells whether a day of disposal has come; without it only a word retires a machine.
    """
    tried = (profile,) if profile else tuple(among) or tuple(SHIPPED.values())
    best = fit(tables_of(raw, encoding), tried)
    if best is None:
        raise Unreadable(
            _("no profile fits this list: none of its first lines has the heads of {profiles}; make a profile for it"),
            profiles=tuple(one.name for one in tried),
        )
    return _read(best, today)


def fit(tables: Sequence[Table], profiles: Iterable[Profile]) -> Fitted | None:
    """The first profile that fits any sheet, on the sheet that it knows most columns of."""
    for profile in profiles:
        named = [table for table in tables if not profile.sheet or table.name in ("", profile.sheet)]
        found = [one for table in named if (one := fitted(table, profile))]
        if found:
            return max(found, key=lambda one: (len(one.columns), len(one.table.lines)))
    return None


def _read(best: Fitted, today: date | None) -> Sheet:
    rows: list[LedgerRow] = []
    problems: list[Problem] = []
    lines = list(_data(best))
    if not lines and not best.profile.closed_by:
        # Of our own export, cut within its heads, the heads that are left can be those of another list.
        raise Unreadable(
            _("nothing stands beneath the heads in line {n}: the file is empty or cut off"), n=best.head.line
        )
    for line in lines:
        row, wrong = read_line(best, line, today)
        problems += wrong
        rows += [row] if row else []
    different, repeated = _different(rows, best)
    return Sheet(
        profile=best.profile,
        name=best.table.name,
        line=best.head.line,
        head=best.head.words,
        rows=tuple(different),
        problems=tuple(sorted([*problems, *repeated], key=lambda problem: problem.row)),
        unmapped=best.unmapped,
        encoding=best.table.encoding,
        separator=best.table.separator,
    )


def _data(best: Fitted) -> Iterator[Line]:
    """Lines that say something in a column that we read. Raises Unreadable where the last line is missing."""
    closed, mapped = not best.profile.closed_by, [column for columns in best.columns.values() for column in columns]
    for line in best.table.lines[best.head.below :]:
        first = next((text for cell in line.cells if (text := clean(cell))), "")
        if best.profile.closed_by and first == best.profile.closed_by:
            closed = True
        elif not _is_beside(line, first, mapped) and not repeats(line.cells, best.head):
            yield line
    if not closed:
        raise Unreadable(
            _("the last line, “{words}”, is missing: the file is cut off; write it out anew"),
            words=best.profile.closed_by,
        )


def _is_beside(line: Line, first: str, mapped: Sequence[int]) -> bool:
    """Whether a line is none of the list: empty where we read, or a note or a sum around it."""
    filled = sum(1 for column in mapped if column < len(line.cells) and not is_nothing(clean(line.cells[column])))
    return filled == 0 or (filled <= 2 and is_footer(first))


def _different(rows: Iterable[LedgerRow], best: Fitted) -> tuple[list[LedgerRow], list[Problem]]:
    """Rows without those that bear a mark of an earlier one, and these as problems."""
    seen: dict[Mark, int] = {}
    different: list[LedgerRow] = []
    problems: list[Problem] = []
    for row in rows:
        keys = [Mark(mark.kind, mark.value.casefold()) for mark in _keys(row)]
        again = next((key for key in keys if key in seen), None)
        if again:
            problems.append(_repeated(row, again, seen[again], best))
        else:
            different.append(row)
            seen |= dict.fromkeys(keys, row.line)
    return different, problems


def _keys(row: LedgerRow) -> list[Mark]:
    """Marks that no other row may bear. A name counts only where nothing stronger tells: it passes to a successor."""
    unique = [mark for mark in row.marks if mark.kind in _ALWAYS_UNIQUE]
    return unique or [mark for kind in _STRONGEST for mark in row.marks if mark.kind is kind][:1]


def _repeated(row: LedgerRow, mark: Mark, line: int, best: Fitted) -> Problem:
    columns = best.columns.get(mark.kind.replace("-", "_"), ()) or best.columns.get("title", ())
    head = best.head.words[columns[0]] if columns else ""
    blanks: dict[str, Message | int] = {"mark": Message(MARK_NAMES[mark.kind]), "n": line}
    return Problem(row.line, head, mark.value, Message(_("line {n} has the same {mark}"), blanks))


def read(raw: bytes) -> Iterator[Claim]:
    """One claim for each row that was entered and has marks. Kept bytes are read without a clock."""
    for row in read_rows(raw).rows:
        if row.marks and row.entry.entered:
            yield Claim(row.marks, row.entry)
