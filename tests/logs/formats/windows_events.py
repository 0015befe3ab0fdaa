"""Event logs of Windows, written by hand after the documented format (MS-EVEN6 2.2.12, libevtx's description).

One template holds the whole of an event, as BinXml allows; Windows itself nests two.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from struct import pack
from zlib import crc32

CHUNK, _BLOCK, _FIRST = 65536, 4096, 512
_TEXT, _NUMBER, _TIME = 0x01, 0x0A, 0x11
_EPOCH, _TICK = datetime(1601, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
SECURITY = "Microsoft-Windows-Security-Auditing"


@dataclass(frozen=True)
class Made:
    """An event as it is written. ``user_data`` puts its values where 1102 has them."""

    id: int
    data: Mapping[str, str]
    at: datetime = datetime(2026, 4, 1, 8, 30, tzinfo=UTC)
    provider: str = SECURITY
    computer: str = "DC01.midorino.local"
    user_data: str = ""
    channel: str = "Security"


def evtx(events: Sequence[Made], first: int = 1) -> bytes:
    """A whole file; records are numbered from ``first`` on."""
    chunks = list(_chunks(events, first))
    head = b"ElfFile\0" + pack("<QQQIHHHH", 0, len(chunks) - 1, first + len(events), 128, 1, 3, _BLOCK, len(chunks))
    head = head.ljust(120, b"\0")
    return (head + pack("<II", 0, crc32(head))).ljust(_BLOCK, b"\0") + b"".join(chunks)


def damaged(whole: bytes, word: str) -> bytes:
    """The record that says this word is there and cannot be read."""
    place = whole.rindex(b"\x2a\x2a\0\0", 0, whole.index(word.encode("utf-16-le"))) + 24
    return whole[:place] + b"\x87" + whole[place + 1 :]


def _chunks(events: Sequence[Made], first: int) -> Iterator[bytes]:
    chunk = _Chunk(first)
    for number, event in enumerate(events, first):
        if not chunk.add(number, event):
            yield chunk.whole()
            chunk = _Chunk(number)
            chunk.add(number, event)
    yield chunk.whole()


@dataclass
class _Chunk:
    first: int
    body: bytes = b""
    records: int = 0
    last: int = 0
    names: dict[str, int] = field(default_factory=dict)
    templates: dict[tuple[object, ...], int] = field(default_factory=dict)

    def add(self, number: int, event: Made) -> bool:
        """False where there is no more room."""
        names, templates = dict(self.names), dict(self.templates)
        record = self._record(number, event)
        if _FIRST + len(self.body) + len(record) > CHUNK:
            self.names, self.templates = names, templates
            return False
        self.last = _FIRST + len(self.body)
        self.body += record
        self.records += 1
        return True

    def whole(self) -> bytes:
        last = self.first + self.records - 1
        free = _FIRST + len(self.body)
        head = b"ElfChnk\0" + pack("<QQQQ", self.first, last, self.first, last)
        head = (head + pack("<IIII", 128, self.last, free, crc32(self.body))).ljust(120, b"\0")
        tables = bytes(384)
        return (head + pack("<II", 0, crc32(head + tables)) + tables + self.body).ljust(CHUNK, b"\0")

    def _record(self, number: int, event: Made) -> bytes:
        begin = _FIRST + len(self.body)
        ticks = (event.at - _EPOCH) // _TICK * 10
        values = [(_NUMBER, pack("<Q", event.id)), (_TIME, pack("<Q", ticks)), (_NUMBER, pack("<Q", number))]
        values += [(_TEXT, text.encode("utf-16-le")) for text in (event.provider, event.computer, *event.data.values())]
        binary = self._instance(begin + 24 + 4, event)
        binary = b"\x0f\x01\x01\0" + binary + pack("<I", len(values))
        binary += b"".join(pack("<HBB", len(value), kind, 0) for kind, value in values)
        binary += b"".join(value for _kind, value in values) + b"\0"
        size = 24 + len(binary) + 4
        size += -size % 8
        return (pack("<IIQQ", 0x2A2A, size, number, ticks) + binary).ljust(size - 4, b"\0") + pack("<I", size)

    def _instance(self, place: int, event: Made) -> bytes:
        """What names the template, which stands where it is used first."""
        shape = (event.user_data, event.channel, *event.data)
        if shape in self.templates:
            return b"\x0c\x01" + pack("<II", 1, self.templates[shape])
        self.templates[shape] = begin = place + 10
        data = b"\x0f\x01\x01\0" + self._event(begin + 28, event) + b"\0"
        definition = pack("<I", 0) + len(self.templates).to_bytes(16, "little") + pack("<I", len(data)) + data
        return b"\x0c\x01" + pack("<II", 1, begin) + definition

    def _event(self, place: int, event: Made) -> bytes:
        system = [
            ("Provider", {"Name": 3}, ()), ("EventID", {}, (0,)), ("TimeCreated", {"SystemTime": 1}, ()),
            ("EventRecordID", {}, (2,)), ("Channel", {}, (event.channel,)), ("Computer", {}, (4,)),
        ]  # fmt: skip
        values = list(enumerate(event.data, 5))
        if event.user_data:
            inner: tuple[object, ...] = (event.user_data, {}, [(name, {}, (number,)) for number, name in values])
            data: tuple[object, ...] = ("UserData", {}, [inner])
        else:
            data = ("EventData", {}, [("Data", {"Name": name}, (number,)) for number, name in values])
        return self._element(place, "Event", {}, [("System", {}, system), data])

    def _element(self, place: int, name: str, attributes: Mapping[str, int | str], inside: Sequence[object]) -> bytes:
        head = (b"\x41" if attributes else b"\x01") + b"\xff\xff"
        at = place + len(head) + 4
        body = self._name(at, name)
        if attributes:
            listed = b""
            for number, (key, value) in enumerate(attributes.items(), 1):
                listed += b"\x46" if number < len(attributes) else b"\x06"
                listed += self._name(at + len(body) + 4 + len(listed), key) + _content(value)
            body += pack("<I", len(listed)) + listed
        body += b"\x02"
        for one in inside:
            body += self._element(at + len(body), *one) if isinstance(one, tuple) else _content(one)
        return head + pack("<I", len(body) + 1) + body + b"\x04"

    def _name(self, place: int, name: str) -> bytes:
        """Its offset; the name itself follows where it is used first."""
        if name in self.names:
            return pack("<I", self.names[name])
        self.names[name] = begin = place + 4
        return pack("<I", begin) + pack("<IHH", 0, _hash(name), len(name)) + name.encode("utf-16-le") + b"\0\0"


def _content(value: object) -> bytes:
    """A value that each event brings (by its number), or words."""
    if isinstance(value, int):
        return b"\x0d" + pack("<HB", value, {0: _NUMBER, 1: _TIME, 2: _NUMBER}.get(value, _TEXT))
    text = str(value)
    return b"\x05\x01" + pack("<H", len(text)) + text.encode("utf-16-le")


def _hash(name: str) -> int:
    found = 0
    for letter in name:
        found = (found * 65599 + ord(letter)) & 0xFFFFFFFF
    return found & 0xFFFF
