"""Audit messages in XML by their shapes, many at once."""

import re
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from tenken.logs.columnar.batch import SAID, Batch
from tenken.logs.columnar.quoted import Alike, Block, Places
from tenken.logs.columnar.shapes import Order, Pick, Reader, identifiers
from tenken.logs.formats.atna import AFTER, BEGIN, Told, parsed, tell
from tenken.logs.model import Context

_LONGEST = 1 << 20
_BLANK, _LESS, _AND = 0x20, ord("<"), ord("&")
_REFERENCES = {b"&lt;": "<", b"&gt;": ">", b"&quot;": '"', b"&apos;": "'", b"&amp;": "&"}
"""Those that every message knows; the last is that which could make another."""
_NO_CHARACTERS = re.compile(b"\xef\xbf[\xbe\xbf]")
_ODD = (b"'", b"&", b"<!", b"<?", b"xmlns", b"xml:", b"]]>")
"""Outside values: quotes of the other kind, references, comments, CDATA, namespaces."""
_DECIDES = frozenset(
    (b"UserIsRequestor", b"ParticipantObjectTypeCode", b"ParticipantObjectTypeCodeRole", b"NetworkAccessPointTypeCode")
)
"""Attributes whose values decide what others mean; so do the codes of ParticipantObjectIDTypeCode."""
_NUMBER_TYPE, _CODES = b"ParticipantObjectIDTypeCode", (b"code", b"csd-code")
_TAG, _NAME = re.compile(rb"<([\w:.-]+)"), re.compile(rb"([\w:.-]+)\s*=\s*\Z")


def read(raws: Sequence[bytes], context: Context) -> Batch:
    return Reader(Messages(), context).read(raws)


class Messages:
    escape = "&"

    def texts(self, raws: Sequence[bytes]) -> Sequence[bytes]:
        begins = [raw.find(BEGIN) if len(raw) <= _LONGEST else -1 for raw in raws]
        return [raw[begin:].rstrip(AFTER) if begin >= 0 else b"" for raw, begin in zip(raws, begins, strict=True)]

    def decide(self, parts: Sequence[bytes]) -> Collection[int]:
        tag, found = b"", []
        for place in range(0, len(parts) - 1, 2):
            tags, name = _TAG.findall(parts[place]), _NAME.search(parts[place])
            tag = tags[-1] if tags else tag
            if name and (name[1] in _DECIDES or (tag == _NUMBER_TYPE and name[1] in _CODES)):
                found.append(place + 1)
        return found

    def odd(self, block: Block) -> Places:
        """White space that XML makes a blank, what it does not take, references that not every message knows."""
        octets = block.octets
        refers = np.flatnonzero(octets == _AND)
        known = np.zeros(len(refers), bool)
        for reference in _REFERENCES:
            known |= block.begins(reference, refers)
        none = [found.start() for found in _NO_CHARACTERS.finditer(block.body)]
        places = (np.flatnonzero(octets[:-8] < _BLANK), np.flatnonzero(octets == _LESS), refers[~known], none)
        return block.within(np.concatenate(places).astype(np.int64))

    def meant(self, values: pa.Array) -> pa.Array:
        for reference, meant in _REFERENCES.items():
            values = pc.replace_substring(values, reference.decode(), meant)
        return values

    def split(self, alike: Alike) -> Iterator[tuple[str, Alike]]:
        yield "", alike

    def order(self, parts: Sequence[bytes], values: Sequence[int]) -> Order | None:
        outline = b'"'.join(parts[::2])
        if any(odd in outline for odd in _ODD):
            return None
        return _order(parts, values)


def _order(parts: Sequence[bytes], values: Sequence[int]) -> Order | None:
    words = {secrets.token_hex(8): part for part in values}
    told = _told(parts, words)
    if told is None or told.at not in words:
        return None
    picks = {name: _pick(told.said[name], words) for name in SAID if name != "patient_id"}
    patients = [_pick(number, words) for number in told.patients]
    return Order(words[told.at], [Pick(pick.part, identifiers, pick.always) for pick in patients], picks)


def _told(parts: Sequence[bytes], words: Mapping[str, int]) -> Told | None:
    """What the message says with these words; None where one of them is no attribute's value."""
    changed = list(parts)
    for word, part in words.items():
        changed[part] = word.encode()
    try:
        tree = parsed(b'"'.join(changed))
        told = tell(tree)
    except (etree.XMLSyntaxError, ValueError):
        return None
    known = {value for one in tree.iter() for value in one.values()}
    return told if known.issuperset(words) else None


def _pick(value: str, words: Mapping[str, int]) -> Pick:
    """What is none of the words is what decides, and so always the same."""
    return Pick(words[value]) if value in words else Pick(always=value)
