"""The tables of osquery by machine, from any of the shapes in which its answers are carried.

- a bundle: one JSON object of one machine, its answers by the names of their tables;
- a log of results, a JSON object on each line: snapshots, and changes (differential), of any number of machines;
- the hosts of Fleet, as JSON or CSV.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tenken.collectors.model import Unreadable
from tenken.collectors.records import Record, each, part_of, plain, word
from tenken.text import _

KNOWN = (
    "system_info", "os_version", "kernel_info", "chassis_info", "interface_details", "interface_addresses", "programs",
    "deb_packages", "rpm_packages", "patches", "services", "systemd_units", "listening_ports", "processes", "users",
    "groups", "user_groups", "logged_in_users", "last", "shadow", "bitlocker_info",
)  # fmt: skip
_LOG = _(
    "line {n} is no result of osquery, or it is cut off; bring the whole osqueryd.results.log or osqueryd.snapshots.log"
)
_ENDS = tuple(sorted(KNOWN, key=len, reverse=True))


@dataclass
class Table:
    """Rows as they were ``answered`` at one moment, or as they were put together from ``changes``.

    ``from_start`` says that the changes begin with the first answer. Where a log was turned over some may be missing.
    """

    answered: list[Record] = field(default_factory=list)
    at_once: bool = True
    from_start: bool = False
    changes: dict[tuple[tuple[str, str], ...], Record] = field(default_factory=dict)

    @property
    def rows(self) -> list[Record]:
        return [*self.answered, *self.changes.values()]

    def change(self, added: Iterable[Record], removed: Iterable[Record]) -> None:
        for row in removed:
            self.changes.pop(_key(row), None)
        self.changes |= {_key(row): row for row in added}


def _key(row: Record) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, plain(value)) for name, value in row.items()))


@dataclass
class Host:
    """``called`` is how the log or its decorations name the machine. ``heard`` is the newest moment, in seconds."""

    called: dict[str, None] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    heard: int = 0

    def rows(self, name: str) -> list[Record]:
        return self.tables[name].rows if name in self.tables else []

    def latest(self, name: str) -> Record:
        """The row of a table that has one; the newest, where a log lacks that the older was removed."""
        return next(reversed(self.rows(name)), {})

    def has_answer(self, name: str) -> bool:
        """Whether the table is there as it was answered at one moment: then what it lacks is not there."""
        return bool(self.rows(name)) and self.tables[name].at_once

    def has_whole(self, name: str) -> bool:
        return name in self.tables and (self.tables[name].at_once or self.tables[name].from_start)


def is_bundle(whole: object) -> bool:
    return isinstance(whole, dict) and any(isinstance(whole.get(name), list) for name in KNOWN)


def of_bundle(whole: Record) -> Host:
    return Host(tables={name: Table(each(whole[name])) for name in KNOWN if isinstance(whole.get(name), list)})


def is_result(record: object) -> bool:
    return isinstance(record, dict) and "name" in record and ("action" in record or "diffResults" in record)


def of_log(results: Iterable[Record]) -> list[Host]:
    """Raises Unreadable."""
    hosts: dict[str, Host] = {}
    snapshots: dict[tuple[str, str], tuple[int, str]] = {}
    for n, result in enumerate(results, 1):
        if not is_result(result):
            raise Unreadable(_LOG, n=n)
        name = plain(result.get("hostIdentifier"))
        host = hosts.setdefault(name, Host())
        host.called |= dict.fromkeys((name, *_decorated(result)))
        host.heard = max(host.heard, _seconds(result))
        table = table_of(plain(result.get("name")))
        if table:
            _take(host, table, result, snapshots)
    return list(hosts.values())


def table_of(query: str) -> str:
    """``pack/hospital/deb_packages`` and ``pack_hospital_deb_packages_snapshot`` ask for deb_packages."""
    bare = re.sub(r"[_-]snapshot$", "", query)
    return next((name for name in _ENDS if bare == name or re.search(rf"[/_:.-]{name}$", bare)), "")


def _decorated(result: Record) -> Iterator[str]:
    decorations = part_of(result, "decorations")
    yield from filter(None, (word(decorations, "host_uuid", "uuid"), word(decorations, "hostname")))


def _seconds(result: Record) -> int:
    said = plain(result.get("unixTime"))
    return int(said) if said.isascii() and said.isdigit() and len(said) < 12 else 0


def _take(host: Host, table: str, result: Record, snapshots: dict[tuple[str, str], tuple[int, str]]) -> None:
    action = word(result, "action")
    if action == "snapshot":
        _take_snapshot(host, table, result, snapshots)
        return
    kept = host.tables.setdefault(table, Table(at_once=False))
    if plain(result.get("counter")) == "0":  # the first answer of a schedule tells all rows as added
        kept.from_start = True
    differences = each(result.get("diffResults"))
    removed = [row for part in differences for row in each(part.get("removed"))]
    added = [row for part in differences for row in each(part.get("added"))]
    row = part_of(result, "columns")
    removed += [row] if row and action == "removed" else []
    added += [row] if row and action == "added" else []
    kept.change(added, removed)


def _take_snapshot(host: Host, table: str, result: Record, snapshots: dict[tuple[str, str], tuple[int, str]]) -> None:
    """The newest stands. With a line for each row, rows of one moment belong together."""
    moment, key = (_seconds(result), word(result, "counter")), (word(result, "hostIdentifier"), table)
    rows = each(result.get("snapshot")) or each(result.get("columns"))
    if snapshots.get(key) == moment and "columns" in result:
        host.tables[table].answered += rows
    elif key not in snapshots or moment[0] >= snapshots[key][0]:
        snapshots[key] = moment
        host.tables[table] = Table(rows)
