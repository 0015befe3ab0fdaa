"""Messages of one sender are alike but for their values: a shape is learnt by lxml once, then only cut at its quotes.

Whatever is unusual is left to the reader that knows XML (`atna.read`), which is also asked what a shape means: it reads
the message with a random word in the place of each value, and where that word turns up, the value belongs.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from lxml import etree

from tenken.logs.formats.atna import AFTER, BEGIN, Told, parsed, tell

_QUOTE = b'"'
_OTHERWISE = bytes(range(0x20)) + b"<"
"""What XML does not take as it stands in a value, such as white space that it makes a blank."""
_REFERENCES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))
"""Those that every message knows; the last is that which could make another."""
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_ODD = (b"'", b"&", b"<!", b"<?", b"xmlns", b"xml:", b"]]>")
"""Outside values: quotes of the other kind, references, comments, CDATA, namespaces."""
_DECIDES = frozenset(
    ("UserIsRequestor", "ParticipantObjectTypeCode", "ParticipantObjectTypeCodeRole", "NetworkAccessPointTypeCode")
)
"""Attributes whose values decide what others mean; so do the codes of ParticipantObjectIDTypeCode."""
_CHOICES = frozenset(("csd-code", "code", "originalText", "displayName"))
"""Where one of these is empty, the reader takes the next."""
_LONGEST, _MANY = 1 << 20, 1000

Values = Sequence[bytes]
Pick = Callable[[Values], tuple[bytes, ...]]


@dataclass(frozen=True, slots=True)
class Read:
    """``said`` are the values of the fields that were wanted, as octets of UTF-8."""

    at: bytes
    patients: tuple[bytes, ...]
    said: tuple[bytes, ...]


@dataclass(slots=True)
class _Shape:
    """``places`` are those of all its values. ``orders`` leads from the values that decide to what they make of it."""

    places: int
    decides: tuple[int, ...]
    decisive: Pick
    choices: Pick
    orders: dict[tuple[bytes, ...], "_Order | None"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Order:
    """``at``, patients and said, in one; ``patients`` is how many of them."""

    pick: Pick
    patients: int


class Shapes:
    """``fields`` are those of an event that are wanted, in this order."""

    def __init__(self, fields: Sequence[str]) -> None:
        self._fields = tuple(fields)
        self._shapes: dict[bytes, _Shape | None] = {}

    def read(self, raw: bytes) -> Read | None:
        """None where it is unusual: ill-formed, or in a way of writing that is not learnt."""
        begin = raw.find(BEGIN)
        if begin < 0 or len(raw) > _LONGEST:
            return None
        parts = raw[begin:].rstrip(AFTER).split(_QUOTE)
        outline, values = _QUOTE.join(parts[::2]), parts[1::2]
        shape = self._shapes[outline] if outline in self._shapes else self._learn(outline, parts[::2])
        together = _QUOTE.join(values)
        if shape is None or len(parts) != 2 * shape.places + 1 or not _is_plain(together):
            return None
        if b"" in values and b"" in shape.choices(values):
            return None
        decisive = shape.decisive(values)
        order = shape.orders[decisive] if decisive in shape.orders else self._ordered(shape, decisive, parts[::2])
        if order is None:
            return None
        values.append(b"")
        found = order.pick(values)
        if b"&" in together:
            found = tuple([_meant(value) if b"&" in value else value for value in found])
        end = 1 + order.patients
        return Read(found[0], found[1:end], found[end:])

    def _learn(self, outline: bytes, around: Values) -> _Shape | None:
        if len(self._shapes) >= _MANY:
            return None
        self._shapes[outline] = found = _shape(outline, around)
        return found

    def _ordered(self, shape: _Shape, decisive: tuple[bytes, ...], around: Values) -> _Order | None:
        if len(shape.orders) >= _MANY:
            return None
        words = _words(shape.places)
        known = dict(zip(shape.decides, decisive, strict=True))
        tree = _tree(around, [known.get(place, word.encode()) for place, word in enumerate(words)])
        shape.orders[decisive] = found = None if tree is None else _order(tree, words, self._fields)
        return found


def _is_plain(values: bytes) -> bool:
    """Whether they stand in the message as they are meant, but for plain references. What is no UTF-8 is none of it."""
    if len(values.translate(None, _OTHERWISE)) != len(values):
        return False
    refers = values.count(b"&") - values.count(b"&amp;")
    if refers and refers != sum(values.count(reference) for reference, _meant in _REFERENCES[:-1]):
        return False
    if values.isascii():
        return True
    try:
        values.decode()
    except UnicodeDecodeError:
        return False
    return not any(one in values for one in _NO_CHARACTERS)


def _meant(value: bytes) -> bytes:
    for reference, meant in _REFERENCES:
        value = value.replace(reference, meant)
    return value


def _shape(outline: bytes, around: Values) -> _Shape | None:
    words = _words(len(around) - 1)
    tree = None if any(odd in outline for odd in _ODD) else _tree(around, [word.encode() for word in words])
    attributes = [] if tree is None else list(_attributes(tree))
    places = {word: place for place, word in enumerate(words)}
    if tree is None or sorted(value for _tag, _name, value in attributes) != sorted(words):
        return None  # a quote that holds no attribute
    decides = tuple(sorted(places[value] for tag, name, value in attributes if _decides(tag, name)))
    choices = [places[value] for _tag, name, value in attributes if name in _CHOICES]
    return _Shape(len(words), decides, _pick(decides), _pick(choices))


def _attributes(tree: etree._Element) -> list[tuple[str, str, str]]:
    return [(str(one.tag), str(name), str(value)) for one in tree.iter() for name, value in one.items()]


def _decides(tag: str, name: str) -> bool:
    return name in _DECIDES or (tag == "ParticipantObjectIDTypeCode" and name in ("csd-code", "code"))


def _order(tree: etree._Element, words: Sequence[str], fields: Sequence[str]) -> _Order | None:
    try:
        told = tell(tree)
    except ValueError:
        return None
    places = {"": len(words)} | {word: place for place, word in enumerate(words)}
    wanted = (told.at, *told.patients, *(told.said[name] for name in fields))
    if not told.at or not all(word in places for word in wanted):
        return None
    return _Order(_pick([places[word] for word in wanted]), len(told.patients))


def _tree(around: Values, values: Values) -> etree._Element | None:
    parts = [part for pair in zip(around, values, strict=False) for part in pair]
    try:
        return parsed(_QUOTE.join([*parts, around[-1]]))
    except etree.XMLSyntaxError:
        return None


def _words(count: int) -> list[str]:
    return [f"{secrets.token_hex(8)}{place}" for place in range(count)]


def _pick(places: Sequence[int]) -> Pick:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda values: tuple(values[place] for place in places)


def as_told(read: Read, fields: Sequence[str]) -> Told:
    """The same as the other reader tells it."""
    said: Mapping[str, str] = {name: value.decode() for name, value in zip(fields, read.said, strict=True)}
    return Told(read.at.decode(), said, tuple(dict.fromkeys(one.decode() for one in read.patients)))
