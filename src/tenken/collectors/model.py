"""採取の部品: what a collector is, what it claims, and the three ways to fail."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from importlib import import_module

from tenken.facts.model import MachineClass, Mark, Statement
from tenken.text import Complaint, Message, _


class CollectError(Complaint):
    """An attempt failed. Its kind says what must be done about it."""


class Unreachable(CollectError):
    """Nobody answered: wait and try again."""


class Refused(CollectError):
    """Somebody answered no: mend the account or its key."""


class Unreadable(CollectError):
    """An answer came that cannot be used: it was cut off, or the reader must be mended."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """A source that answered could not say one kind of thing; ``why`` is shown beside 判定不能."""

    kind: type[Statement]
    why: Message


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that an answer says, and by which marks it names whom it speaks of.

    ``seen_at`` is when it was so, where the answer says that of each thing; else it is as old as the answer.
    """

    about: tuple[Mark, ...]
    says: Statement | Withheld
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Where to look and as whom. An empty ``address`` is this very machine.

    ``key_file`` is read at use and never kept. ``host_key`` is the pinned key (``ssh-ed25519 AAAA…``); empty at
    first contact.
    """

    address: str = ""
    user: str = ""
    port: int = 22
    key_file: str = field(default="", repr=False)
    host_key: str = ""

    @property
    def name(self) -> str:
        """How the target is called in the ledger and in messages."""
        if not self.address:
            return _("this machine")
        host = f"[{self.address}]" if ":" in self.address else self.address
        who = f"{self.user}@" if self.user else ""
        return f"{who}{host}" + (f":{self.port}" if self.port != 22 else "")


class Nearness(IntEnum):
    """How near a source is to the machine that it tells of."""

    AFAR = 0
    """A parts list, a table or a scan: somebody else tells, or a part is told."""
    ASKED = 1
    """The device answers over the network what it is asked."""
    AGENT = 2
    """Another tool looked on the machine itself."""
    OWN = 3
    """Tenken looked there itself, or a person said so."""


Fingerprint = Callable[[bytes], str]
"""A keyed fingerprint of a secret: equal for equal secrets of this facility, and telling nothing else."""


def _as_it_is(raw: bytes, _fingerprint: Fingerprint) -> bytes:
    return raw


def _undated(_raw: bytes) -> datetime | None:
    return None


Fetch = Callable[[Target], bytes]


def lazily(module: str) -> Fetch:
    """The module's ``fetch``, loaded when something is fetched: what speaks to a network takes long to load."""

    def fetch(target: Target) -> bytes:
        raw: bytes = import_module(module).fetch(target)
        return raw

    return fetch


@dataclass(frozen=True)
class Collector:
    """One source. ``fetch`` does all the talking, ``read`` all the thinking.

    ``gives`` is a promise: an answer that is silent about a promised kind is Unreadable. ``version`` goes up when
    the reader changes, so that kept bytes can be read anew. ``mask`` takes secrets out before bytes are kept.
    Where several sources say the same thing of a machine, the ``nearness`` decides which is believed.
    ``presumed`` is what a machine that never answered is taken for.
    ``dated`` is when an answer says it was given; a file may have lain about for weeks.
    Where a source is ``on_consent``, nobody is asked whose vendor did not allow it, and only when a person wants it.
    Where it ``spares``, nothing is sent to an address of the no-touch list.
    """

    id: str
    version: int
    gives: tuple[type[Statement], ...]
    read: Callable[[bytes], Iterable[Claim]]
    fetch: Fetch | None = None
    mask: Callable[[bytes, Fingerprint], bytes] = _as_it_is
    nearness: Nearness = Nearness.OWN
    presumed: MachineClass = MachineClass.UNKNOWN
    dated: Callable[[bytes], datetime | None] = _undated
    on_consent: bool = False
    spares: bool = False

    @property
    def reader(self) -> str:
        """Which reader, as observations name it: ``linux/1``."""
        return f"{self.id}/{self.version}"
