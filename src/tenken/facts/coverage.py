"""How far a source could look: what of its tables came whole, and what was cut off."""

from dataclasses import dataclass
from typing import ClassVar

from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class Coverage(Statement):
    """``whole`` are the tables that were read to their end, also empty ones; of ``cut`` a part may be missing."""

    kind: ClassVar[str] = "coverage"
    name: ClassVar[str] = _("how far it could be looked into")
    source: str
    whole: tuple[str, ...]
    cut: tuple[str, ...]

    @property
    def item(self) -> str:
        return self.source
