"""Versions of Debian and its kin, ordered as deb-version(7) says: epoch, upstream version, revision."""

import re
from functools import lru_cache

Key = tuple[int, tuple[tuple[tuple[int, ...], int], ...], tuple[tuple[tuple[int, ...], int], ...]]

_PART = re.compile(r"([^0-9]*)([0-9]*)")
_TILDE, _END = -1, 0
"""``~`` sorts before everything, even before the end of a part; letters come before all other signs."""


@lru_cache(maxsize=200_000)
def key(version: str) -> Key:
    """What sorts as the versions do. Raises ValueError where the epoch is no number."""
    epoch, colon, rest = version.strip().partition(":")
    if not colon:
        epoch, rest = "0", version.strip()
    if not epoch.isascii() or not epoch.isdigit():
        raise ValueError(f"epoch of {version!r}")
    upstream, dash, revision = rest.rpartition("-")
    return int(epoch), _parts(upstream if dash else rest), _parts(revision if dash else "0")


def compare(one: str, other: str) -> int:
    """-1, 0 or 1 for an older, equal or newer version."""
    ours, theirs = key(one), key(other)
    return (ours > theirs) - (ours < theirs)


def _parts(text: str) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Signs and digits by turns. What is missing counts as nothing and as nought: ``1.0`` and ``1.`` are equal."""
    found = [(_signs(signs), int(digits or "0")) for signs, digits in _PART.findall(text) if signs or digits]
    while found and found[-1] == ((_END,), 0):
        found.pop()
    return (*found, ((_END,), 0))


def _signs(text: str) -> tuple[int, ...]:
    return (*(_TILDE if c == "~" else ord(c) if c.isalpha() else ord(c) + 256 for c in text), _END)
