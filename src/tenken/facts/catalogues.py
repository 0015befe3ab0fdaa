"""The newest firmware by line of versions and branch, as a maker, a vendor or the facility itself wrote it down."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Self

from tenken.facts.feeds import Feed
from tenken.text import _


@dataclass(frozen=True)
class FirmwareRelease:
    """One version of a branch and the day of its release. ``family`` is that of ``facts.machines.Firmware``.

    ``ends`` is the last day on which the maker mends the branch, ``source`` where both were read, and ``cves`` the
    vulnerabilities that this version closes.
    """

    family: str
    branch: str
    version: str
    released: date
    ends: date | None = None
    source: str = ""
    cves: tuple[str, ...] = ()


@dataclass(frozen=True)
class FirmwareCatalogue(Feed):
    """ファームウェアの一覧. What earlier issues told of older versions is remembered."""

    kind: ClassVar[str] = "firmware-catalogue"
    name: ClassVar[str] = _("list of firmware")
    releases: tuple[FirmwareRelease, ...]

    @property
    def item(self) -> str:
        return f"{self.publisher} {self.issue}"

    @property
    def size(self) -> int:
        return len(self.releases)

    def following(self, earlier: Self) -> Self:
        """Of a branch that is listed still, what was released before the oldest that is listed now."""
        oldest: dict[tuple[str, str], date] = {}
        for one in self.releases:
            key = (one.family, one.branch)
            oldest[key] = min(one.released, oldest.get(key, one.released))
        kept = (one for one in earlier.releases if one.released < oldest.get((one.family, one.branch), date.min))
        return replace(self, releases=tuple(sorted({*kept, *self.releases}, key=_order)))


def _order(release: FirmwareRelease) -> tuple[str, str, date, str]:
    return release.family, release.branch, release.released, release.version
