"""Whom a device met, by its own tables: ARP and neighbours, cards behind its ports, LLDP.

Each row stands for itself. A row whose other columns were cut off is none.
"""

from collections.abc import Iterator, Mapping

from tenken.collectors.sightings import Sighting, address_of, mac_of, name_of
from tenken.collectors.snmp.answer import Answer, Index, text_of
from tenken.collectors.snmp.device import inet_address, interface_names

_DYNAMIC = 3
_ANSWERED = (1, 2, 3, 4)
"""ipNetToPhysicalState: reachable, stale, delay, probe."""
_LEARNT = 3
_CHASSIS_CARD, _PORT_CARD = 4, 3
_INTERFACE_NAME, _PORT_NAME = (5, 7), (1, 5, 7)


def neighbours(answer: Answer) -> Iterator[Sighting]:
    names = interface_names(answer)
    teller = name_of(answer.text("sysName")).partition(".")[0] or answer.address
    yield from _lldp(answer, teller)
    yield from _arp(answer, names, teller)
    yield from _cards(answer, names, teller)


def _where(*words: str) -> str:
    return " ".join(filter(None, words))


def _arp(answer: Answer, names: Mapping[Index, str], teller: str) -> Iterator[Sighting]:
    types, states = answer.numbers("ipNetToPhysicalType"), answer.numbers("ipNetToPhysicalState")
    for at, card in answer.octets("ipNetToPhysicalPhysAddress").items():
        if types.get(at) == _DYNAMIC and states.get(at) in _ANSWERED:
            yield from _neighbour(inet_address(at[1:]), card, _where(teller, names.get(at[:1], "")))
    types = answer.numbers("ipNetToMediaType")
    for at, card in answer.octets("ipNetToMediaPhysAddress").items():
        if types.get(at) == _DYNAMIC:
            yield from _neighbour(address_of(".".join(map(str, at[1:]))), card, _where(teller, names.get(at[:1], "")))


def _neighbour(address: str, card: bytes, where: str) -> Iterator[Sighting]:
    mac = mac_of(card.hex()) if len(card) == 6 else ""
    if address and mac:
        yield Sighting("arp", address, mac, where=where)


def _cards(answer: Answer, names: Mapping[Index, str], teller: str) -> Iterator[Sighting]:
    """Cards that a switch learnt, with VLAN where it tells; a card that stands in both tables is told of once."""
    ports = {at: names.get((card,), "") for at, card in answer.numbers("dot1dBasePortIfIndex").items()}
    vlans = _vlans(answer)
    for table in ("dot1qTpFdb", "dot1dTpFdb"):
        status = answer.numbers(f"{table}Status")
        for at, port in answer.numbers(f"{table}Port").items():
            mac = _card_in(at)
            if mac and status.get(at) == _LEARNT:
                vlan = vlans.get(at[0], "") if len(at) == 7 else ""
                yield Sighting("mac-table", mac=mac, where=_where(teller, ports.get((port,), ""), vlan))


def _vlans(answer: Answer) -> dict[int, str]:
    """Filtering database → its VLAN, where it serves one only."""
    found: dict[int, list[int]] = {}
    for at, database in answer.numbers("dot1qVlanFdbId").items():
        found.setdefault(database, []).append(at[-1] if at else 0)
    alone = answer.is_whole("dot1qVlanCurrentTable")
    return {database: f"VLAN {vlans[0]}" for database, vlans in found.items() if alone and len(set(vlans)) == 1}


def _card_in(at: Index) -> str:
    card = at[-6:]
    return mac_of(bytes(card).hex()) if len(card) == 6 and all(part < 256 for part in card) else ""


def _lldp(answer: Answer, teller: str) -> Iterator[Sighting]:
    kinds, names = answer.numbers("lldpRemChassisIdSubtype"), answer.texts("lldpRemSysName")
    port_kinds, ports = answer.numbers("lldpRemPortIdSubtype"), answer.octets("lldpRemPortId")
    here, there = _local_ports(answer), _addresses(answer)
    for at, chassis in answer.octets("lldpRemChassisId").items():
        card = _lldp_card(chassis, kinds.get(at), _CHASSIS_CARD)
        card = card or _lldp_card(ports.get(at, b""), port_kinds.get(at), _PORT_CARD)
        called = names.get(at, "")
        if card or called:
            yield Sighting("lldp", there.get(at, ""), card, called, _where(teller, here.get(at[1:2], "")))


def _lldp_card(value: bytes, kind: int | None, wanted: int) -> str:
    return mac_of(value.hex()) if kind == wanted and len(value) == 6 else ""


def _local_ports(answer: Answer) -> dict[Index, str]:
    ids = {at: text_of(raw) for at, raw in answer.octets("lldpLocPortId").items() if raw.isascii() and len(raw) > 1}
    return {**ids, **{at: text for at, text in answer.texts("lldpLocPortDesc").items() if text}}


def _addresses(answer: Answer) -> dict[Index, str]:
    """Neighbour → the first address at which it is managed. The index holds its type, length and bytes."""
    found: dict[Index, str] = {}
    for at in answer.numbers("lldpRemManAddrIfSubtype"):
        address = inet_address(at[3:])
        if address:
            found.setdefault(at[:3], address)
    return found
