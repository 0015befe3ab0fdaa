"""Lists of who is on the network: recorded ones, and ones made by hand after what their makers publish.

Recorded here, in network namespaces built for it, from what Debian 12 ships: ISC dhcpd 4.4.3-P1, Kea 2.2.0, iproute2
6.1.0, lldpd 1.0.16; names of the kernel are taken out. ``handmade-…``: no Windows, FortiGate, YAMAHA, Cisco or
AlliedWare Plus was to be had, so these follow Microsoft's classes DhcpServerv4Lease and MSFT_NetNeighbor, the makers'
references of commands, and public records of terminals. ``journals/`` are lists in which something was given back, so
that cutting them off tells of an earlier moment.
"""

from pathlib import Path

from tenken.collectors.leases.read import read
from tenken.collectors.model import Claim
from tenken.facts.sightings import SeenOnNetwork

HERE = Path(__file__).parent


def recorded(name: str) -> bytes:
    return (HERE / name).read_bytes()


def sample(name: str) -> bytes:
    return recorded(f"samples/{name}")


def claims(raw: bytes | str) -> list[Claim]:
    return list(read(raw.encode() if isinstance(raw, str) else raw))


def seen(raw: bytes | str) -> list[SeenOnNetwork]:
    return [claim.says for claim in claims(raw) if isinstance(claim.says, SeenOnNetwork)]


def addresses(raw: bytes | str) -> list[str]:
    return [one.address for one in seen(raw)]
