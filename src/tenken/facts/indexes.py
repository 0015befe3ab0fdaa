"""The security updates of a distribution, as its own index lists them: what each package must at least be."""

import base64
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar, Self

from tenken.facts.feeds import Feed
from tenken.text import _

MOST_BYTES = 128 * 1024 * 1024
"""What a stored index may swell to."""
_KEPT = 8
"""Versions of one package whose days are remembered; of more the first and the latest are."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A version that closes holes. The days are those of ``MissingUpdate``; ``cves`` are told by some indexes only.

    ``module`` says that the package is one of a module, of which several streams are mended side by side.
    """

    version: str
    released_by: date
    released_after: date | None
    cves: tuple[str, ...] = ()
    module: bool = False


Fixes = Mapping[str, tuple[Fix, ...]]
"""Package → its fixed versions, in the order in which they were released."""


@dataclass(frozen=True)
class SecurityIndex(Feed):
    """配布元の更新の一覧. ``system`` and ``release`` are ID and VERSION_ID of os-release, ``parts`` what of it this is.

    ``manager`` (dpkg or rpm) says how versions are ordered. ``packed`` holds the fixes, as ``pack`` packs them: an
    index has thousands, and is stored again whenever it is imported. ``dates_itself`` says that the days are the
    publisher's; else an index tells none, and the days are those on which the versions came into view.
    """

    kind: ClassVar[str] = "security-index"
    name: ClassVar[str] = _("index of a distribution's security updates")
    manager: str
    system: str
    release: str
    parts: tuple[str, ...]
    architecture: str
    dates_itself: bool
    packed: str

    @property
    def size(self) -> int:
        return len(self.fixes)

    @cached_property
    def fixes(self) -> Fixes:
        return unpack(self.packed)

    def following(self, earlier: Self) -> Self:
        """A version that an earlier index had keeps its days; those that it took the place of are remembered."""
        if self.dates_itself:
            return self
        before = earlier.fixes
        fixes = {name: _dated(found[-1], before.get(name, ()), earlier.dated) for name, found in self.fixes.items()}
        return replace(self, packed=pack(fixes))


def _dated(newest: Fix, before: tuple[Fix, ...], earlier: date) -> tuple[Fix, ...]:
    """What an earlier index had beyond the newest version was withdrawn."""
    versions = [fix.version for fix in before]
    if newest.version in versions:
        return before[: versions.index(newest.version) + 1]
    added = replace(newest, released_after=min(earlier, newest.released_by))
    return (*before[:1], *before[1:][-(_KEPT - 2) :], added)


def pack(fixes: Fixes) -> str:
    """Compressed text, a line for each fix. The same fixes give the same text."""
    lines = (_line(name, fix) for name in sorted(fixes) for fix in fixes[name])
    return base64.b85encode(zlib.compress("\n".join(lines).encode(), 9)).decode("ascii")


def unpack(packed: str) -> Fixes:
    """Raises ValueError for a text that ``pack`` did not make."""
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(base64.b85decode(packed), MOST_BYTES).decode()
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unpacker.eof:
        raise ValueError("cut off")
    found: dict[str, list[Fix]] = {}
    for name, fix in map(_read, filter(None, text.split("\n"))):
        found.setdefault(name, []).append(fix)
    return {name: tuple(several) for name, several in found.items()}


def _line(name: str, fix: Fix) -> str:
    after = fix.released_after.isoformat() if fix.released_after else ""
    cells = (name, fix.version, fix.released_by.isoformat(), after, " ".join(fix.cves), "m" if fix.module else "")
    return "\t".join(cells)


def _read(line: str) -> tuple[str, Fix]:
    name, version, by, after, cves, module = line.split("\t")
    day = date.fromisoformat(after) if after else None
    return name, Fix(version, date.fromisoformat(by), day, tuple(cves.split()), bool(module))


def grouped(found: Iterable[tuple[str, Fix]]) -> Fixes:
    """The fixes of each package, by their day; of the same version the earliest counts, with all that it closes."""
    versions: dict[str, dict[str, Fix]] = {}
    for name, fix in found:
        of_package = versions.setdefault(name, {})
        known = of_package.get(fix.version)
        of_package[fix.version] = _joined(known, fix) if known else fix
    return {name: tuple(sorted(of.values(), key=lambda f: (f.released_by, f.version))) for name, of in versions.items()}


def _joined(one: Fix, other: Fix) -> Fix:
    first = min(one, other, key=lambda fix: fix.released_by)
    return replace(first, cves=tuple(sorted({*one.cves, *other.cves})), module=one.module and other.module)
