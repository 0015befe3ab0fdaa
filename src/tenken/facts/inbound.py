"""By which ways a network device lets the outside in, and from where."""

import re
from dataclasses import dataclass
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.facts.model import SubjectKind
from tenken.text import _

_ANY = ("", "any", "all", "0.0.0.0/0", "::/0", "*")
_ANY_JA = ("すべて", "全て", "制限なし", "制限無し", "無制限", "どこからでも", "任意", "不特定")


@dataclass(frozen=True)
class Channel:
    """``allowed_from`` are the permitted source addresses; one ``any`` among them stands for no restriction."""

    purpose: str
    allowed_from: str

    @property
    def is_open(self) -> bool:
        named = re.split(r"[\s,;、]+", self.allowed_from.lower().strip(" \t\r\n\u3000,;、"))
        return any(part in _ANY for part in named) or any(word in self.allowed_from for word in _ANY_JA)


@dataclass(frozen=True)
class DeclaredInbound(Declared):
    """外部からの接続 through one network device, as a person read it there; no channel at all is a statement too."""

    kind: ClassVar[str] = "declared-inbound"
    name: ClassVar[str] = _("connections from outside")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.MACHINE,)
    channels: tuple[Channel, ...]
