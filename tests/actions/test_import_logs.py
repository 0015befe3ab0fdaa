"""import leases: a log tells when each machine was seen; logs may be taken in in any order."""

from datetime import UTC, datetime, timedelta

from tenken.actions.import_sightings import import_sightings
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import case_at

LEASES = COLLECTORS["leases"]
NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
LINE = 'date={} time=12:00:00 devname="FW" type="traffic" srcip=10.1.1.1 srcintf="{}" srcmac="b0:c7:de:00:00:01"\n'


def taken(site: Site, day: str, port: str = "lan1") -> int:
    return import_sightings(site, LEASES, LINE.format(day, port).encode(), NOW).read


def last_seen() -> tuple[datetime, str]:
    (fact,) = case_at(NOW + timedelta(days=400)).everybody(SeenOnNetwork)
    return fact.seen_at, fact.says.where


def test_a_machine_was_seen_when_the_log_says_so(site: Site) -> None:
    taken(site, "2026-11-20")
    assert last_seen() == (datetime(2026, 11, 20, 3, tzinfo=UTC), "FW lan1")


def test_an_older_log_that_is_taken_in_later_changes_nothing(site: Site) -> None:
    counts = taken(site, "2026-11-20", "lan1"), taken(site, "2026-10-20", "lan2")
    assert (counts, last_seen()) == ((1, 0), (datetime(2026, 11, 20, 3, tzinfo=UTC), "FW lan1"))


def test_a_newer_log_says_where_it_was_since(site: Site) -> None:
    taken(site, "2026-10-20", "lan2")
    taken(site, "2026-11-20", "lan1")
    assert last_seen() == (datetime(2026, 11, 20, 3, tzinfo=UTC), "FW lan1")


def test_a_log_of_a_clock_that_is_ahead_counts_as_of_now(site: Site) -> None:
    taken(site, "2031-01-01")
    assert last_seen()[0] == NOW


def test_only_what_is_read_of_a_log_is_kept(site: Site) -> None:
    raw = (LINE.format("2026-11-20", "lan1").rstrip() + ' user="sato" url="/karte?id=123"\n').encode()
    import_sightings(site, LEASES, raw, NOW)
    kept = site.archive.fetch(ObservationRow.objects.latest("pk").raw_sha256)
    assert (b"b0:c7:de:00:00:01" in kept, b"sato" in kept or b"karte" in kept) == (True, False)
