"""receive: take logs in from the network until it is told to stop. A process of its own: the pages only read."""

import asyncio
import signal
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from tenken.actions.log_evidence import anchor, evidence_of, logs_of
from tenken.actions.site import Site
from tenken.logs.evidence.records import Record
from tenken.logs.evidence.store import Store
from tenken.logs.receive.commit import Committer
from tenken.logs.receive.server import Counted, drained, dropped, listen, listen_udp
from tenken.logs.sources import LogSource, keep_source, sources
from tenken.text import Message

Address = tuple[str, int]
_RECEIVED = "syslog"


@dataclass(frozen=True)
class Doors:
    """Where to listen; with ``tls`` comes its context."""

    tls: Address | None = None
    context: ssl.SSLContext | None = None
    tcp: Address | None = None
    udp: Address | None = None


@dataclass(frozen=True)
class Received:
    """``lost`` are datagrams that the kernel dropped; None where the system does not tell. ``failure`` says why what
    came last could not be written."""

    counted: Counted
    written: int
    lost: int | None
    failure: Message | None


def receive(site: Site, doors: Doors, ready: Callable[[], None], alarm: Callable[[Message | None], None]) -> Received:
    """Until SIGTERM or SIGINT; what came is sealed then. Raises ReceiveError, SpoolError."""
    now = _now
    committer = Committer(
        Store(evidence_of(site), now), now, alarm=alarm, sealed=lambda record: _after_seal(site, record)
    )
    return asyncio.run(_serve(committer, doors, ready))


async def _serve(committer: Committer, doors: Doors, ready: Callable[[], None]) -> Received:
    counted, ending = Counted(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ending.set)
    servers = [
        await listen(committer, counted, address=address, context=context)
        for address, context in ((doors.tls, doors.context), (doors.tcp, None))
        if address
    ]
    udp = await listen_udp(committer, address=doors.udp) if doors.udp else None
    committer.start()
    ready()
    await ending.wait()
    for server in servers:
        server.close()
    await drained(counted, committer)
    lost = dropped(doors.udp[1]) if doors.udp else 0
    if udp:
        udp.close()
    await loop.run_in_executor(None, committer.stop)
    return Received(counted, committer.taken, lost, committer.failure)


def _after_seal(site: Site, record: Record) -> None:
    """Sources that were heard for the first time are known from now on, and the ledger keeps the checkpoint."""
    for name in set(record.events) - set(sources(logs_of(site))):
        keep_source(logs_of(site), LogSource(name, _RECEIVED))
    anchor(site)


def _now() -> datetime:
    return datetime.now(UTC)
