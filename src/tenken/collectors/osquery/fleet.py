"""Hosts of Fleet, as its API and fleetctl give them in JSON, and its page in CSV, told as osquery's own tables."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

from tenken.collectors.model import Unreadable
from tenken.collectors.osquery.tables import Host, Table
from tenken.collectors.records import Record, each, part_of, plain, records, word
from tenken.text import _

_TELLING = ("hostname", "uuid", "hardware_serial", "primary_mac", "os_version")
_SYSTEM = ("uuid", "cpu_type", "hardware_serial", "hardware_vendor", "hardware_model")
_LISTS = ("deb_packages", "programs")
"""Lists of software that Fleet tells as osquery does; those of RPM lack the epoch."""
_MOST_COLUMNS = 300


def is_fleet(whole: object) -> bool:
    return bool(_hosts_in(whole))


def _hosts_in(whole: object) -> list[Record]:
    """``{"hosts": […]}``, ``{"host": {…}}``, ``{"kind": "host", "spec": {…}}``, or a list of such, or of hosts."""
    found = [inner for part in each(whole) for inner in (each(part.get("hosts")) or [_one(part)])]
    return [host for host in found if sum(name in host for name in _TELLING) >= 3]


def _one(part: Record) -> Record:
    return part_of(part, "host") or (part_of(part, "spec") if part.get("kind") == "host" else part)


def of_json(whole: object) -> list[Host]:
    return [_host(one) for one in _hosts_in(whole)]


def is_csv(text: str) -> bool:
    head = text.lstrip("\ufeff")[:8_000].split("\n", 1)[0].lower()
    return head[:1] not in ("{", "[") and sum(name in head for name in _TELLING) >= 3


def of_csv(text: str) -> list[Host]:
    """Raises Unreadable."""
    if not text.endswith("\n"):
        raise Unreadable(_("the list ends within a line, so it is cut off; export it anew"))
    try:
        lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), strict=True))
    except csv.Error as error:
        raise Unreadable(_("the list is damaged or cut off ({why}); export it anew"), why=str(error)[:120]) from error
    head = [plain(cell).lower() for cell in lines[0]]
    if len(head) > _MOST_COLUMNS:
        raise Unreadable(_("the list has {n} columns; at most {most} are read"), n=len(head), most=_MOST_COLUMNS)
    return [_host(dict(zip(head, line, strict=True))) for line in _whole(lines[1:], len(head))]


def _whole(lines: list[list[str]], width: int) -> Iterator[list[str]]:
    for n, line in enumerate(lines, 2):
        if line and len(line) != width:
            raise Unreadable(_("line {n} of the list has {found} cells and its head {width}; export it anew"),
                             n=n, found=len(line), width=width)  # fmt: skip
        if line:
            yield line


def _host(told: Record) -> Host:
    """Fleet calls a table's columns by names of its own, and its software by the place it comes from."""
    system = {name: told.get(name) for name in _SYSTEM} | {"hostname": word(told, "hostname", "computer_name")}
    card = {"interface": "primary", "mac": word(told, "primary_mac"), "physical_adapter": ""}
    address = {"interface": "primary", "address": word(told, "primary_ip")}
    host = Host(heard=_seconds(word(told, "seen_time", "detail_updated_at")))
    host.tables = {
        "system_info": Table([system]),
        "os_version": Table([_version(told)]),
        "interface_details": Table([card], at_once=False),
        "interface_addresses": Table([address], at_once=False),
    }
    for record in records(told, "software"):
        source = word(record, "source")
        host.tables.setdefault(source if source in _LISTS else "software", Table()).answered.append(record)
    return host


def _version(told: Record) -> Record:
    """``Ubuntu 22.04.3 LTS`` is Ubuntu, of version 22.04.3; Windows has the number of its build in its last word."""
    title, platform = word(told, "os_version"), word(told, "platform")
    numbers = [part for part in title.split() if part[:1].isdigit()]
    version = (numbers or [""])[-1 if platform == "windows" else 0]
    name = title.partition(f" {version}")[0] if version else title
    return {"name": name, "version": version, "platform": platform, "platform_like": word(told, "platform_like")}


def _seconds(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return 0
