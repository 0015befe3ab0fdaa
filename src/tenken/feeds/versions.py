"""Versions of firmware, ordered only as far as their makers' ways agree: parts are compared one by one.

Makers count in numbers, with letters between them (``15.02.31``, ``17.9.4a``, ``23.4R2-S3.9``). Where two versions part
in another way than by number, they belong to different trains, or one is a trial version; neither is newer.
"""

import re
from functools import lru_cache

Part = int | str
_PARTS = re.compile(r"\d+|[a-z]+")
_START = re.compile(r"\d.*", re.DOTALL)


@lru_cache(maxsize=50_000)
def parts(version: str) -> tuple[Part, ...]:
    """The numbers and words of a version, from its first number on; empty where it has none."""
    found = _START.search(version.lower().partition(",")[0].partition(" (")[0])
    return tuple(int(part) if part.isdigit() else part for part in _PARTS.findall(found[0])) if found else ()


def in_branch(version: str, branch: str) -> bool:
    """Whether a version belongs to a branch: ``7.4.8`` to 7.4 and to 7, and not to 7.40."""
    head = parts(branch)
    return bool(head) and parts(version)[: len(head)] == head


def compare(one: str, other: str) -> int | None:
    """-1, 0 or 1 for an older, equal or newer version; None where their order cannot be told."""
    ours, theirs = parts(one), parts(other)
    if not ours or not theirs:
        return None
    for place, (mine, its) in enumerate(zip(ours, theirs, strict=False), 1):
        if mine != its:
            return _differing(mine, its, last=place == len(ours) == len(theirs))
    rest = ours[len(theirs) :] or theirs[len(ours) :]
    if not rest:
        return 0
    if isinstance(rest[0], str) and (len(rest) > 1 or len(rest[0]) > 1):
        return None
    return 1 if len(ours) > len(theirs) else -1


def _differing(mine: Part, its: Part, *, last: bool) -> int | None:
    """A letter at the end counts on (17.9.4a, 17.9.4b); one with a number behind it names a train (M5, S5)."""
    if isinstance(mine, int) and isinstance(its, int):
        return 1 if mine > its else -1
    letters = last and isinstance(mine, str) and isinstance(its, str) and len(mine) == len(its) == 1
    return (1 if str(mine) > str(its) else -1) if letters else None
