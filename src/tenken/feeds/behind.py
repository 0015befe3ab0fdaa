"""Which installed packages lack a fixed version that an index lists: what the package manager itself would offer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tenken.facts.indexes import Fix, SecurityIndex
from tenken.feeds import dpkg, rpm

Key = Callable[[str], Any]
KEYS: Mapping[str, Key] = {"dpkg": dpkg.key, "rpm": rpm.key}
_SIDE_BY_SIDE = "kernel"
"""Of these rpm keeps older versions beside the newest; only the newest counts."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A package and the fixed versions that are newer than the installed one, in the order of their release."""

    name: str
    installed: str
    lacks: tuple[Fix, ...]

    @property
    def of_module(self) -> bool:
        """Whether it may be right as it is, in another stream of its module."""
        return any(fix.module for fix in self.lacks)


def behind(index: SecurityIndex, packages: Iterable[tuple[str, str]]) -> list[Behind]:
    """In the order of the packages. One whose version cannot be read is not behind."""
    key, newest = KEYS[index.manager], _newest(index)
    try:
        late = [(name, version) for name, version in packages if name in newest and key(version) < newest[name]]
    except ValueError:
        known = [pair for pair in packages if pair[0] in newest]
        late = [(name, version) for name, version in known if _older(key, version, newest[name])]
    return [Behind(name, version, _lacking(index, name, version)) for name, version in _without_spares(late, packages)]


def _older(key: Key, version: str, top: Any) -> bool:
    try:
        return bool(key(version) < top)
    except ValueError:
        return False


def _lacking(index: SecurityIndex, name: str, version: str) -> tuple[Fix, ...]:
    key = KEYS[index.manager]
    own = key(version)
    return tuple(fix for fix in index.fixes[name] if key(fix.version) > own)


def _without_spares(late: list[tuple[str, str]], packages: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    kept = [pair for pair in late if pair[0].startswith(_SIDE_BY_SIDE)]
    if not kept:
        return late
    late_ones = set(kept)
    whole = {name for name, version in packages if name.startswith(_SIDE_BY_SIDE) and (name, version) not in late_ones}
    newest = {name: max((v for n, v in kept if n == name), key=rpm.key) for name, _version in kept}
    return [p for p in late if p not in late_ones or (p[0] not in whole and newest[p[0]] == p[1])]


@lru_cache(maxsize=64)
def _newest(index: SecurityIndex) -> Mapping[str, Any]:
    key = KEYS[index.manager]
    return {name: max(key(fix.version) for fix in fixes) for name, fixes in index.fixes.items()}
