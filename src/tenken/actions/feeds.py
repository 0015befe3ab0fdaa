"""Which publishers' lists are here, how old they are, and until when verdicts rely on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from tenken.actions.site import Site
from tenken.collectors.feed.read import carried
from tenken.dates import local_day
from tenken.facts.catalogues import FirmwareCatalogue
from tenken.facts.documents import PolicySetting
from tenken.facts.feeds import Feed, KnownExploited, SupportDates, WindowsReleases
from tenken.facts.indexes import SecurityIndex
from tenken.facts.model import FACILITY, Observation
from tenken.ledger.archive import Archive, ArchiveError
from tenken.ledger.recall import facts_about, observations
from tenken.rules.patches.policy import PatchPolicy
from tenken.rules.policy import in_force

KINDS: tuple[type[Feed], ...] = (WindowsReleases, SecurityIndex, FirmwareCatalogue, SupportDates, KnownExploited)


@dataclass(frozen=True)
class Held:
    """One list: who brought it and when, its digest, and the last day on which it is relied on, where it ends."""

    feed: Feed
    brought: Observation
    sha256: str
    until: date | None
    age_days: int

    def is_old(self, today: date) -> bool:
        return self.until is not None and self.until < today


def feeds_here(now: datetime) -> tuple[Feed, ...]:
    """The lists that the ledger holds."""
    return tuple(fact.says for fact in facts_about(FACILITY, now) if isinstance(fact.says, Feed))


def held(site: Site, now: datetime) -> Mapping[type[Feed], tuple[Held, ...]]:
    """Every kind of list with those that are here, the newest first."""
    facts, today = facts_about(FACILITY, now), local_day(now)
    feeds = [fact for fact in facts if isinstance(fact.says, Feed)]
    policy = _policy([fact.says for fact in facts if isinstance(fact.says, PolicySetting)])
    seen, newest = observations(fact.seen_in for fact in feeds), _newest(fact.says for fact in feeds)
    found: dict[type[Feed], list[Held]] = {kind: [] for kind in KINDS}
    for fact in feeds:
        kind, brought = type(fact.says), seen[fact.seen_in]
        limit, counts = limits(policy)[kind], newest if kind is WindowsReleases else fact.says.dated
        until, age = counts + limit if limit else None, (today - fact.says.dated).days
        found[kind].append(Held(fact.says, brought, _digest(site.archive, brought.raw_sha256), until, age))
    return {kind: tuple(sorted(of, key=lambda one: one.feed.dated, reverse=True)) for kind, of in found.items()}


def _newest(feeds: Iterable[Feed]) -> date:
    """The day of the newest list of Windows updates: they are read together, and the newest tells their age."""
    return max((feed.dated for feed in feeds if isinstance(feed, WindowsReleases)), default=date.min)


def limits(policy: PatchPolicy) -> Mapping[type[Feed], timedelta | None]:
    """How long each kind is relied on; None for what decides nothing."""
    return {
        WindowsReleases: policy.list_age,
        SecurityIndex: policy.index_age,
        FirmwareCatalogue: policy.firmware_age,
        SupportDates: policy.support_age,
        KnownExploited: None,
    }


def _policy(settings: list[PolicySetting]) -> PatchPolicy:
    own = {one.field.removeprefix("patch."): one.value for one in settings if one.field.startswith("patch.")}
    return in_force(PatchPolicy(), own, {})


@lru_cache(maxsize=2000)
def _digest(archive: Archive, raw_sha256: str) -> str:
    """Of the publisher's own file, without what was said of it; of bytes that are gone that of the kept ones."""
    try:
        return carried(archive.fetch(raw_sha256)).sha256
    except ArchiveError:
        return raw_sha256
