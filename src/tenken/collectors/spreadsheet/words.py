"""What the words of a sheet mean: heads, classes, はい and いいえ, and what counts as nothing."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from tenken.facts.model import MachineClass

_IGNORED = re.compile(r"[\s\-ー‐−–—・·_/／*※:.、,。「」#]+")
_BRACKETS = re.compile(r"[(\[〔【<].*?[)\]〕】>]")
_DASHES = re.compile(r"[-‐ー−–—―－~～〜.・/／*＊]*")
_BREAKS = re.compile(r"\s*[\n\t]\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A word as it is compared: without width, case, long vowels, spaces and marks. ``サーバー`` is ``サーバ``."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


def fold_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def without_brackets(text: str) -> str:
    """``購入日（西暦）`` → ``購入日``."""
    return _BRACKETS.sub("", unicodedata.normalize("NFKC", text))


def clean(text: str) -> str:
    """What a person sees in a cell: nothing around it, no signs that control."""
    return _CONTROL.sub("", text).strip()


def one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


_WORDS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_EMPTY, _YES, _NO = (fold_all(_WORDS[name]) for name in ("empty", "yes", "no"))
_RETIRED, _NO_ADDRESS = fold_all(_WORDS["retired"]), fold_all(_WORDS["no_address"])
_LONGEST_NOTHING = 30
_FOOTERS = tuple(_WORDS["footers"])
CLASS_WORDS: Mapping[str, MachineClass] = {
    fold(word): MachineClass(name) for name, words in _WORDS["classes"].items() for word in words
}


def is_nothing(text: str) -> bool:
    """``なし``, ``-``, ``不明`` and an empty cell say the same."""
    return len(text) <= _LONGEST_NOTHING and (_DASHES.fullmatch(text) is not None or fold(text) in _EMPTY)


def is_no_address(text: str) -> bool:
    return fold(text) in _NO_ADDRESS


def is_footer(text: str) -> bool:
    return text.startswith(_FOOTERS)


def says_retired(text: str) -> bool:
    return fold(text) in _RETIRED


def yes_or_no(text: str) -> bool | None:
    """None where it is neither."""
    word = fold(text) or text
    if word in _YES:
        return True
    return False if word in _NO else None


def class_in(text: str, words: Mapping[str, MachineClass]) -> MachineClass | None:
    """The class that a word names; in Japanese the last part of a word says what it is. None where nothing fits."""
    word = fold(text)
    if word in words:
        return words[word]
    ends = [known for known in words if word.endswith(known) and _stands_alone(word, known)]
    return words[max(ends, key=len)] if ends else None


def _stands_alone(word: str, end: str) -> bool:
    """``ap`` is no part of ``map``: a Latin word does not begin in the middle of another."""
    return len(end) > 1 and not (end[0].isascii() and word[-len(end) - 1].isascii() and word[-len(end) - 1].isalpha())
