"""logs: take logs in as evidence, and ask them. Whoever asks leaves an entry in the logbook."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tenken.actions.log_evidence import anchor, evidence_of, logs_of, open_evidence
from tenken.actions.log_verbs import IMPORTED, REBUILT
from tenken.actions.log_waiting import room_of, source_that_waits
from tenken.actions.look_at_logs import note_asked
from tenken.actions.site import Site
from tenken.actions.waiting import NotWaiting, Result, Room, Waiting
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs.evidence.locks import alone
from tenken.logs.evidence.store import Store
from tenken.logs.search.ask import ask_by
from tenken.logs.search.by_user import order_by_user
from tenken.logs.search.engine import Engine
from tenken.logs.search.how_far import LOCK
from tenken.logs.search.manifest import read_manifest
from tenken.logs.search.question import Found, Question
from tenken.logs.search.store import follow, rebuild
from tenken.logs.sources import LogSource, SourceError, keep_source, sources
from tenken.logs.take_in import TakenIn, take_in
from tenken.text import Complaint, _


def import_log(site: Site, source: LogSource, path: Path, now: datetime, by: str = "", name: str = "") -> TakenIn:
    """A file of a log, as evidence and to be asked. Raises SourceError, TakeInError, SpoolError."""
    follow_evidence(site)  # what came before is found there where an event of it comes again
    done = take_log(site, source, path, now, by, open_evidence(site), name)
    follow_evidence(site)
    return done


def take_log(
    site: Site, source: LogSource, path: Path, now: datetime, by: str, store: Store, name: str = ""
) -> TakenIn:
    """As evidence; it can be asked once somebody asks. Raises SourceError, TakeInError, SpoolError."""
    keep_source(logs_of(site), source)
    done = take_in(store, source, path, source.context(now), logs_of(site) / "search", name)
    anchor(site, now)
    with writing(now) as at:
        logbook.note(at, by, IMPORTED, source.name, f"{done.events} {name or path.name}")
    return done


def take_asked(site: Site, token: str, now: datetime) -> Waiting:
    """For a writer: take in a log that was brought on a page and asked for; how it ended. Raises NotWaiting."""
    room = room_of(site)
    waiting = next((one for one in room.under_way() if one.token == token), None)
    if waiting is None:
        raise NotWaiting(_("no log that waits is called {token}"), token=token)
    return room.end(_taken(site, room, waiting, now))


def _taken(site: Site, room: Room, waiting: Waiting, now: datetime) -> Waiting:
    try:
        source = source_that_waits(site, waiting)
        done = import_log(site, source, room.path(waiting), now, waiting.by, waiting.name)
    except Complaint as error:
        return replace(waiting, step="failed", why=error.reason)
    result = Result(done.events + done.already, done.events, 0, done.already, refused=done.unparsed)
    return replace(waiting, step="done", result=result)


def follow_evidence(site: Site) -> int:
    """Bring the search store up to the evidence; how many segments were new."""
    logs = logs_of(site)
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(logs / LOCK):
        new = follow(evidence_of(site), logs / "search", sources(logs))
        order_by_user(logs / "search", site.config.logs.by_user)
        return new


def _refuse_unknown(site: Site, source: str) -> None:
    """No event of a source that is misspelt would look like no access."""
    known = {*sources(logs_of(site)), *(part.source for part in read_manifest(logs_of(site) / "search").parts)}
    if source and source not in known:
        raise SourceError(_("no source is called {name}; there are {known}"), name=source, known=tuple(sorted(known)))


def rebuild_search(site: Site, now: datetime, by: str) -> int:
    """Make the search store anew from the evidence; of how many segments. Raises EvidenceError."""
    logs = logs_of(site)
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(logs / LOCK):
        segments = rebuild(evidence_of(site), logs / "search", sources(logs))
        order_by_user(logs / "search", site.config.logs.by_user)
    with writing(now) as at:
        logbook.note(at, by, REBUILT)
    return segments


def ask_logs(site: Site, engine: Engine, question: Question, now: datetime, by: str, *, limit: int = 1000) -> Found:
    """The answer; that it was asked, by whom, and how many events were found is logged (DICOM 110101). Raises
    SourceError where no source is called so."""
    follow_evidence(site)
    _refuse_unknown(site, question.source)
    found = ask_by(engine, logs_of(site) / "search", question, limit=limit)
    note_asked(site, question, found.total, now, by)
    return found
