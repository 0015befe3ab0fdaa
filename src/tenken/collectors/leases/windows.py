"""Windows: leases by Get-DhcpServerv4Lease or Export-DhcpServer -Leases, neighbours by Get-NetNeighbor.

Columns and elements are called as Microsoft calls the properties, in every language. A reservation that nobody uses, an
offer, a declined or expired lease is no sighting; nor is a neighbour that did not answer, or one that somebody typed.
"""

from collections.abc import Iterator, Mapping

from tenken.collectors.leases.columns import heading, records
from tenken.collectors.leases.text import MAX_BYTES
from tenken.collectors.markup import parse_xml
from tenken.collectors.model import Unreadable
from tenken.collectors.sightings import Sighting, address_of, mac_of
from tenken.text import _

_LEASED = ("active", "activereservation")
_IN_STOCK = "52-41-53-20-"
"""RAS: addresses that the server for dial-in and VPN took in stock for whoever calls."""
_ANSWERED = ("reachable", "stale", "delay", "probe", "5", "4", "3", "2")
"""States of a neighbour, by name or number; those that answered, now or since they entered the table."""
_LEASE, _NEIGHBOUR = {"ipaddress", "clientid"}, {"ipaddress", "linklayeraddress"}


def recognise(text: str) -> bool:
    names = heading(text)
    return names >= _LEASE or names >= _NEIGHBOUR or _is_export(text)


def sightings(text: str) -> Iterator[Sighting]:
    """Raises Unreadable."""
    if _is_export(text):
        yield from _leases(_exported(text))
    elif heading(text) >= _LEASE:
        _ask_for(text, "AddressState")
        yield from _leases(records(text))
    else:
        _ask_for(text, "State")
        yield from _neighbours(records(text))


def _ask_for(text: str, column: str) -> None:
    if column.lower() not in heading(text):
        raise Unreadable(
            _("the column {column} is missing, so what is over cannot be told from what is; export all columns"),
            column=column,
        )


def _leases(rows: Iterator[Mapping[str, str]]) -> Iterator[Sighting]:
    for row in rows:
        in_stock = row["clientid"].strip().startswith(_IN_STOCK)
        if row["addressstate"].strip().lower() in _LEASED and not in_stock:
            where = row.get("scopeid", "") or row.get("serverip", "")
            address, mac = address_of(row["ipaddress"]), mac_of(row["clientid"])
            yield Sighting("dhcp", address, mac, row.get("hostname", ""), where)


def _neighbours(rows: Iterator[Mapping[str, str]]) -> Iterator[Sighting]:
    for row in rows:
        mac = mac_of(row["linklayeraddress"])
        if mac and row["state"].strip().lower() in _ANSWERED:
            yield Sighting("arp", address_of(row["ipaddress"]), mac, where=row.get("interfacealias", ""))


def _is_export(text: str) -> bool:
    return text.lstrip()[:1] == "<" and "<DHCPServer" in text[:2_000]


def _exported(text: str) -> Iterator[Mapping[str, str]]:
    """The leases of IPv4, each as its elements by name."""
    root = parse_xml(text.encode(), MAX_BYTES, "utf-8")
    for lease in root.iterfind("{*}IPv4/{*}Scopes/{*}Scope/{*}Leases/{*}Lease"):
        parts = {part.tag.rpartition("}")[2].lower(): part.text or "" for part in lease.iterfind("{*}*")}
        if not parts.keys() >= _LEASE | {"addressstate"}:
            raise Unreadable(_("a lease lacks its address, its client or its state; export it anew with -Leases"))
        yield parts
