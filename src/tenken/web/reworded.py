"""Two wordings side by side, with marks on the words that went and came."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"[一-鿿々〆]+|[ぁ-ん]+|[ァ-ヺー]+|[A-Za-z0-9]+|[０-９Ａ-Ｚａ-ｚ]+|\s+|.", re.DOTALL)
"""Japanese has no spaces: a word is a run of one script, which is how its parts are joined."""

Marked = Sequence[tuple[bool, str]]
"""(whether it is marked, text), in order; together they are the wording."""


def marked(old: str, new: str) -> tuple[Marked, Marked]:
    """The old wording with what went marked, and the new one with what came."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [(step != "equal", "".join(before[a:b])) for step, a, b, _c, _d in steps if a != b]
    came = [(step != "equal", "".join(after[c:d])) for step, _a, _b, c, d in steps if c != d]
    return gone, came


def nearest(wording: str, others: Sequence[str]) -> str:
    """The most similar of some wordings; the first of equally similar ones."""
    return max(others, key=lambda other: SequenceMatcher(None, other, wording, autojunk=False).ratio(), default="")
