"""時系列: what all sources knew of a machine, an account or an address in a span of time, each line with its proof."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from tenken.actions.look_at_logs import look_along
from tenken.actions.site import Site
from tenken.facts import STATEMENTS
from tenken.facts.model import SubjectId
from tenken.ledger.happened import Called, Change, Operation, called, changes_of, machine_called, operations
from tenken.ledger.logbook import Done
from tenken.ledger.writing import LedgerError
from tenken.logs.model import SUCCESS
from tenken.logs.search.question import Involved
from tenken.logs.words import ACTIONS, EVENTS, OUTCOMES
from tenken.text import Message, _

MOST = 5_000
"""Events of logs in one timeline."""
LOGBOOK, LEDGER = _("record of what was done"), _("asset ledger")


@dataclass(frozen=True)
class Wanted:
    """At least one of machine, account and address. ``until`` itself is left out."""

    since: datetime
    until: datetime
    machine: str = ""
    user: str = ""
    address: str = ""


@dataclass(frozen=True)
class Line:
    """What one source knew. Its proof is ``place`` (segment, index) of a log's event, else ``seal`` of the ledger's
    chain or the ``observation`` with the digest of what was kept. ``done`` is what the record of operations says."""

    at: datetime
    source: Message | str
    who: str
    what: tuple[Message | str, ...]
    where: str = ""
    patient: str = ""
    place: tuple[int, int] | None = None
    observation: int = 0
    seal: int = 0
    digest: str = ""
    done: Done | None = None


@dataclass(frozen=True)
class Timeline:
    """``total`` events of logs fit; where that is more than there are lines of them, the end is missing."""

    wanted: Wanted
    called: Called | None
    lines: tuple[Line, ...]
    total: int

    @property
    def cut(self) -> bool:
        return self.total > MOST


def timeline(site: Site, wanted: Wanted, now: datetime, by: str) -> Timeline:
    """Oldest first. Raises LedgerError for a machine that there is not, and where nothing is asked for; SearchError."""
    about = machine_called(wanted.machine) if wanted.machine else None
    if wanted.machine and about is None:
        raise LedgerError(_("“{name}” is no machine of the ledger, or several"), name=wanted.machine)
    if not (about or wanted.user or wanted.address):
        raise LedgerError(_("say a machine, an account or an address"))
    named = called(about, now) if about else None
    accounts = tuple(filter(None, [wanted.user]))
    addresses = (*(named.addresses if named else ()), *filter(None, [wanted.address]))
    involved = Involved(wanted.since, wanted.until, accounts, named.names if named else (), addresses)
    found = look_along(site, involved, now, by, MOST)
    lines = [*map(_of_log, found.rows), *_of_ledger(accounts, about, wanted)]
    return Timeline(wanted, named, tuple(sorted(lines, key=lambda line: line.at)), found.total)


def _of_log(row: Mapping[str, Any]) -> Line:
    event, action = EVENTS.get(row["event"]), ACTIONS.get(row["action"])
    said = [Message(words) for words in (event, action) if words] + [row["function"], row["object_id"]]
    failed = [Message(OUTCOMES[row["outcome"]])] if row["outcome"] not in ("", SUCCESS) else []
    unread = [Message(_("could not be read"))] if row["unparsed"] else []
    who = " ".join(filter(None, (row["user_id"], row["user_name"])))
    return Line(
        row["ts"], row["source"], who, tuple(part for part in (*said, *failed, *unread) if part),
        " ".join(filter(None, (row["terminal"], row["address"]))), row["patient_id"], (row["segment"], row["index"]),
    )  # fmt: skip


def _of_ledger(accounts: tuple[str, ...], about: SubjectId | None, wanted: Wanted) -> Iterator[Line]:
    yield from map(_of_operation, operations(accounts, about, wanted.since, wanted.until))
    if about:
        changes = groupby(changes_of(about, wanted.since, wanted.until), lambda one: (one.observation, one.gone))
        yield from (_of_changes(list(some)) for _key, some in changes)


def _of_operation(one: Operation) -> Line:
    done = one.done
    said = tuple(part for part in (done.verb, done.about, done.detail) if part)
    return Line(done.at, Message(LOGBOOK), done.by, said, seal=one.seal, digest=one.digest, done=done)


def _of_changes(some: Sequence[Change]) -> Line:
    """What one observation changed."""
    one = some[0]
    kinds = dict.fromkeys(change.kind for change in some if change.kind in STATEMENTS)
    said = Message(_("no longer said") if one.gone else _("newly known") if one.kind else _("could not be looked at"))
    what = (said, *(Message(STATEMENTS[kind].name) for kind in kinds))
    return Line(one.at, Message(LEDGER), one.by, what, observation=one.observation, digest=one.sha256)
