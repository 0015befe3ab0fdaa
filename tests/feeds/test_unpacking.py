"""A packed list is read whole or not at all, and no file swells beyond bounds."""

import gzip
import lzma
from collections.abc import Callable

import pytest

from tenken.feeds.model import FeedError, unpacked

WORDS = b"Package: a\nVersion: 1\n" * 50
PACKERS = pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
Pack = Callable[[bytes], bytes]


@PACKERS
def test_it_says_what_was_packed(pack: Pack) -> None:
    assert unpacked(pack(WORDS)) == WORDS


@PACKERS
def test_all_parts_of_it_are_read(pack: Pack) -> None:
    assert unpacked(pack(WORDS) + pack(WORDS) + b"\x00" * 8) == WORDS + WORDS


def test_what_is_not_packed_stays_as_it_is() -> None:
    assert unpacked(WORDS) == WORDS


@PACKERS
def test_it_may_have_as_many_bytes_as_are_allowed_and_no_more(pack: Pack) -> None:
    assert len(unpacked(pack(WORDS), len(WORDS))) == len(WORDS)
    with pytest.raises(FeedError, match="it is not read"):
        unpacked(pack(WORDS), len(WORDS) - 1)


@PACKERS
def test_parts_count_together(pack: Pack) -> None:
    with pytest.raises(FeedError, match="it is not read"):
        unpacked(pack(WORDS) * 3, 2 * len(WORDS))


@PACKERS
def test_a_bomb_is_refused_without_being_unpacked(pack: Pack) -> None:
    with pytest.raises(FeedError, match="more than 1 MB"):
        unpacked(pack(bytes(64 << 20)), 1 << 20)


@PACKERS
@pytest.mark.parametrize("lost", [1, 9, 30])
def test_what_is_cut_off_is_refused(pack: Pack, lost: int) -> None:
    with pytest.raises(FeedError, match=r"cut off|cannot be read"):
        unpacked(pack(WORDS)[:-lost])


@PACKERS
def test_what_stands_behind_it_is_refused(pack: Pack) -> None:
    with pytest.raises(FeedError, match="cannot be read"):
        unpacked(pack(WORDS) + b"words")


@pytest.mark.parametrize("magic", [b"\x04\x22\x4d\x18", b"\x28\xb5\x2f\xfd"])
def test_other_ways_of_packing_are_told(magic: bytes) -> None:
    with pytest.raises(FeedError, match="lz4 or zstd"):
        unpacked(magic + WORDS)
