"""Which Windows a machine runs, to the revision of its build."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class WindowsBuild(Statement):
    """The registry's CurrentVersion. ``build`` and ``ubr`` (Update Build Revision) decide; the rest is for people.

    ``edition_id`` and ``installation_type`` (Client, Server, Server Core) are Microsoft's own codes, in every language
    the same. ``hotpatched`` says that updates without restart are in use, whose UBRs are counted otherwise.
    """

    kind: ClassVar[str] = "windows-build"
    name: ClassVar[str] = _("build of Windows")
    product: str
    edition_id: str
    installation_type: str
    display_version: str
    build: int
    ubr: int
    last_update: date | None = None
    hotfixes: tuple[str, ...] = ()
    hotpatched: bool = False

    @property
    def server(self) -> bool:
        return self.installation_type != "Client"
