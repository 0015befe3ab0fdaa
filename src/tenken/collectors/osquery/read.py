"""What answers of osquery say of their machines: a bundle of tables, a log of results, or the hosts of Fleet.

A log and a host of Fleet hold a part of what osquery can tell. Each comes with a sighting of its own way, by which the
ledger keeps it apart from a bundle: nothing that a bundle said is taken back because a log does not repeat it.
"""

from collections.abc import Iterator
from datetime import timedelta

from tenken.collectors.model import Claim, Unreadable, Withheld
from tenken.collectors.osquery import fleet, machine, running, tables
from tenken.collectors.osquery.tables import Host
from tenken.collectors.records import Record, decoded, parse_json, word
from tenken.collectors.sightings import Sighting, address_of, is_machine, mac_of, statement
from tenken.facts.model import Statement
from tenken.facts.sightings import SeenOnNetwork
from tenken.text import _

LATELY = timedelta(days=7)
"""Machines that were last heard so long before the newest of a file are left out: the file does not show them there."""
MOST_MACHINES = 50_000
_WHAT = _(
    "this is no result of osquery: neither tables by their names, nor a log of results, nor hosts of Fleet. "
    "A table alone does not say which machine it is of"
)
_NOBODY = _("the answer does not say which machine it is of; ask for system_info as well")


def read(raw: bytes) -> Iterator[Claim]:
    """Raises Unreadable."""
    text = decoded(raw)
    way, hosts = _hosts(text)
    if not hosts:
        raise Unreadable(_WHAT)
    if len(hosts) > MOST_MACHINES:
        raise Unreadable(_("the file tells of {n} machines; at most {most} are read"), n=len(hosts), most=MOST_MACHINES)
    newest = max(host.heard for host in hosts)
    for host in hosts:
        if not host.heard or newest - host.heard <= LATELY.total_seconds():
            yield from _claims(host, way)


def _hosts(text: str) -> tuple[str, list[Host]]:
    """The machines, with the way by which they were seen; a bundle needs none."""
    if fleet.is_csv(text):
        return "fleet", fleet.of_csv(text)
    if _is_log(text):
        return "osquery-log", tables.of_log(_lines(text))
    whole = parse_json(text)
    if fleet.is_fleet(whole):
        return "fleet", fleet.of_json(whole)
    if tables.is_result(whole):
        return "osquery-log", tables.of_log([whole])
    bundles = whole if isinstance(whole, list) else [whole]
    return "", [tables.of_bundle(one) for one in bundles] if all(map(tables.is_bundle, bundles)) else []


def _is_log(text: str) -> bool:
    """Whether each line is an object of its own, as far as the first one tells."""
    first, _newline, rest = text.strip().partition("\n")
    return bool(rest) and first.startswith("{") and first.rstrip().endswith("}") and rest.lstrip()[:1] == "{"


def _lines(text: str) -> Iterator[Record]:
    for line in text.split("\n"):
        if line.strip():
            yield parse_json(line)


def _claims(host: Host, way: str) -> Iterator[Claim]:
    about = machine.host_marks(host)
    if not about:
        raise Unreadable(_NOBODY)
    says: list[Statement | Withheld | None] = [
        machine.operating_system(host),
        machine.hardware(host),
        machine.build(host),
        None if way == "fleet" else machine.network(host),
        machine.software(host),
        running.listening(host),
        running.services(host),
        *machine.accounts(host),
        _sighting(host, way) if way else None,
    ]
    yield from (Claim(about, one) for one in says if one is not None)


def _sighting(host: Host, way: str) -> SeenOnNetwork:
    found = (address_of(word(row, "address")) for row in host.rows("interface_addresses"))
    address = next((one for one in found if one and is_machine(Sighting(way, one))), "")
    card = mac_of(word(host.latest("interface_details"), "mac")) if way == "fleet" else ""
    return statement(Sighting(way, address, card, word(host.latest("system_info"), "hostname")))
