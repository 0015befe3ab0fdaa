"""Pieces that are alike but for what stands between their quotes, cut at those all at once."""

import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tenken.logs.columnar.batch import TEXT

_QUOTE, _WORD = 0x22, 8
_AT_ONCE = 1 << 22
"""Octets that are cut at once."""
_KINDS = 64
"""Of pieces with as many quotes, in one go. A sender who writes each in another way is read one by one."""

Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Fixed = Callable[[Sequence[bytes]], Collection[int]]
"""Of the parts of a piece, which are the same in all that are alike."""


@dataclass(frozen=True)
class Alike:
    """``pieces`` are places among all that were given. ``parts`` are those of one of them: at even places what stands
    outside of quotes, at odd places what stands within. Where that is empty, it is so in all of them."""

    block: "Block"
    pieces: Places
    parts: Sequence[bytes]

    def column(self, part: int) -> pa.Array:
        """What stands there within quotes, of each piece."""
        ends = self.block.first[self.pieces] + part
        offsets = np.empty(2 * len(ends), np.int32)
        offsets[::2], offsets[1::2] = self.block.quotes[ends - 1] + 1, self.block.quotes[ends]
        buffers = [None, pa.py_buffer(offsets), pa.py_buffer(self.block.body)]
        in_turn = pa.Array.from_buffers(TEXT, len(offsets) - 1, buffers)
        return in_turn.take(pa.array(np.arange(0, len(offsets), 2)))

    def where(self, mask: Mask) -> "Alike":
        pieces = self.pieces[mask]
        return Alike(self.block, pieces, self.block.parts(pieces[0]) if len(pieces) else ())


class Block:
    """What is no UTF-8 is passed over."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self.body = b"".join((*texts, bytes(_WORD)))
        if not _is_utf_8(self.body):
            texts = [text if _is_utf_8(text) else b"" for text in texts]
            self.body = b"".join((*texts, bytes(_WORD)))
        self.octets = np.frombuffer(self.body, np.uint8)
        self.ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
        self.starts = np.concatenate(([0], self.ends[:-1]))
        self.quotes = np.flatnonzero(self.octets == _QUOTE)
        self.first = np.searchsorted(self.quotes, self.starts)
        self.count = np.diff(self.first, append=len(self.quotes))
        self._words = np.ndarray((len(self.body) - _WORD + 1,), "<u8", self.body, strides=(1,))

    def parts(self, piece: int) -> list[bytes]:
        return self.body[self.starts[piece] : self.ends[piece]].split(b'"')

    def within(self, places: Places) -> Places:
        """The pieces in which one of these places of the body stands within quotes."""
        if not len(places):
            return places
        found = np.searchsorted(self.ends, places, "right")
        before = np.searchsorted(self.quotes, places) - self.first[found]
        return np.unique(found[before % 2 == 1])

    def begins(self, word: bytes, places: Places) -> Mask:
        """At which of these places of the body the word stands, of no more than eight octets."""
        found: Mask = (self._words[places] & _mask(len(word))) == _number(word)
        return found

    def alike(self, fixed: Fixed) -> Iterator[Alike]:
        """Some may be missing."""
        for count in np.unique(self.count):
            left = np.flatnonzero(self.count == count)
            for _kind in range(_KINDS if count and count % 2 == 0 else 0):
                if not len(left):
                    break
                parts = self.parts(left[secrets.randbelow(len(left))])  # most likely of what is frequent
                same = self._same(left, parts, fixed(parts))
                yield Alike(self, left[same], parts)
                left = left[~same]

    def _same(self, pieces: Places, parts: Sequence[bytes], fixed: Collection[int]) -> Mask:
        """Which of them have the same at these parts, outside of quotes, and where it is empty, as a piece of these
        parts."""
        values = [part for part in range(1, len(parts), 2) if parts[part] and part not in fixed]
        edges = [edge for part in values for edge in (part - 1, part)]
        quotes = np.ascontiguousarray(self._quotes_of(pieces, len(parts) - 1)[:, edges].T)
        begins, ends = (self.starts[pieces], *(quotes[1::2] + 1)), (*quotes[::2], self.ends[pieces])
        texts = [b'"'.join(parts[after + 1 : before]) for after, before in pairwise((-1, *values, len(parts)))]
        same: Mask = np.all(quotes[1::2] - quotes[::2] > 1, axis=0)
        for begin, end, text in zip(begins, ends, texts, strict=True):
            same &= end - begin == len(text)
        for begin, text in zip(begins, texts, strict=True):
            same[same] = self._holds(begin[same], text)
        return same

    def _holds(self, places: Places, text: bytes) -> Mask:
        """At which of these places of the body the text stands."""
        if len(text) < _WORD:
            return self.begins(text, places)
        differ = np.zeros(len(places), np.uint64)
        for step in (*range(0, len(text) - _WORD, _WORD), len(text) - _WORD):
            differ |= self._words[places + step] ^ _number(text[step : step + _WORD])
        found: Mask = differ == 0
        return found

    def _quotes_of(self, pieces: Places, count: int) -> Places:
        """Of pieces with as many quotes."""
        begin, end = self.first[pieces[0]], self.first[pieces[-1]] + count
        if end - begin == count * len(pieces):  # no others between
            return self.quotes[begin:end].reshape(len(pieces), count)
        found: Places = self.quotes[self.first[pieces][:, None] + np.arange(count)]
        return found


def blocks(texts: Sequence[bytes]) -> Iterator[tuple[int, Sequence[bytes]]]:
    """As many as are best cut at once, and the place of their first."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    begin = 0
    while begin < len(texts):
        before = ends[begin - 1] if begin else 0
        end = max(int(np.searchsorted(ends, before + _AT_ONCE)), begin + 1)
        yield begin, texts[begin:end]
        begin = end


def _is_utf_8(text: bytes) -> bool:
    offsets = pa.py_buffer(np.array((0, len(text)), np.int32))
    try:
        pa.Array.from_buffers(TEXT, 1, [None, offsets, pa.py_buffer(text)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _number(word: bytes) -> np.uint64:
    return np.uint64(int.from_bytes(word, "little"))


def _mask(octets: int) -> np.uint64:
    return np.uint64((1 << 8 * octets) - 1)
