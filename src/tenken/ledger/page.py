"""A page of a long list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE = 100
"""Lines of a page."""
L = TypeVar("L")


@dataclass(frozen=True)
class Page(Generic[L]):
    """``total`` lines fit what is wanted; ``lines`` are those of page ``number``, counted from 1."""

    lines: Sequence[L]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * PAGE, self.total)


def within(number: int, total: int) -> tuple[int, slice]:
    """The page that there is nearest to the wanted one, and its lines in the list."""
    found = max(1, min(number, max(1, -(-total // PAGE))))
    return found, slice((found - 1) * PAGE, found * PAGE)
