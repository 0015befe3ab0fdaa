"""What makers publish, as far as verdicts rest on it: facts about the facility, each with its publisher and date."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class WindowsRelease:
    """A build that carries security fixes: a machine of the same ``build`` with this ``ubr`` or a higher one has them.

    Clients and servers may share a build and count their UBRs apart (26100: Windows 11 24H2 and Server 2025).
    """

    build: int
    server: bool
    ubr: int
    kb: str
    released: date


@dataclass(frozen=True)
class WindowsReleases(Statement):
    """One imported list of fixed builds. ``dated`` is the publisher's date, ``issue`` the name of this list among them.

    Updates of Windows are cumulative, so a list needs not go back to the beginning; but what was published after it
    it does not know, and the rule looks at its age.
    """

    kind: ClassVar[str] = "windows-releases"
    name: ClassVar[str] = _("list of Windows updates")
    lasting: ClassVar[bool] = True
    publisher: str
    issue: str
    dated: date
    releases: tuple[WindowsRelease, ...]

    @property
    def item(self) -> str:
        return self.issue
