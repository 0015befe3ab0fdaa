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


@dataclass(frozen=True)
class WindowsExposure(Statement):
    """Ways in that a machine may have beside its sockets. None where a setting was not seen.

    ``network_level`` says that remote desktop asks who it is before it shows a screen (NLA). ``remote_desktop_from``
    are the addresses that the machine's own firewall lets in, ``*`` standing for all; empty where it lets in none, or
    where it was not seen. ``server`` says that it is a Windows Server, where more is needed than on a PC.
    """

    kind: ClassVar[str] = "windows-exposure"
    name: ClassVar[str] = _("ways into Windows")
    server: bool
    remote_desktop: bool
    network_level: bool | None
    remote_desktop_from: tuple[str, ...]
    smb1: bool | None
    remote_registry: bool
