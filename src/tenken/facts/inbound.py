"""By which ways a network device lets the outside in, and from where."""

from dataclasses import dataclass
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.text import _


@dataclass(frozen=True)
class Channel:
    """``allowed_from`` are the permitted source addresses; ``any`` stands for no restriction."""

    purpose: str
    allowed_from: str

    @property
    def is_open(self) -> bool:
        return self.allowed_from.strip().lower() in ("", "any", "all", "0.0.0.0/0", "::/0", "*")


@dataclass(frozen=True)
class DeclaredInbound(Declared):
    """外部からの接続 through one network device, as a person read it there; no channel at all is a statement too."""

    kind: ClassVar[str] = "declared-inbound"
    name: ClassVar[str] = _("connections from outside")
    channels: tuple[Channel, ...]
