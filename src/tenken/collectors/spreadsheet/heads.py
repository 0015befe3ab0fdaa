"""見出し: which line of a sheet names its columns, below titles and merged group heads, and which field each is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tenken.collectors.spreadsheet.model import Line, Table
from tenken.collectors.spreadsheet.profiles import Profile
from tenken.collectors.spreadsheet.words import clean, fold, one_line

SEARCHED_LINES = 40
_LEAST_TEXTS = 3
_LONGEST_HEAD = 40


@dataclass(frozen=True)
class Head:
    """The words above each column, from the first; ``below`` is the first place among the lines that holds data."""

    words: tuple[str, ...]
    line: int
    below: int
    lines: int = 1


@dataclass(frozen=True)
class Fitted:
    """A sheet under a profile. ``columns`` leads from field to its columns, the one that counts first in front."""

    table: Table
    head: Head
    profile: Profile
    columns: Mapping[str, tuple[int, ...]]

    @property
    def unmapped(self) -> tuple[str, ...]:
        used = {column for columns in self.columns.values() for column in columns}
        return tuple(word for column, word in enumerate(self.head.words) if word and column not in used)


def fitted(table: Table, profile: Profile) -> Fitted | None:
    """The sheet under its best head; None where the profile does not fit."""
    found = [
        (len(columns), -head.below, head.lines == 1, Fitted(table, head, profile, columns))
        for head in _candidates(table, profile)
        if profile.fits(head.words, table.separator, table.encoding)
        if (columns := _columns(head, profile))
    ]
    return max(found, key=lambda one: one[:3])[3] if found else None


def likely_head(table: Table) -> Head | None:
    """For a sheet that no profile knows: the first line of several different short texts with a line below it."""
    likely = (head for head in _candidates(table, None) if _looks_like_one(head, table))
    return min(likely, key=lambda head: head.lines, default=None)


def _looks_like_one(head: Head, table: Table) -> bool:
    words = [word for word in head.words if word]
    texts = [word for word in words if len(word) <= _LONGEST_HEAD and not any(char.isdigit() for char in word[:2])]
    different = len(set(words)) == len(words)
    below = table.lines[head.below : head.below + 1]
    filled = sum(1 for cell in below[0].cells if clean(cell)) if below else 0
    return different and len(texts) >= _LEAST_TEXTS and len(texts) >= 0.8 * len(words) and filled >= 2


def _candidates(table: Table, profile: Profile | None) -> Iterator[Head]:
    """Each of the first lines by itself, and each together with the next, as merged heads over two lines are."""
    for at, line in enumerate(table.lines[:SEARCHED_LINES]):
        yield Head(_words(line.cells), line.number, at + 1)
        for following in table.lines[at + 1 : at + 2]:
            yield Head(_over_two(_spread(line, table), following.cells, profile), line.number, at + 2, lines=2)


def _words(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(one_line(clean(cell)) for cell in cells)


def _spread(line: Line, table: Table) -> list[str]:
    """The line with the words of a merged cell above each of its columns."""
    cells = list(line.cells)
    for top, left, bottom, right in table.merged:
        if top <= line.number <= bottom and left < len(cells):
            cells[left : right + 1] = [cells[left]] * (min(right, len(cells) - 1) - left + 1)
    return cells


def _over_two(upper: list[str], lower: tuple[str, ...], profile: Profile | None) -> tuple[str, ...]:
    """``機器`` over ``名称`` is ``機器名称``, unless ``名称`` alone is what the profile knows."""
    width = max(len(upper), len(lower))
    above, below = (_words([*cells, *[""] * (width - len(cells))]) for cells in (upper, lower))
    return tuple(_of_two(a, b, profile) for a, b in zip(above, below, strict=True))


def _of_two(above: str, below: str, profile: Profile | None) -> str:
    ways = [below, f"{above}{below}"] if below and below != above else [above]
    return next((word for word in ways if word and profile and profile.field_of(word)), ways[-1])


def _columns(head: Head, profile: Profile) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for column, word in enumerate(head.words):
        of = profile.field_of(word) if word else None
        if of:
            found.setdefault(of[0], []).append((of[1], column))
    return {name: tuple(column for _place, column in sorted(places)) for name, places in found.items()}


def repeats(cells: tuple[str, ...], head: Head) -> bool:
    """Whether a line says the head again, as lists do that were made for printing."""
    words = head.words[: len(cells)]
    return fold(cells[0]) == fold(words[0]) and all(fold(a) == fold(b) for a, b in zip(cells, words, strict=False))
