"""A proposal for a list that no profile knows: by words in its heads, then by what stands below them."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from tenken.collectors.spreadsheet import cells
from tenken.collectors.spreadsheet.heads import Head, likely_head
from tenken.collectors.spreadsheet.model import Table
from tenken.collectors.spreadsheet.profiles import SHIPPED, Profile
from tenken.collectors.spreadsheet.words import clean, fold, is_nothing, without_brackets
from tenken.text import Complaint

TESTED_ROWS = 50
_GENERAL = SHIPPED["generic-ja"]
_LEAST_WORD = 2
_BY_CONTENT: Mapping[str, Callable[[str], object]] = {
    "mac": cells.macs,
    "uuid": cells.uuids,
    "address": cells.addresses,
}


def proposed(table: Table, name: str = "proposed") -> Profile:
    """Which column may be which field. A person looks at it first; ``columns`` is empty where nothing is known."""
    head = likely_head(table)
    columns = dict(_columns(table, head)) if head else {}
    known = tuple(word for word in head.words if fold(word) in columns)[:3] if head else ()
    return Profile(name, table.name or name, columns, recognised_by=known, separator=table.separator, sheet=table.name)


def _columns(table: Table, head: Head) -> Iterator[tuple[str, tuple[str, int]]]:
    taken = dict[str, int]()
    for column, word in enumerate(head.words):
        of = word and (_by_word(word) or by_content(table, head, column))
        if of:
            taken[of] = taken.get(of, -1) + 1
            yield fold(word), (of, taken[of])


def _by_word(head: str) -> str:
    """The field whose words the head is, or of whose longest word it ends; or else begins, or has inside."""
    word = fold(without_brackets(head)) or fold(head)
    known = {
        w: of
        for w, (of, _place) in _GENERAL.columns.items()
        if len(w) >= _LEAST_WORD and (not w.isascii() or len(w) > 3)
    }
    known |= {w: of for w, (of, _place) in _GENERAL.columns.items() if w == word}
    for fits in (word.__eq__, word.endswith, word.startswith, word.__contains__):
        found = [w for w in known if fits(w)]
        if found:
            return known[max(found, key=len)]
    return ""


def by_content(table: Table, head: Head, column: int) -> str:
    """The field that everything below this head reads as: cards, UUIDs, addresses; empty where it is none."""
    lines = table.lines[head.below :]
    texts = (clean(line.cells[column]) for line in lines if column < len(line.cells))
    sample = list(islice((text for text in texts if not is_nothing(text)), TESTED_ROWS))
    return next((of for of, read in _BY_CONTENT.items() if sample and all(_reads(read, text) for text in sample)), "")


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        return bool(read(text))
    except Complaint:
        return False
