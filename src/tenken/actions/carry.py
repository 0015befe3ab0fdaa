"""Carry answers across an air gap: collect them into a signed bundle here, take the bundle in there, once."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tenken.actions.collect import read_promised
from tenken.actions.dated import last_seen, places_in, seen_at
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import CollectError, Collector, Unreadable
from tenken.facts.model import SubjectId
from tenken.ledger import logbook
from tenken.ledger.carried import BUNDLE, known_keys
from tenken.ledger.models import ObservationRow, Stream
from tenken.ledger.record import Attempt, Recorded, record, record_many
from tenken.ledger.writing import LedgerError, writing
from tenken.pack.bundle import Answer, Bundle, bind_bundle, open_bundle
from tenken.text import Message, _

_SPOKEN = ("dicom", "feed", "person", "vendor_form")
"""What persons say, bring or are to allow is entered where they sign for it."""
MAX_ANSWER_BYTES = 64 * 1024 * 1024
_CLOCKS_APART = timedelta(hours=1)
"""A bundle may seem to be made this far ahead of our clock."""


@dataclass(frozen=True)
class Carried:
    """What came of a bundle. ``failures`` are answers that could not be read: target and reason."""

    number: str
    made_at: datetime
    key: str
    answers: int
    machines: tuple[SubjectId, ...]
    changed: int
    failures: tuple[tuple[str, Message], ...]
    new_key: bool


def make_bundle(site: Site, answers: Iterable[Answer], now: datetime, by: str) -> bytes:
    """Bind answers into a bundle, signed with this installation's key."""
    return bind_bundle(tuple(answers), str(uuid.uuid4()), now, by, site.keys.signing())


def import_bundle(site: Site, raw: bytes, now: datetime, *, by: str, medium: str, key: str) -> Carried:
    """Take in a bundle, all or nothing.

    ``key`` is the fingerprint that the collecting installation showed, needed for any but the first; ``medium`` says
    on what it was carried. Raises BundleError for a file that is not whole, LedgerError for a key that was not expected
    and for a bundle that was taken in before or is older than one that was.
    """
    bundle = open_bundle(raw)
    _refuse_stranger(bundle, key)
    new_key = not Stream.objects.filter(key=_stream(bundle)).exists()
    kept = site.archive.keep(bundle.manifest)  # not the bundle itself: secrets are taken out of its answers below
    note = f"{bundle.number} {medium}".strip()
    with writing(now) as moment:
        _refuse_replay(bundle, now)
        carrier = Attempt(_stream(bundle), "bundle/1", note, bundle.made_at, by, kept)
        record(carrier, moment)
        recorded, failures = _taken(site, bundle, by, moment)
        logbook.note(now, by, "bundle import", bundle.key, note)
    machines = dict.fromkeys(subject for one in recorded for subject in one.subjects)
    return Carried(
        number=bundle.number,
        made_at=bundle.made_at,
        key=bundle.key,
        answers=len(bundle.answers),
        machines=tuple(machines),
        changed=sum(one.changed for one in recorded),
        failures=tuple(failures),
        new_key=new_key,
    )


def _refuse_stranger(bundle: Bundle, key: str) -> None:
    """The first key of all is pinned, to be compared by a person; any other must be given by one."""
    if key.replace(" ", "").upper() == bundle.key.replace(" ", ""):
        return
    if key:
        raise LedgerError(_("the bundle was signed with the key {key}, not with the expected one"), key=bundle.key)
    known = known_keys()
    if known and bundle.key.replace(" ", "") not in known:
        words = _("the key {key} is not known yet: compare it with the one that was shown, and give it with --key")
        raise LedgerError(words, key=bundle.key)


def _refuse_replay(bundle: Bundle, now: datetime) -> None:
    if bundle.made_at > now + _CLOCKS_APART:
        raise LedgerError(_("the bundle was made at {day}, which is still to come; set the clocks"),
                          day=bundle.made_at.isoformat(timespec="minutes"))  # fmt: skip
    before = ObservationRow.objects.filter(stream__key=_stream(bundle)).order_by("-id").first()
    if before is None:
        return
    if before.target.startswith(bundle.number) or bundle.made_at <= before.seen_at:
        raise LedgerError(_("this bundle, or a newer one of the same key, was taken in before; nothing was taken"))


def _stream(bundle: Bundle) -> str:
    return f"{BUNDLE}{bundle.key.replace(' ', '')}"


@dataclass(frozen=True, slots=True)
class _Read:
    """An answer as it was read, with its bytes; of one that could not be read, the attempt that failed."""

    attempt: Attempt
    content: bytes = b""
    places: frozenset[str] = frozenset()


def _taken(
    site: Site, bundle: Bundle, by: str, moment: datetime
) -> tuple[tuple[Recorded, ...], list[tuple[str, Message]]]:
    found = sorted((_read(site, answer, by) for answer in bundle.answers), key=lambda one: one.attempt.seen_at)
    attempts = [_kept(site, one) for one in _not_older(found)]
    failures = [(attempt.target, attempt.failure) for attempt in attempts if attempt.failure]
    return record_many(attempts, moment), failures


def _read(site: Site, answer: Answer, by: str) -> _Read:
    """An answer that cannot be read is an attempt that failed, at whatever it was to tell of."""
    failed = Attempt(f"{answer.source}:{answer.target}", answer.source, answer.target, answer.seen_at, by)
    try:
        collector = _source(answer)
        masked = collector.mask(answer.content, site.keys.fingerprint)
        claims, seen = read_promised(collector, masked), seen_at(collector, masked, answer.seen_at)
        attempt = replace(failed, collector=collector.reader, seen_at=seen, claims=claims)
        return _Read(attempt, masked, frozenset(places_in(collector, claims)))
    except CollectError as error:
        return _Read(replace(failed, failure=error.reason))


def _not_older(found: list[_Read]) -> Iterator[_Read]:
    """Without those of machines that the ledger knows a newer answer of: folders keep what was carried before."""
    known = last_seen({place for one in found for place in one.places})
    for one in found:
        if all(known.get(place, one.attempt.seen_at) <= one.attempt.seen_at for place in one.places):
            yield one


def _kept(site: Site, one: _Read) -> Attempt:
    return replace(one.attempt, raw_sha256=site.archive.keep(one.content)) if one.content else one.attempt


def _source(answer: Answer) -> Collector:
    collector = COLLECTORS.get(answer.source)
    if collector is None or answer.source in _SPOKEN:
        raise Unreadable(_("this version of Tenken takes no answers of “{source}” from a bundle"),
                         source=answer.source[:40])  # fmt: skip
    return collector
