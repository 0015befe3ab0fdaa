"""Records of JSON and XML from outside: read whatever their encoding, and turned into short and harmless words."""

import codecs
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tenken.collectors.model import Unreadable
from tenken.facts.model import LONGEST_NAME
from tenken.text import _

Record = Mapping[str, Any]
"""What stands in it is anybody's guess: it is asked by ``word``, ``flag`` and ``records`` only."""

MAX_BYTES = 64 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_FOREIGN = re.compile("[^\x00-\x7f\ufffd]")
LOST = "\ufffd"
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def decoded(raw: bytes) -> str:
    """The text. Programs of Windows write the words of its own code page into UTF-8; what cannot be read is marked �.

    Raises Unreadable for a file that is too big.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("the file has {n} MB; at most {most} are read"), n=len(raw) >> 20, most=MAX_BYTES >> 20)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(raw)


def _mixed(raw: bytes) -> str:
    """UTF-8 with some broken words in it, unless more is broken than whole and all of it makes words of CP932."""
    broken = raw.decode("utf-8", "replace")
    lost, kept = broken.count(LOST), len(_FOREIGN.findall(broken))
    try:
        return broken if kept > lost else raw.decode("cp932")
    except UnicodeDecodeError:
        return broken


def parse_json(text: str, kept: Callable[[dict[str, Any]], Any] | None = None) -> Any:
    """``kept`` makes of each object what is to stay of it. Raises Unreadable."""
    try:
        return json.loads(text, strict=False, object_hook=kept)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("the JSON is damaged or cut off ({why}); export it anew"), why=str(error)[:120]) from error


def without(text: str, secret: Callable[[dict[str, Any]], Iterable[str]]) -> str:
    """The same JSON without those fields of its objects; the very text where it has none. Raises Unreadable."""
    found = False

    def keep(told: dict[str, Any]) -> dict[str, Any]:
        nonlocal found
        names = set(secret(told))
        found = found or bool(names)
        return {name: value for name, value in told.items() if name not in names}

    whole = parse_json(text, keep)
    try:
        return json.dumps(whole, ensure_ascii=False) if found else text
    except RecursionError as error:
        raise Unreadable(_("the JSON is nested deeper than any program writes it")) from error


def plain(value: object, most: int = LONGEST_NAME) -> str:
    """A text or number on one line without control characters; empty for anything else."""
    if isinstance(value, str) and len(value) <= most and value.isprintable():
        return value.strip()  # most words are so, and many are asked for
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    return _UNPRINTABLE.sub(" ", str(value)[: 4 * most]).strip()[:most].strip()


def word(record: Record, *names: str) -> str:
    """What the first of these fields says that says anything."""
    return next(filter(None, (plain(record.get(name)) for name in names)), "")


def flag(record: Record, name: str) -> bool | None:
    """Yes or no, in any of their spellings; None where neither stands there."""
    value = record.get(name)
    said = str(value).lower() if isinstance(value, bool) else plain(value).lower()
    return said in _YES if said in (*_YES, *_NO) else None


def records(record: Record, *names: str) -> list[Record]:
    """The records in the first of these fields that holds any; one may stand alone, without a list."""
    return next(filter(None, (each(record.get(name)) for name in names)), [])


def each(value: object) -> list[Record]:
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, dict)]


def part_of(record: Record, name: str) -> Record:
    """The record in a field; an empty one where there is none."""
    return next(iter(each(record.get(name))), {})


def words(value: object) -> list[str]:
    """The texts of a field, whether one stands alone or many in a list."""
    parts = value if isinstance(value, list) else [value]
    return list(filter(None, map(plain, parts)))


def packages(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(name, version), each once and in order; what has no name is no package."""
    return tuple(sorted({(name, version) for name, version in pairs if name}))
