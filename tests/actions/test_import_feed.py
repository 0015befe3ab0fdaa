"""feed import: a maker's list becomes a fact with publisher, date and digest; the same list says nothing new."""

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest

from tenken.actions.feeds import feeds_here
from tenken.actions.import_feed import Brought, OlderFeed, import_feed
from tenken.actions.site import Site
from tenken.facts.feeds import WindowsReleases
from tenken.facts.indexes import SecurityIndex
from tenken.facts.model import FACILITY
from tenken.feeds.model import FeedError
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import facts_about
from tests.build import NOW
from tests.collectors.recorded import SAMPLES
from tests.feeds.test_debian import PACKAGES, RELEASE, vouching
from tests.feeds.test_msrc import MONTH, NEWEST, PATCHES, RELEASED

LATER = NOW + timedelta(hours=1)


def lists() -> list[str]:
    return [fact.says.issue for fact in facts_about(FACILITY, LATER) if isinstance(fact.says, WindowsReleases)]


def test_what_was_taken_is_told_with_the_digest_of_the_makers_own_file(site: Site) -> None:
    done = import_feed(site, Brought(MONTH), NOW, "佐藤")
    assert (done.issue, done.dated, done.entries, done.known) == ("2025-Nov", date(2025, 11, 19), 4, False)
    assert done.sha256 == sha256(MONTH).hexdigest()


def test_several_lists_stand_beside_each_other(site: Site) -> None:
    import_feed(site, Brought(MONTH), NOW)
    import_feed(site, Brought(NEWEST), NOW)
    assert sorted(lists()) == ["2025-Nov", "newest-2025-11"]


def test_the_same_list_again_is_known(site: Site) -> None:
    import_feed(site, Brought(MONTH), NOW)
    assert import_feed(site, Brought(MONTH), LATER).known


def test_a_day_that_a_person_said_is_kept_with_the_bytes_and_their_digest_stays(site: Site) -> None:
    raw = json.dumps(PATCHES).encode()
    done = import_feed(site, Brought(raw, dated=RELEASED), NOW)
    kept = site.archive.fetch(ObservationRow.objects.latest("pk").raw_sha256)
    assert (done.sha256, kept) == (sha256(raw).hexdigest(), b"dated: 2025-11-11\n" + raw)


DEBIAN = SAMPLES["feed"]["handmade-endoflife-debian.json"]
BARE = b'[{"cycle": "12", "eol": "2026-06-10"}]'


def test_a_list_of_all_products_is_taken_as_one_for_each(site: Site) -> None:
    done = import_feed(site, Brought(SAMPLES["feed"]["handmade-endoflife-full.json"]), NOW)
    assert (done.issue, done.entries) == ("*", 5)
    assert sorted(feed.issue for feed in feeds_here(LATER)) == ["fortios", "windows"]


def test_the_name_of_a_file_is_kept_where_it_alone_tells_the_product(site: Site) -> None:
    import_feed(site, Brought(BARE, "debian.json", RELEASED), NOW)
    kept = site.archive.fetch(ObservationRow.objects.latest("pk").raw_sha256)
    assert kept == b"dated: 2025-11-11\ncalled: debian.json\n" + BARE


def test_an_older_list_never_takes_the_place_of_a_newer_one(site: Site) -> None:
    import_feed(site, Brought(DEBIAN), NOW)
    with pytest.raises(OlderFeed, match="2025-11-15"):
        import_feed(site, Brought(BARE, "debian.json", RELEASED), LATER)


def test_an_index_is_kept_with_what_vouches_for_it_and_remembers_the_one_before(site: Site) -> None:
    done = import_feed(site, Brought(PACKAGES, beside=RELEASE), NOW)
    kept = site.archive.fetch(ObservationRow.objects.latest("pk").raw_sha256)
    assert (done.issue, done.signature, done.entries) == ("bookworm-security main amd64", "", 3)
    assert kept == b"beside: %d\n" % len(RELEASE) + RELEASE + PACKAGES
    newer = PACKAGES.replace(b"1.9.13p3-1+deb12u2", b"1.9.13p3-1+deb12u3")
    import_feed(site, Brought(newer, beside=vouching(newer, Date="Thu, 20 Nov 2025 08:12:07 UTC")), LATER)
    index = next(feed for feed in feeds_here(LATER) if isinstance(feed, SecurityIndex))
    days = [(fix.released_by, fix.released_after) for fix in index.fixes["sudo"]]
    assert days == [(date(2025, 11, 18), None), (date(2025, 11, 20), date(2025, 11, 18))]


def test_a_file_that_is_no_list_leaves_nothing_behind(site: Site) -> None:
    with pytest.raises(FeedError):
        import_feed(site, Brought(b"{}"), NOW)
    assert (ObservationRow.objects.count(), list(site.config.data.glob("archive/*/*"))) == (0, [])
