"""Whether a machine takes USB storage."""

from dataclasses import dataclass
from typing import ClassVar

from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class RemovableMedia(Statement):
    """``how`` names what restricts it (usbguard, a blocked driver …); empty where nothing does."""

    kind: ClassVar[str] = "removable-media"
    name: ClassVar[str] = _("removable media control")
    restricted: bool
    how: str
