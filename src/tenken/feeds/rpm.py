"""Versions of rpm, ordered as rpm-version(7) says: epoch, version, release, each part by part."""

import re
from functools import lru_cache

Key = tuple[int, tuple[tuple[int, int, str], ...], tuple[tuple[int, int, str], ...]]

_SEGMENT = re.compile(r"[0-9]+|[A-Za-z]+|[~^]")
_TILDE, _END, _CARET, _LETTERS, _DIGITS = range(5)
"""``~`` sorts before the end of a version and ``^`` after it, but before anything else; numbers beat letters."""


@lru_cache(maxsize=200_000)
def key(version: str) -> Key:
    """What sorts as ``[epoch:]version[-release]`` does. Raises ValueError where the epoch is no number."""
    epoch, colon, rest = version.strip().partition(":")
    if not colon:
        epoch, rest = "0", version.strip()
    if epoch and not (epoch.isascii() and epoch.isdigit()):
        raise ValueError(f"epoch of {version!r}")
    number, _dash, release = rest.partition("-")
    return int(epoch or "0"), _parts(number), _parts(release)


def compare(one: str, other: str) -> int:
    """-1, 0 or 1 for an older, equal or newer version."""
    ours, theirs = key(one), key(other)
    return (ours > theirs) - (ours < theirs)


def _parts(text: str) -> tuple[tuple[int, int, str], ...]:
    return (*map(_part, _SEGMENT.findall(text)), (_END, 0, ""))


def _part(segment: str) -> tuple[int, int, str]:
    if segment == "~":
        return _TILDE, 0, ""
    if segment == "^":
        return _CARET, 0, ""
    return (_DIGITS, int(segment), "") if segment.isdigit() else (_LETTERS, 0, segment)
