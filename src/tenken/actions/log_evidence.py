"""logs: the evidence of access logs, written by its writers only; proved and checked from here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tenken.actions.log_verbs import PROVED
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs import verify as verifying
from tenken.logs.evidence.checked import Step, check
from tenken.logs.evidence.checkpoints import notes
from tenken.logs.evidence.read import Proof, prove
from tenken.logs.evidence.store import Store
from tenken.logs.model import AUDIT_LOG_USED


@dataclass(frozen=True)
class Proved:
    """``holds`` where every step of the proof does."""

    proof: Proof
    steps: tuple[Step, ...]

    @property
    def holds(self) -> bool:
        return all(step.holds for step in self.steps)


def logs_of(site: Site) -> Path:
    """Evidence, search store and the list of sources lie here."""
    return site.config.data / "logs"


def evidence_of(site: Site) -> Path:
    return logs_of(site) / "evidence"


def open_evidence(site: Site, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Store:
    """For a writer. The pages never call it: they read."""
    return Store(evidence_of(site), clock)


def prove_event(site: Site, segment: int, index: int, now: datetime, by: str) -> Proved:
    """Raises EvidenceError."""
    proof = prove(evidence_of(site), segment, index)
    with writing(now) as at:
        logbook.note(at, by, PROVED, AUDIT_LOG_USED, f"{segment}/{index}")
    return Proved(proof, check(evidence_of(site), proof))


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
