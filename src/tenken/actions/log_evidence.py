"""logs: the evidence of access logs, written by its writers only; proved and checked from here."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tenken.actions.log_verbs import PROVED
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs import verify as verifying
from tenken.logs.evidence import anchors
from tenken.logs.evidence.checked import Step, check
from tenken.logs.evidence.checkpoints import lately, newest, notes
from tenken.logs.evidence.clock import Clock
from tenken.logs.evidence.locks import alone
from tenken.logs.evidence.read import Proof, prove
from tenken.logs.evidence.store import FIRST_KEY, ORIGIN, Store
from tenken.logs.model import AUDIT_LOG_USED

_log = logging.getLogger("tenken.logs")


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


def _now() -> datetime:
    return datetime.now(UTC)


def open_evidence(site: Site, now: Callable[[], datetime] = _now) -> Store:
    """For a writer. The pages never call it: they read. The system's own clock is watched, whatever ``now`` says."""
    return Store(evidence_of(site), now, Clock(_now))


def prove_event(site: Site, segment: int, index: int, now: datetime, by: str) -> Proved:
    """Raises EvidenceError."""
    proof = prove(evidence_of(site), segment, index)
    with writing(now) as at:
        logbook.note(at, by, PROVED, AUDIT_LOG_USED, f"{segment}/{index}")
    return Proved(proof, check(evidence_of(site), proof))


def anchor(site: Site, now: datetime | None = None) -> None:
    """Keep the newest checkpoint in the ledger too, whose own chain seals it, and copy what is new to another place, if
    the settings name one: places that must agree. A store that was rolled back or made anew keeps the anchor that it
    does not hold, so that no check passes any more."""
    note = newest(evidence_of(site))
    known = logbook.newest(logbook.ANCHOR)
    if known and not _holds(evidence_of(site), known.detail.encode()):
        _log.error("the checkpoint that was noted last is not in the store: it was rolled back or made anew")
    elif note and (known is None or known.detail != note.decode()):
        with writing(now or datetime.now(UTC)) as at:
            logbook.note(at, "", logbook.ANCHOR, "", note.decode())
    if note and site.config.logs.copy_to:
        try:
            if anchors.copy(evidence_of(site), Path(site.config.logs.copy_to)):
                anchors.note_copied(logs_of(site), note)
        except OSError as error:  # the page of sources says so; logs are taken in all the same
            _log.warning("checkpoints are not copied: %s", error)


def _holds(store: Path, note: bytes) -> bool:
    """It is among the last, as a rule."""
    return note in lately(store) or note in notes(store)


def verify_logs(site: Site, given: tuple[bytes, ...] = (), first_key: str = "", jobs: int = 1) -> verifying.Outcome:
    """Against the anchors that were given, the newest that the ledger keeps, tokens, and copies in another place."""
    known = logbook.newest(logbook.ANCHOR)
    kept = (known.detail.encode(),) if known else ()
    elsewhere = (*anchors.kept_tokens(logs_of(site)), *_copies(site))
    return verifying.verify(
        evidence_of(site), (*given, *kept, *elsewhere), first_key, jobs, read_at_once(evidence_of(site))
    )


def read_at_once(store: Path) -> verifying.Snapshot:
    """Between two seals: what a writer is about to seal is then no fault. Nothing where there is no store."""
    if not store.exists():
        return verifying.snapshot(store)
    with alone(store / "lock"):
        return verifying.snapshot(store)


def origin_of(site: Site) -> str:
    path = evidence_of(site) / ORIGIN
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def first_key_of(site: Site) -> str:
    """By which the first checkpoint was signed; it is printed, so that a store made anew is found."""
    path = evidence_of(site) / FIRST_KEY
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def _copies(site: Site) -> tuple[bytes, ...]:
    """Nothing where the place cannot be reached: that is told beside, and makes no fault."""
    place = Path(site.config.logs.copy_to or os.devnull)
    copies = anchors.as_anchor(place, origin_of(site)) if place.is_dir() else b""
    return (copies,) if copies else ()
