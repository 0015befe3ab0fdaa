"""What makers publish, as far as verdicts rest on it: facts about the facility, each with its publisher and date."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import ClassVar

from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class Feed(Statement):
    """取り込んだ一覧: one list as a publisher wrote it. ``dated`` is the publisher's own date.

    ``issue`` tells the list from others of its publisher; a later one of the same name takes its place. ``signature``
    names the key whose signature on it was verified; empty where none was. The file itself, with its digest, is kept
    by the observation.
    """

    lasting: ClassVar[bool] = True
    publisher: str
    issue: str
    dated: date
    signature: str = field(default="", kw_only=True)

    @property
    def item(self) -> str:
        return self.issue

    @property
    def size(self) -> int:
        """How many entries it has."""
        return 0


@dataclass(frozen=True)
class WindowsRelease:
    """A build that carries security fixes: a machine of the same ``build`` with this ``ubr`` or a higher one has them.

    Clients and servers may share a build and count their UBRs apart (26100: Windows 11 24H2 and Server 2025).
    ``cves`` are the vulnerabilities that it closes, where the list names them.
    """

    build: int
    server: bool
    ubr: int
    kb: str
    released: date
    cves: tuple[str, ...] = ()


@dataclass(frozen=True)
class WindowsReleases(Feed):
    """One imported list of fixed builds, known by its month.

    Updates of Windows are cumulative, so a list needs not go back to the beginning; but what was published after it
    it does not know, and the rule looks at its age.
    """

    kind: ClassVar[str] = "windows-releases"
    name: ClassVar[str] = _("list of Windows updates")
    releases: tuple[WindowsRelease, ...]

    @property
    def size(self) -> int:
        return len(self.releases)


@dataclass(frozen=True)
class SupportCycle:
    """A branch of a product and until when its maker mends it.

    ``ends`` is the last day of regular support; None with ``over`` where it has ended on no known day, and without it
    where no end is announced. ``extended`` is the last day of a support that is had by contract or from others.
    ``latest`` is the newest version of the branch and ``latest_on`` its day, where the list tells them.
    """

    branch: str
    ends: date | None
    over: bool = False
    extended: date | None = None
    latest: str = ""
    latest_on: date | None = None


@dataclass(frozen=True)
class SupportDates(Feed):
    """サポート期限の一覧: the branches of one product; ``issue`` is the product's name."""

    kind: ClassVar[str] = "support-dates"
    name: ClassVar[str] = _("list of ends of support")
    cycles: tuple[SupportCycle, ...]

    @property
    def size(self) -> int:
        return len(self.cycles)


@dataclass(frozen=True)
class KnownExploited(Feed):
    """悪用が確認された脆弱性の一覧 (KEV): it ranks what is missing, and never makes a verdict by itself."""

    kind: ClassVar[str] = "known-exploited"
    name: ClassVar[str] = _("list of vulnerabilities known to be exploited")
    edition: str
    cves: tuple[str, ...]

    @property
    def size(self) -> int:
        return len(self.cves)

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.cves)
