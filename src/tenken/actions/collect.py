"""collect: ask a source, keep what it answered, write down what that says; or write down why it did not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from tenken.actions.consent import consented, refuse_untouchable
from tenken.actions.site import Site
from tenken.collectors.model import Claim, CollectError, Collector, Refused, Target, Unreadable, Withheld
from tenken.facts.coverage import Coverage
from tenken.facts.model import MarkKind, SubjectId
from tenken.ledger import targets
from tenken.ledger.models import ObservationRow
from tenken.ledger.record import BESIDE, Attempt, Recorded, record, record_each
from tenken.ledger.writing import writing
from tenken.text import Message, _


@dataclass(frozen=True)
class Outcome:
    """What came of an attempt. ``failure`` None says that it succeeded.

    ``met`` are other machines that it told of; ``cut`` what of its tables was cut off.
    """

    target: str
    recorded: Recorded
    failure: Message | None = None
    new_host_key: str = ""
    met: tuple[SubjectId, ...] = ()
    cut: tuple[str, ...] = ()


def collect(site: Site, collector: Collector, target: Target, now: datetime, by: str = "") -> Outcome:
    """One attempt at one target. A failure is recorded like a success and comes back; only bugs are raised."""
    known, hint = targets.remembered(collector.id, target)
    attempt = Attempt(
        stream=f"{collector.id}:{known.name}",
        collector=collector.reader,
        target=known.name,
        seen_at=now,
        by=by,
        hint=hint,
        presumed=collector.presumed,
    )
    try:
        attempt = _permitted(collector, attempt, known, now)
        raw = _fetched(collector, known)
    except CollectError as error:
        return _failed(collector, known, replace(attempt, failure=error.reason), now)
    return ingest(site, collector, raw, attempt, now, known)


def _permitted(collector: Collector, attempt: Attempt, known: Target, now: datetime) -> Attempt:
    """The attempt, once something may be sent. Raises Refused; a machine that nobody asked is not there for that."""
    if collector.spares:
        refuse_untouchable(known, now)
    if collector.on_consent:
        return replace(attempt, hint=consented(known, now))
    return replace(attempt, stands_for=known.address or known.name)


def ingest(
    site: Site, collector: Collector, raw: bytes, attempt: Attempt, now: datetime, target: Target | None = None
) -> Outcome:
    """Take an answer that is already here: secrets out, bytes kept, claims written."""
    masked = collector.mask(raw, site.keys.fingerprint)
    kept = replace(attempt, raw_sha256=site.archive.keep(masked))
    try:
        claims = read_promised(collector, masked)
    except Unreadable as error:
        return _failed(collector, target, replace(kept, failure=error.reason), now)
    host_key = _host_key(claims)
    own, others = _own_first(claims) if collector.fetch else (claims, ())
    with writing(now) as moment:
        recorded = record(replace(kept, claims=own), moment)
        met = record_each(replace(kept, claims=others, hint=None), moment)
        if target:
            about = recorded.subjects[0] if len(recorded.subjects) == 1 else None
            targets.remember(collector.id, target, host_key, about)
    first_contact = bool(target and target.address and not target.host_key)
    return Outcome(
        attempt.target,
        recorded,
        new_host_key=host_key if first_contact else "",
        met=tuple(dict.fromkeys(subject for one in met for subject in one.subjects)),
        cut=tuple(table for claim in own if isinstance(claim.says, Coverage) for table in claim.says.cut),
    )


def _own_first(claims: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """What an answer says of whoever gave it, and what of those whom that one met: each is seen where it was met."""
    own = tuple(claim for claim in claims if claim.about == claims[0].about)
    return own, tuple(claim for claim in claims if claim.about != claims[0].about)


def reread(site: Site, collector: Collector, now: datetime) -> Iterator[Outcome]:
    """Read the kept bytes of older readers anew; what they said then stays as it was."""
    older = ObservationRow.objects.filter(complete=True, collector__startswith=f"{collector.id}/")
    older = older.exclude(stream__key__contains=BESIDE)  # whom an answer met is told again by that answer itself
    latest: dict[int, ObservationRow] = {
        row.stream_id: row for row in older.select_related("stream", "about").order_by("pk")
    }
    for row in latest.values():
        if row.collector != collector.reader and row.raw_sha256:
            about = SubjectId(row.about.slug) if row.about else None
            again = Attempt(row.stream.key, collector.reader, row.target, row.seen_at, row.by, hint=about)
            yield ingest(site, collector, site.archive.fetch(row.raw_sha256), again, now)


def read_promised(collector: Collector, raw: bytes) -> tuple[Claim, ...]:
    """The claims. Raises Unreadable where the answer is silent about a kind that its collector promises."""
    claims = tuple(collector.read(raw))
    said = {claim.says.kind if isinstance(claim.says, Withheld) else type(claim.says) for claim in claims}
    silent = [kind for kind in collector.gives if kind not in said]
    if silent:
        raise Unreadable(_("the answer is silent about: {what}"), what=Message(silent[0].name))
    return claims


def _fetched(collector: Collector, target: Target) -> bytes:
    if collector.fetch is None:
        raise Refused(_("{source} does not fetch; give it a file"), source=collector.id)
    return collector.fetch(target)


def _failed(collector: Collector, target: Target | None, attempt: Attempt, now: datetime) -> Outcome:
    with writing(now) as moment:
        recorded = record(attempt, moment)
        if target:
            about = recorded.subjects[0] if recorded.subjects else None
            targets.remember(collector.id, target, "", about)
    return Outcome(attempt.target, recorded, attempt.failure)


def _host_key(claims: tuple[Claim, ...]) -> str:
    marks = claims[0].about if claims else ()
    return next((mark.value for mark in marks if mark.kind is MarkKind.HOST_KEY), "")
