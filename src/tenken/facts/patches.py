"""What is missing on a machine, against which index that was found, and which kernel really runs."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Self

from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class MissingUpdate:
    """A security update that is not installed.

    ``released_by`` is the latest day it can have been released: the maker's own date, or that of the first
    index in which we saw it. ``released_after`` is the earliest: the maker's date, or that of the last index
    in which it was not yet; None where we never saw such an index.
    """

    name: str
    installed: str
    available: str
    released_by: date
    released_after: date | None = None


@dataclass(frozen=True)
class PatchLevel(Statement):
    """What the machine's own index offers and the machine lacks.

    ``index_dated`` is the publisher's date of that index; ``index_has_security`` whether it carries security
    updates at all: without them an empty list proves nothing.
    """

    kind: ClassVar[str] = "patch-level"
    name: ClassVar[str] = _("missing security updates")
    manager: str
    index: str
    index_dated: date
    index_has_security: bool
    missing: tuple[MissingUpdate, ...]

    def following(self, earlier: Self) -> Self:
        """What was missing before keeps its dates, also where a newer update took the place of the older."""
        before = {update.name: update for update in earlier.missing}
        return replace(self, missing=tuple(_dated(u, before.get(u.name), earlier) for u in self.missing))


def _dated(update: MissingUpdate, before: MissingUpdate | None, earlier: PatchLevel) -> MissingUpdate:
    if before:
        first = min(update.released_by, before.released_by)
        return replace(update, released_by=first, released_after=before.released_after)
    if update.released_after is None and earlier.index_has_security:
        return replace(update, released_after=min(earlier.index_dated, update.released_by))
    return update


@dataclass(frozen=True)
class InstalledKernel:
    release: str
    installed_on: date


@dataclass(frozen=True)
class RunningKernel(Statement):
    """``installed`` is empty where the machine keeps no kernel of its own, as a container does."""

    kind: ClassVar[str] = "running-kernel"
    name: ClassVar[str] = _("running kernel")
    running: str
    installed: tuple[InstalledKernel, ...]

    @property
    def waiting_since(self) -> date | None:
        """Since when a newer installed kernel has been waiting for a restart."""
        own = [k.installed_on for k in self.installed if k.release == self.running]
        newer = [k.installed_on for k in self.installed if own and k.installed_on > max(own)]
        return min(newer, default=None)
