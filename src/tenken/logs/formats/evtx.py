"""EVTX: event logs of Windows. A piece is a chunk of 64 KiB, the least that can be read by itself (ADR 0062).

What an event is, its number says (EventID), never its words, which are in the language of the machine.
"""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from struct import pack
from typing import Annotated, Any, BinaryIO
from zlib import crc32

import msgspec
from evtx import PyEvtxParser

from tenken.logs.formats.times import moment
from tenken.logs.formats.windows_security import PROVIDERS, WAYS
from tenken.logs.model import MINOR, SUCCESS, AuditEvent, Context, Format, Numbered, OneOfMany

CHUNK, HEAD = 65536, 4096
_FILE, MARK = b"ElfFile\0", b"ElfChnk\0"
"""What the file and each chunk begin with."""
_MOST = CHUNK // 28
"""Records in a chunk: none is shorter than its own head and end."""
_MAPPED = "::ffff:"
_NOTHING = ("", "-", "S-1-0-0")
_FINE = ("", "0x0", "0x00000000", "0")


class _Name(msgspec.Struct):
    Name: str = ""


class _Provider(msgspec.Struct):
    of: _Name = msgspec.field(name="#attributes", default_factory=_Name)


class _When(msgspec.Struct):
    SystemTime: str


class _Time(msgspec.Struct):
    of: _When = msgspec.field(name="#attributes")


class _Number(msgspec.Struct):
    value: int = msgspec.field(name="#text")


class _System(msgspec.Struct):
    Provider: _Provider
    EventID: int | _Number
    TimeCreated: _Time
    EventRecordID: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)] = 0
    Channel: str = ""
    Computer: str = ""


class _Event(msgspec.Struct):
    System: _System
    EventData: Any = None
    UserData: Any = None


class _Record(msgspec.Struct):
    Event: _Event


_decoder = msgspec.json.Decoder(_Record)


def split(file: BinaryIO) -> Iterator[bytes]:
    """The head of the file, then each chunk."""
    size = HEAD
    while piece := file.read(size):
        yield piece
        size = CHUNK


def read(raw: bytes, context: Context) -> Iterable[AuditEvent] | None:
    if raw.startswith(_FILE) or not raw.strip(b"\0"):
        return None
    if not raw.startswith(MARK) or len(raw) != CHUNK:
        return ()
    return tuple(_events(raw, context))


def as_json(chunk: bytes) -> str:
    """Its records, a line each, to be shown; those that cannot be read are missing."""
    return "\n".join(str(record["data"]) for record in _records(chunk) if record)


def _events(chunk: bytes, context: Context) -> Iterator[OneOfMany]:
    """One that cannot be read has the time of its neighbour, and the number of its place where all others do."""
    found = [_read(record, context) for record in _records(chunk)]
    begins = {one.sequence and one.sequence.moved(-place) for place, one in enumerate(found) if one}
    first = begins.pop() if len(begins) == 1 else None
    near = next((one.at for one in found if one), context.received)
    for place, one in enumerate(found):
        near = one.at if one else near
        yield one or OneOfMany(at=near, unread=True, sequence=first and first.moved(place))


def _read(record: Mapping[str, Any] | None, context: Context) -> OneOfMany | None:
    try:
        return _event(_decoder.decode(record["data"]).Event, context) if record else None
    except (msgspec.DecodeError, ValueError, RecursionError):
        return None


def _records(chunk: bytes) -> Iterator[dict[str, Any] | None]:
    """None in the place of each that cannot be read."""
    try:
        records = PyEvtxParser(BytesIO(_ALONE + chunk), 1).records_json()
    except RuntimeError:
        yield None
        return
    for _number in range(_MOST):
        try:
            yield next(records)
        except StopIteration:
            return
        except RuntimeError:
            yield None


def _event(event: _Event, context: Context) -> OneOfMany:
    system = event.System
    written = Numbered(system.EventRecordID, f"{system.Computer} {system.Channel}") if system.EventRecordID else None
    code = system.EventID if isinstance(system.EventID, int) else system.EventID.value
    at = moment(system.TimeCreated.of.SystemTime, context.zone)
    provider = system.Provider.of.Name
    way = WAYS.get(code) if provider in PROVIDERS else None
    if way is None:
        return OneOfMany(at=at, function=f"{code} {provider}", system=system.Computer, sequence=written)
    data = _values(event)
    said = [f"{name}={data[name]}" for name in way.also if name in data]
    failed = way.failed or data.get(way.status, "").lower() not in _FINE
    return OneOfMany(
        at=at,
        event=way.event,
        kind=way.kind,
        action=way.action,
        outcome=MINOR if failed else SUCCESS,
        user_id=data.get(way.user, ""),
        terminal=data.get(way.terminal, ""),
        address=data.get(way.address, "").removeprefix(_MAPPED),
        function=" ".join((str(code), way.means, *said)),
        object_id=" ".join(data[name] for name in way.object if name in data),
        system=system.Computer,
        sequence=written,
    )


def _values(event: _Event) -> Mapping[str, str]:
    """The named values; what stands for nothing is left out."""
    found = event.EventData
    if isinstance(event.UserData, dict):
        found = next((one for one in event.UserData.values() if isinstance(one, dict)), None)
    if not isinstance(found, dict):
        return {}
    return {name: text for name, value in found.items() if (text := str(value).strip()) not in _NOTHING}


def _head() -> bytes:
    """Of a file with a single chunk."""
    head = (_FILE + pack("<QQQIHHHH", 0, 0, 1, 128, 1, 3, HEAD, 1)).ljust(120, b"\0")
    return (head + pack("<II", 0, crc32(head))).ljust(HEAD, b"\0")


_ALONE = _head()
FORMAT = Format("evtx", split, read, many=True)
