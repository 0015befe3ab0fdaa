"""FHIR AuditEvents in JSON by their shapes, many at once."""

import re
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tenken.logs.columnar.batch import SAID, TEXT, Batch
from tenken.logs.columnar.quoted import Alike, Block, Places
from tenken.logs.columnar.shapes import Order, Pick, Reader, identifiers, last_parts, meant
from tenken.logs.formats import fhir
from tenken.logs.model import AuditEvent, Context

_BLANK, _LETTER = 0x20, ord("u")
_ESCAPED = np.frombuffer(b"bfnrt/", np.uint8)
_DIGITS = np.frombuffer(b"0123456789abcdefABCDEF", np.uint8)
_SURROGATE = np.frombuffer(b"dD", np.uint8)
_NAME = re.compile(rb"\s*:")
_DECIDE = frozenset(
    (
        ("resourceType",), ("agent", "network", "type"), ("entity", "role", "code"),
        ("entity", "role", "coding", "code"), ("outcome", "code", "code"),
    )
)  # fmt: skip
"""Where the values stand that decide what others mean; and whether a reference is to a patient."""
_RECORDED, _REFERENCE = ("recorded",), ("entity", "what", "reference")
_TO_PATIENT, _PATIENT, _OTHER = "(^|/)Patient/[^/]*$", "Patient", "-"
_SOME_DAY = datetime(2001, 1, 1, tzinfo=UTC)
_CONTEXT = Context(_SOME_DAY, UTC)

Path = tuple[str, ...]


def read(raws: Sequence[bytes], context: Context) -> Batch:
    return Reader(Resources(), context).read(raws)


class Resources:
    escape = "\\"

    def texts(self, raws: Sequence[bytes]) -> Sequence[bytes]:
        return raws

    def decide(self, parts: Sequence[bytes]) -> Collection[int]:
        paths = values_of(parts)
        return [part for part in range(1, len(parts), 2) if part not in paths or paths[part] in _DECIDE]

    def odd(self, block: Block) -> Places:
        """Escapes of quotes and of themselves, of halves of characters, and those that there are none of."""
        octets, ends = block.octets[:-8], block.ends[block.ends > block.starts]
        is_control = octets < _BLANK
        places = [np.array([], np.int64)]
        if np.count_nonzero(is_control) != np.count_nonzero(is_control[ends - 1]):  # others than ends of lines
            places.append(np.flatnonzero(is_control))
        if self.escape.encode() in block.body:
            places.append(_strange(block, np.flatnonzero(octets == ord(self.escape))))
        return block.within(np.concatenate(places))

    def meant(self, values: pa.Array) -> pa.Array:
        return pa.array([_unescaped(value) for value in values.to_pylist()], TEXT)

    def split(self, alike: Alike) -> Iterator[tuple[str, Alike]]:
        """By whom its entities refer to."""
        some = [("", alike)]
        for part, path in values_of(alike.parts).items():
            if path == _REFERENCE and alike.parts[part]:
                some = [one for name, before in some for one in self._by_reference(name, before, part)]
        return iter(some)

    def _by_reference(self, name: str, alike: Alike, part: int) -> Iterator[tuple[str, Alike]]:
        if not len(alike.pieces):
            return
        column = meant(self, alike, part)
        is_patient = pc.match_substring_regex(column, _TO_PATIENT).to_numpy(zero_copy_only=False)
        yield f"{name} {part}", alike.where(is_patient)
        yield name, alike.where(~is_patient)

    def order(self, parts: Sequence[bytes], values: Sequence[int]) -> Order | None:
        if parts[0][:1] != b"{":
            return None
        paths = values_of(parts)
        found = [_probed(parts, {part: paths[part] for part in values}) for _time in range(2)]
        return found[0] if found[0] == found[1] else None


def values_of(parts: Sequence[bytes]) -> Mapping[int, Path]:
    """The parts that are values, and by which names they are reached, lists passed over."""
    found: dict[int, Path] = {}
    names: list[str] = []
    for place in range(0, len(parts) - 1, 2):
        for sign in parts[place].decode():
            if sign in "{[":
                names.append("")
            elif sign in "}]" and names:
                names.pop()
        text = parts[place + 1].decode()
        if place + 2 < len(parts) and _NAME.match(parts[place + 2]):
            names[-1:] = [text]
        else:
            found[place + 1] = tuple(name for name in names if name)
    return found


def _strange(block: Block, escapes: Places) -> Places:
    """Those of the escapes that are not sure to stand for one character."""
    after = block.octets[escapes[:, None] + np.arange(1, 6)]
    named, numbered = np.isin(after[:, 0], _ESCAPED), after[:, 0] == _LETTER
    whole = np.isin(after[:, 1:], _DIGITS).all(axis=1) & ~np.isin(after[:, 1], _SURROGATE)
    strange: Places = escapes[~(named | (numbered & whole))]
    return strange


def _probed(parts: Sequence[bytes], paths: Mapping[int, Path]) -> Order | None:
    """What the reader makes of it with random words in these places."""
    changed = list(parts)
    known: dict[str, Pick] = {}
    when: dict[datetime, int] = {}
    for part, path in paths.items():
        kind, number, rest = (secrets.token_hex(6) for _word in range(3))
        if path == _REFERENCE:
            kind = _PATIENT if re.search(_TO_PATIENT, _unescaped(parts[part].decode()) or "") else _OTHER
        word = f"{kind}/{number}^{rest}"
        known |= {word: Pick(part), f"{kind}/{number}": Pick(part, identifiers), number: Pick(part, last_parts)}
        if path == _RECORDED:
            at = _SOME_DAY + timedelta(seconds=secrets.randbelow(10**8))
            word, when[at] = at.isoformat(), part
        changed[part] = word.encode()
    events = fhir.read(b'"'.join(changed), _CONTEXT) or ()
    return _order(list(events), known, when)


def _order(events: Sequence[AuditEvent], known: Mapping[str, Pick], when: Mapping[datetime, int]) -> Order | None:
    if not events or events[0].at not in when:
        return None
    picks = [{name: known.get(value := getattr(one, name), Pick(always=value)) for name in SAID} for one in events]
    patients = [one.pop("patient_id") for one in picks]
    return Order(when[events[0].at], patients, picks[0])


def _unescaped(value: str) -> str | None:
    if "\\" not in value:
        return value
    try:
        return msgspec.json.decode(f'"{value}"', type=str)
    except msgspec.DecodeError:
        return None
