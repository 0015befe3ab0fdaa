"""保存期間: which segments are past their time, and their removal by a named person with a reason. Writers only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tenken.actions.log_evidence import anchor, evidence_of, logs_of, open_evidence
from tenken.actions.log_removal import Agreement, RetentionError, keeps_by_page, look_at_holdings, waiting
from tenken.actions.log_sources import keeps
from tenken.actions.log_verbs import REMOVAL_ENDED, REMOVED
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs.evidence.locks import alone
from tenken.logs.evidence.records import Record
from tenken.logs.evidence.removal import (
    agreement,
    agreements,
    digest_of,
    finish,
    past_their_time,
    remove,
    segments_digest,
    unfinished,
)
from tenken.logs.search.how_far import LOCK
from tenken.logs.search.store import follow, forget
from tenken.logs.sources import sources
from tenken.logs.verify import Fault
from tenken.text import Message, _, in_words


@dataclass(frozen=True)
class Removable:
    """Of the segments that are past their time: how many events of each source, their octets on the disk, and the
    times of receipt between which they lie."""

    segments: tuple[Record, ...]
    events: dict[str, int]
    octets: int

    @property
    def first(self) -> str:
        return min((record.first for record in self.segments), default="")

    @property
    def last(self) -> str:
        return max((record.last for record in self.segments), default="")

    @property
    def digest(self) -> str:
        return segments_digest({record.segment: record.root for record in self.segments})


def removable(site: Site, now: datetime) -> Removable:
    """By what was said of each source; five years where nobody said anything."""
    return _removable(site, keeps(now), now)


def _removable(site: Site, kept_for: Callable[[str], timedelta], now: datetime) -> Removable:
    found = past_their_time(evidence_of(site), kept_for, now)
    octets = sum((evidence_of(site) / record.path).stat().st_size for record in found)
    return Removable(tuple(found), _by_source(found), octets)


def remove_logs(site: Site, now: datetime, by: str, reason: str) -> Removable:
    """Their events go from evidence and search; records and leaf hashes stay, and who agreed to it. Raises
    RetentionError, OSError, SpoolError, EvidenceError."""
    if not by.strip() or not reason.strip():
        raise RetentionError(_("say who agrees to the removal, and why: --by NAME --reason TEXT"))
    found = removable(site, now)
    _remove(site, found, now, by, reason)
    look_at_holdings(site, now)
    return found


def remove_agreed(site: Site, now: datetime) -> Message | None:
    """For a writer: what a person agreed to on a page, and nothing else; why it was not removed. Raises RetentionError,
    OSError, SpoolError, EvidenceError."""
    agreed = waiting()
    if agreed is None:
        raise RetentionError(_("there is no removal that was agreed to on a page and waits"))
    why = None if _sealed_before(site, agreed) else _removed_as_agreed(site, agreed, now)
    bring_to_its_end(site, now)
    with writing(now) as at:
        words = in_words(why, site.config.language) if why else ""
        logbook.note(at, agreed.by, REMOVAL_ENDED, agreed.digest, words)
    look_at_holdings(site, now)
    return why


def _sealed_before(site: Site, agreed: Agreement) -> bool:
    """It was interrupted after that."""
    return any(segments_digest(sealed.roots) == agreed.digest for _record, sealed in agreements(evidence_of(site)))


def _removed_as_agreed(site: Site, agreed: Agreement, now: datetime) -> Message | None:
    """By the rules of now, as of when it was shown: whatever the page wrote, no moment that is yet to come counts."""
    found = _removable(site, keeps_by_page(now), min(agreed.as_of, now))
    if found.digest != agreed.digest:
        return Message(_("what is past its time is no longer what was agreed to; nothing was removed"))
    _remove(site, found, now, agreed.by, agreed.reason)
    return None


def bring_to_its_end(site: Site, now: datetime) -> None:
    """A removal that was interrupted after it was agreed to. Raises OSError, SpoolError, EvidenceError."""
    if unfinished(evidence_of(site)):
        finish(open_evidence(site, lambda: now))
        _forget(site)


def _remove(site: Site, found: Removable, now: datetime, by: str, reason: str) -> None:
    store = open_evidence(site, lambda: now)
    if found.segments:
        said = agreement(found.segments, by, reason)
        with writing(now) as at:  # first: what is agreed to in the store alone is found as nobody's
            logbook.note(at, by, REMOVED, digest_of(said), f"{sum(found.events.values())} {reason}")
        remove(store, said, now)
        anchor(site)
    else:
        finish(store)
    _forget(site)


def unknown_agreements(site: Site) -> tuple[Fault, ...]:
    """Removals that the record of operations knows nothing of: whoever made them had the keys, and no leave."""
    known = {done.about for done in logbook.all_entries(logbook.Narrow(what=REMOVED))}
    strange = [record for record, agreed in agreements(evidence_of(site)) if agreed.digest not in known]
    what = "the record of operations knows of no such removal"
    return tuple(Fault(record.path.as_posix(), record.segment, what) for record in strange)


def _forget(site: Site) -> None:
    search, evidence = logs_of(site) / "search", evidence_of(site)
    search.mkdir(mode=0o700, parents=True, exist_ok=True)
    gone = {n for _record, agreed in agreements(evidence) for n in agreed.roots}
    with alone(logs_of(site) / LOCK):
        follow(evidence, search, sources(logs_of(site)))
        forget(search, gone)


def _by_source(records: Iterable[Record]) -> dict[str, int]:
    found: dict[str, int] = {}
    for record in records:
        for name, count in record.events.items():
            found[name] = found.get(name, 0) + count
    return dict(sorted(found.items()))
