"""Merkle trees as RFC 9162 §2.1 defines them (the hashing of RFC 6962): roots, and proofs that fit on a page."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """§2.1.1. A last node without a partner goes up as it is: the same tree as splitting at the power of two."""
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else EMPTY


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """§2.1.3.1: the hashes that lead from the leaf at ``index`` up to the root."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    return tuple(_siblings(list(leaves), index))


def root_by_inclusion(leaf: bytes, index: int, size: int, proof: Iterable[bytes]) -> bytes | None:
    """§2.1.3.2: the root that the proof comes to; None where it cannot be a proof for this place in such a tree."""
    if not 0 <= index < size:
        return None
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


class Frontier:
    """A tree that only grows: what is kept of n leaves are the roots of log n whole trees."""

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        carried, self.size = leaf, self.size + 1
        filled = self.size
        while not filled & 1:
            carried = node_hash(self._whole.pop(), carried)
            filled >>= 1
        self._whole.append(carried)

    def root(self) -> bytes:
        if not self._whole:
            return EMPTY
        found = self._whole[-1]
        for left in reversed(self._whole[:-1]):
            found = node_hash(left, found)
        return found


def _above(level: list[bytes]) -> list[bytes]:
    paired = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
    return paired + level[-1:] if len(level) & 1 else paired


def _siblings(level: list[bytes], index: int) -> Iterator[bytes]:
    while len(level) > 1:
        if index ^ 1 < len(level):
            yield level[index ^ 1]
        level, index = _above(level), index >> 1
