"""receive: take logs in from the network until it is told to stop. A process of its own: the pages only read."""

import asyncio
import shutil
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import Error as DatabaseError

from tenken.actions.log_evidence import anchor, logs_of, open_evidence
from tenken.actions.log_verbs import RECEIVING
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs.evidence.records import Record
from tenken.logs.receive.commit import Committer
from tenken.logs.receive.counted import Counted
from tenken.logs.receive.serve import Doors, Receiver
from tenken.logs.receive.state import State, keep_state
from tenken.logs.sources import LogSource, keep_source, sources
from tenken.text import Complaint, Message, _, in_words, reason_of

_RECEIVED = "syslog"
_MOST_TOLD = 100
"""Lines for the record of operations between two seals; the newest of more."""


@dataclass(frozen=True)
class Received:
    """``lost`` are datagrams that the kernel dropped; None where the system does not tell. ``failure`` says why what
    came last could not be written."""

    counted: Counted
    written: int
    lost: int | None
    failure: Message | None


def receive(site: Site, doors: Doors, ready: Callable[[], None], tell: Callable[[Message], None]) -> Received:
    """Until SIGTERM or SIGINT; what came is sealed then. ``tell`` is told in words what goes wrong, and when it is
    well again. Raises ReceiveError, SpoolError."""
    counted, since, told = Counted(), _now(), deque[Message](maxlen=_MOST_TOLD)

    def say(what: Message) -> None:
        told.append(what)
        tell(what)

    committer = Committer(
        open_evidence(site), _now, tell=say, sealed=lambda record: _after_seal(site, record, told, tell)
    )
    receiver = Receiver(committer, doors, counted, _now, say)
    asyncio.run(receiver.serve(ready, lambda running: _keep_state(site, receiver, doors, since, running)))
    return Received(counted, committer.taken, receiver.lost, committer.failure)


def _after_seal(site: Site, record: Record, told: deque[Message], tell: Callable[[Message], None]) -> None:
    """Sources that were heard for the first time are known from now on. The record of operations keeps the checkpoint,
    and what went wrong. What fails is done after the next seal."""
    try:
        for name in set(record.events) - set(sources(logs_of(site))):
            keep_source(logs_of(site), LogSource(name, _RECEIVED))
        anchor(site)
        _note(site, told)
    except (DatabaseError, OSError, Complaint) as error:
        words = _("segment {n} is sealed; the record of operations does not know of it yet: {why}")
        tell(Message(words, {"n": record.segment, "why": reason_of(error)}))


def _note(site: Site, told: deque[Message]) -> None:
    while told:
        with writing(_now()) as at:
            logbook.note(at, "", RECEIVING, "", in_words(told[0], site.config.language))
        told.popleft()


def _keep_state(site: Site, receiver: Receiver, doors: Doors, since: datetime, running: bool) -> None:
    """For the pages. A disk that takes nothing more takes no state either; the pages see that it is old."""
    counted, committer = receiver.counted, receiver.committer
    disk = shutil.disk_usage(logs_of(site))
    state = State(
        since=since, at=_now(), running=running, doors=doors.listed(), octets=counted.octets, written=committer.taken,
        waiting=committer.waiting, open=counted.open, misframed=counted.misframed, cut_off=counted.cut_off,
        refused=counted.refused, lost=receiver.lost, free=disk.free, room=disk.total, alarm=committer.alarm,
        refusals=tuple(counted.refusals.values()), heard=dict(committer.heard),
    )  # fmt: skip
    with suppress(OSError):
        keep_state(logs_of(site), state)


def _now() -> datetime:
    return datetime.now(UTC)
