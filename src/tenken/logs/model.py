"""監査イベント: what a log tells of one access, in one shape whatever the log. Words are DICOM PS3.15 A.5's."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from tenken.dates import JST

if TYPE_CHECKING:
    from tenken.logs.columns import Columns

QUERY, RECORD, LOGIN = "110112", "110110", "110114"
SECURITY_ALERT, AUDIT_LOG_USED, APPLICATION = "110113", "110101", "110100"
"""Event IDs of DICOM PS3.15 (CID 400)."""
LOGGED_IN, LOGGED_OUT = "110122", "110123"
"""Event type codes of a User Authentication (CID 401)."""
SUCCESS, MINOR, SERIOUS, MAJOR = "0", "4", "8", "12"
"""EventOutcomeIndicator (RFC 3881 §5.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """One access to one patient's information, or one event without a patient.

    ``at`` is when it happened, in UTC. ``event`` and ``kind`` are codes of EventID and EventTypeCode, ``function``
    what was done in the log's own words. ``patient_id`` is the identifier alone, without its assigner (the first
    component of an HL7 CX). ``terminal`` is a name, ``address`` an IP address. Names of patients have no place here.
    """

    at: datetime
    event: str = ""
    kind: str = ""
    action: str = ""
    outcome: str = SUCCESS
    user_id: str = ""
    user_name: str = ""
    role: str = ""
    terminal: str = ""
    address: str = ""
    patient_id: str = ""
    function: str = ""
    object_id: str = ""
    purpose: str = ""
    system: str = ""
    facility: str = ""


class Numbered(NamedTuple):
    """The number that its writer gave an event, one more each time. ``by`` tells apart the writers whose events come
    from one source: a host, and of Windows the channel too."""

    number: int
    by: str = ""

    def moved(self, places: int) -> "Numbered":
        return self._replace(number=self.number + places)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOfMany(AuditEvent):
    """An event in a piece that holds many, by its own number. ``unread`` stands for one that cannot be read."""

    sequence: Numbered | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What an event does not say of itself: when it was received, the zone of times that name none, and what the
    columns of its source mean."""

    received: datetime
    zone: tzinfo = JST
    columns: "Columns | None" = None


def unnumbered(_raw: bytes) -> Numbered | None:
    """Of a format whose writers number nothing."""
    return None


@dataclass(frozen=True)
class Format:
    """``split`` cuts a file into pieces, whose octets together are the file. ``read`` gives an event for each patient
    that a piece is about. None means that it tells of no event, as headings do; nothing at all, that it is not of this
    format: it is kept, counted and shown. ``sequence`` is the number of a piece, so that a gap shows what never came;
    None where its writer gave none. ``many`` says that a piece holds many events, each with a number of its own: the
    same event may stand in two pieces, between other neighbours.
    """

    id: str
    split: Callable[[BinaryIO], Iterator[bytes]]
    read: Callable[[bytes, Context], Iterable[AuditEvent] | None]
    sequence: Callable[[bytes], Numbered | None] = unnumbered
    many: bool = False


def lines(file: BinaryIO) -> Iterator[bytes]:
    """Each line with its end."""
    yield from file


def identifier(cx: str) -> str:
    """The ID of an HL7 CX such as ``P00042^^^HOSP``; a plain identifier is itself."""
    return cx.partition("^")[0].strip()
