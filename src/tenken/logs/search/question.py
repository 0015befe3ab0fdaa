"""A question to the logs, and what was found. Apart from what finds it, so that pages need not load an engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

FIELDS: Mapping[str, str] = {
    "patient": "patient_id", "user": "user_id", "terminal": "terminal", "address": "address", "system": "system",
    "source": "source", "event": "event", "function": "function", "outcome": "outcome",
}  # fmt: skip
"""What is asked for as it is, and the column that says it."""
Unit = Literal["h", "D", "M"]
"""A span of time: an hour, a day, a month."""


@dataclass(frozen=True)
class Question:
    """What is not asked for is empty. ``since`` and ``until`` are moments; ``until`` itself is left out.

    A patient may be given as an HL7 CX. Each word of ``text`` is found anywhere in what the log says of the event,
    also where it has two letters, in whatever width it is written. ``unparsed`` asks for what could not be read only.
    """

    since: datetime
    until: datetime
    patient: str = ""
    user: str = ""
    terminal: str = ""
    address: str = ""
    system: str = ""
    outcome: str = ""
    event: str = ""
    source: str = ""
    text: str = ""
    function: str = ""
    unparsed: bool = False

    def words(self, mark: Callable[[str], str]) -> str:
        """What was asked for, for the record of who asked: patients and words, which may be names, by their marks."""
        asked = {name: getattr(self, name) for name in (*FIELDS, "text")}
        asked |= {name: mark(asked[name]) for name in ("patient", "text")}
        told = [f"{name}={value}" for name, value in asked.items() if value]
        return " ".join([*told, *(["unparsed"] if self.unparsed else [])])


@dataclass(frozen=True)
class Found:
    """``total`` counts all that fit; ``rows`` are those from ``start`` on, oldest first."""

    rows: tuple[Mapping[str, Any], ...]
    total: int
    start: int


@dataclass(frozen=True)
class Involved:
    """Whoever and whatever took part in something: events that name any of them. ``names`` are of machines.

    Accounts and names of machines are found in large letters and in small ones.
    """

    since: datetime
    until: datetime
    users: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """In so many ``hours`` of a span this source has records."""

    source: str
    span: datetime
    hours: int


@dataclass(frozen=True)
class Fitting:
    span: datetime
    events: int


@dataclass(frozen=True)
class Spans:
    """Spans are known by their beginnings in Japan's time. What is missing in ``recorded`` was not recorded."""

    recorded: tuple[Recorded, ...]
    fitting: tuple[Fitting, ...]
