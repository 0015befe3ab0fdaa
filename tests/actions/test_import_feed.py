"""feed import: a maker's list becomes a fact with publisher, date and digest; the same list says nothing new."""

import json
from datetime import date, timedelta
from hashlib import sha256

import pytest

from tenken.actions.import_feed import import_feed
from tenken.actions.site import Site
from tenken.facts.feeds import WindowsReleases
from tenken.facts.model import FACILITY
from tenken.feeds.model import FeedError
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import facts_about
from tests.build import NOW
from tests.feeds.test_msrc import MONTH, NEWEST, PATCHES, RELEASED

LATER = NOW + timedelta(hours=1)


def lists() -> list[str]:
    return [fact.says.issue for fact in facts_about(FACILITY, LATER) if isinstance(fact.says, WindowsReleases)]


def test_what_was_taken_is_told_with_the_digest_of_the_makers_own_file(site: Site) -> None:
    done = import_feed(site, MONTH, NOW, by="佐藤")
    assert (done.issue, done.dated, done.entries, done.known) == ("2025-Nov", date(2025, 11, 19), 4, False)
    assert done.sha256 == sha256(MONTH).hexdigest()


def test_several_lists_stand_beside_each_other(site: Site) -> None:
    import_feed(site, MONTH, NOW)
    import_feed(site, NEWEST, NOW)
    assert sorted(lists()) == ["2025-Nov", "newest-2025-11"]


def test_the_same_list_again_is_known(site: Site) -> None:
    import_feed(site, MONTH, NOW)
    assert import_feed(site, MONTH, LATER).known


def test_a_day_that_a_person_said_is_kept_with_the_bytes_and_their_digest_stays(site: Site) -> None:
    raw = json.dumps(PATCHES).encode()
    done = import_feed(site, raw, NOW, RELEASED)
    kept = site.archive.fetch(ObservationRow.objects.latest("pk").raw_sha256)
    assert (done.sha256, kept) == (sha256(raw).hexdigest(), b"dated: 2025-11-11\n" + raw)


def test_a_file_that_is_no_list_leaves_nothing_behind(site: Site) -> None:
    with pytest.raises(FeedError):
        import_feed(site, b"{}", NOW)
    assert (ObservationRow.objects.count(), list(site.config.data.glob("archive/*/*"))) == (0, [])
