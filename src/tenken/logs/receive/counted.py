"""What came and what went wrong since the receiver began."""

from dataclasses import dataclass, field
from datetime import datetime

from tenken.logs.receive.state import Refusal
from tenken.text import Message

_MOST = 20
"""Refusals that are remembered by name; all are counted."""


@dataclass
class Counted:
    """``open`` are connections, ``cut_off`` messages whose end never came."""

    octets: int = 0
    open: int = 0
    misframed: int = 0
    cut_off: int = 0
    refused: int = 0
    refusals: dict[tuple[str, str], Refusal] = field(default_factory=dict)

    def refuse(self, at: datetime, address: str, why: Message) -> None:
        """The newest stands last; one that comes again for the same reason stands once."""
        self.refused += 1
        before = self.refusals.pop((address, why.msgid), None)
        self.refusals[address, why.msgid] = Refusal(at, address, why, before.times + 1 if before else 1)
        if len(self.refusals) > _MOST:
            del self.refusals[next(iter(self.refusals))]
