"""Entries read as columns are those that are read one by one; what is cut off is refused by both."""

from tenken.logs.evidence.entries import encoded, framed, in_columns, parts, unframed
from tests.logs.evidence.stores import MORNING

ENTRIES = [encoded(MORNING, source, raw) for source, raw in (("ehr", b"one"), ("検査", b""), ("ehr", b"x" * 300))]


def one_by_one(content: bytes) -> tuple[list[object], ...] | None:
    try:
        return tuple(list(column) for column in zip(*map(parts, unframed(content)), strict=True))
    except ValueError:
        return None


def together(content: bytes) -> tuple[list[object], ...] | None:
    try:
        return tuple(list(column) for column in in_columns(content) if column)
    except ValueError:
        return None


def test_whole_or_cut_off_anywhere_both_say_the_same() -> None:
    content = framed(ENTRIES)
    said = [(one_by_one(content[:end]), together(content[:end])) for end in range(len(content) + 1)]
    assert [end for end, (one, other) in enumerate(said) if one != other] == []
    assert sum(one is not None for one, _other in said) == len(ENTRIES) + 1
