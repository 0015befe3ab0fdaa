"""ネットワークの区画: what a range of addresses is there for."""

from dataclasses import dataclass
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.text import _


@dataclass(frozen=True)
class NetworkSegment(Declared):
    """A named part of the network. That nothing is to be sent there is said by an entry of the no-touch list."""

    kind: ClassVar[str] = "network-segment"
    name: ClassVar[str] = _("part of the network")
    subnet: str
    title: str
    used_for: str = ""
    vlan: str = ""
    medical: bool = False

    @property
    def item(self) -> str:
        return self.subnet
