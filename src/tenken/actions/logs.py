"""logs: take logs in as evidence, ask them, and prove what was found. Whoever asks leaves an entry in the logbook."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tenken.actions.log_verbs import ASKED, IMPORTED, PROVED
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs import verify as verifying
from tenken.logs.evidence.checkpoints import notes
from tenken.logs.evidence.read import Proof, prove
from tenken.logs.evidence.store import Store
from tenken.logs.model import AUDIT_LOG_USED
from tenken.logs.search.ask import Found, Question, ask
from tenken.logs.search.store import follow
from tenken.logs.sources import LogSource, keep_source, sources
from tenken.logs.take_in import TakenIn, take_in


def logs_of(site: Site) -> Path:
    """Evidence, search store and the list of sources lie here."""
    return site.config.data / "logs"


def evidence_of(site: Site) -> Path:
    return logs_of(site) / "evidence"


def open_evidence(site: Site, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Store:
    """For a writer. The pages never call it: they read."""
    return Store(evidence_of(site), clock)


def import_log(site: Site, source: LogSource, path: Path, now: datetime, by: str = "") -> TakenIn:
    """A file of a log, as evidence and to be asked. Raises SourceError, TakeInError, SpoolError."""
    keep_source(logs_of(site), source)
    done = take_in(open_evidence(site), source, path, source.context(now))
    follow_evidence(site)
    anchor(site)
    with writing(now) as at:
        logbook.note(at, by, IMPORTED, source.name, f"{done.events} {path.name}")
    return done


def follow_evidence(site: Site) -> int:
    """Bring the search store up to the evidence; how many segments were new."""
    return follow(evidence_of(site), logs_of(site) / "search", sources(logs_of(site)))


def ask_logs(site: Site, question: Question, now: datetime, by: str, *, start: int = 0, limit: int = 1000) -> Found:
    """The answer; that it was asked, by whom, and how many events were found is logged (DICOM 110101)."""
    follow_evidence(site)
    found = ask(logs_of(site) / "search", question, start=start, limit=limit)
    with writing(now) as at:
        logbook.note(at, by, ASKED, AUDIT_LOG_USED, f"{found.total} {question.words()}")
    return found


def prove_event(site: Site, segment: int, index: int, now: datetime, by: str) -> Proof:
    """Raises EvidenceError."""
    proof = prove(evidence_of(site), segment, index)
    with writing(now) as at:
        logbook.note(at, by, PROVED, AUDIT_LOG_USED, f"{segment}/{index}")
    return proof


def anchor(site: Site) -> None:
    """Keep the newest checkpoint in the ledger too, whose own chain seals it: a second place that must agree."""
    newest = list(notes(evidence_of(site)))[-1:]
    known = logbook.newest(logbook.ANCHOR)
    for note in newest:
        text = note.decode()
        if known is None or known.detail != text:
            now = datetime.now(UTC)
            with writing(now) as at:
                logbook.note(at, "", logbook.ANCHOR, "", text)


def verify_logs(site: Site, anchors: tuple[bytes, ...] = (), first_key: str = "", jobs: int = 1) -> verifying.Outcome:
    """Against the anchors that were given, and the newest that the ledger keeps."""
    known = logbook.newest(logbook.ANCHOR)
    kept = (known.detail.encode(),) if known else ()
    return verifying.verify(evidence_of(site), (*anchors, *kept), first_key, jobs)
