"""受信の様子: what a receiver says of itself every few seconds, in a file beside the evidence, for pages to show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from tenken.text import Message

FILE = "receiving.json"
EVERY = timedelta(seconds=5)
_SIGN_OF_LIFE = 6 * EVERY


@dataclass(frozen=True)
class Door:
    """``kind`` is ``tls``, ``tcp``, ``udp`` or ``http``."""

    kind: str
    host: str
    port: int


@dataclass(frozen=True)
class Refusal:
    """A sender that was not let in; ``times`` since the start, the last one ``at``."""

    at: datetime
    address: str
    why: Message
    times: int


@dataclass(frozen=True)
class State:
    """Counts are since ``since``. ``lost`` are datagrams that the kernel dropped, None where the system does not tell.

    ``octets`` were read, ``written`` messages are on the disk, ``waiting`` octets are not yet. ``alarm`` says why
    nothing is taken in now. ``heard`` is when each source was heard last. ``free`` of ``room`` octets of the disk are
    left. ``running`` is False once it ended in order; whether one that runs still gives a sign, ``silent`` tells.
    """

    since: datetime
    at: datetime
    running: bool
    doors: tuple[Door, ...]
    octets: int = 0
    written: int = 0
    waiting: int = 0
    open: int = 0
    misframed: int = 0
    cut_off: int = 0
    refused: int = 0
    lost: int | None = 0
    free: int = 0
    room: int = 0
    alarm: Message | None = None
    refusals: tuple[Refusal, ...] = ()
    heard: Mapping[str, datetime] = field(default_factory=dict)

    def silent(self, now: datetime) -> bool:
        """It says that it runs, and has written nothing for half a minute: it was killed, or cannot write."""
        return self.running and now - self.at > _SIGN_OF_LIFE


def keep_state(folder: Path, state: State) -> None:
    """``folder`` is that of the logs. Not synced: what it says is old in five seconds. Raises OSError."""
    part = folder / f"{FILE}.part"
    part.write_bytes(msgspec.json.encode(state))
    part.replace(folder / FILE)


def state_of(folder: Path) -> State | None:
    """What the last receiver said, of those that run or ran here; None where none ever did, or it cannot be read."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=State)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
