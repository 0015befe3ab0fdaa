"""Of every source it is known when it was heard, what never came, what cannot be read, and how its clock goes."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tenken.logs.evidence.entries import encoded
from tenken.logs.evidence.store import Store
from tenken.logs.health import Health, Looked, health_of, keep_health
from tenken.logs.search.health import look
from tenken.logs.search.store import follow
from tenken.logs.sources import LogSource, keep_source, sources
from tenken.logs.take_in import take_in
from tests.logs.evidence.stores import MORNING, Clock
from tests.logs.formats.windows_events import Made, damaged, evtx

Sent = tuple[int | None, float]
"""(number of the sender, how many seconds before its receipt it happened)."""


def looked_at(folder: Path, *days: Iterable[Sent], unreadable: int = 0) -> Health:
    """A source that sent this, a day after the other."""
    clock = Clock()
    store = Store(folder / "evidence", clock)
    keep_source(folder, LogSource("fw", "syslog"))
    for day in days:
        spool, now = store.spool(), clock.now
        spool.add([encoded(now + timedelta(seconds=n), "fw", line(now + timedelta(seconds=n), *one))
                   for n, one in enumerate(day)])  # fmt: skip
        spool.add([encoded(now, "fw", b"rubbish")] * unreadable)
        spool.commit()
        store.seal(spool)
        clock.later(days=1)
    follow(store.folder, folder / "search", sources(folder))
    (found,) = look(folder, clock.now).sources
    return found


def brought(folder: Path, *files: bytes, format_id: str = "syslog") -> Health:
    """A source of which there are files."""
    source = LogSource("fw", format_id)
    keep_source(folder, source)
    store = Store(folder / "evidence", Clock())
    for number, content in enumerate(files):
        log = folder / f"log{number}"
        log.write_bytes(content)
        take_in(store, source, log, source.context(MORNING))
    follow(store.folder, folder / "search", sources(folder))
    (found,) = look(folder, MORNING).sources
    return found


def line(received: datetime, number: int | None, before: float) -> bytes:
    data = f'[meta sequenceId="{number}"]' if number is not None else "-"
    at = received - timedelta(seconds=before)
    return f"<85>1 {at.isoformat()} fw sshd 7 - {data} Accepted password for sato from 10.1.2.3 port 5 ssh2".encode()


def numbers(*given: int) -> list[Sent]:
    return [(one, 0.0) for one in given]


@pytest.mark.parametrize(
    ("days", "gaps", "restarts"),
    [
        ([[1, 2, 3], [4, 5]], [], 0),
        ([[1, 2, 5], [6, 9]], [(3, 4), (7, 8)], 0),
        ([[1, 3, 2], [5, 4]], [], 0),
        ([[700, 701], [1, 2, 3]], [], 1),
        ([[700, 702], [1, 3]], [(701, 701), (2, 2)], 1),
    ],
)
def test_gaps_are_found_whether_events_overtook_each_other_or_the_sender_began_anew(
    tmp_path: Path, days: list[list[int]], gaps: list[tuple[int, int]], restarts: int
) -> None:
    found = looked_at(tmp_path, *(numbers(*day) for day in days))
    assert ([(gap.first, gap.last) for gap in found.gaps], found.missing, found.restarts) == (
        gaps, sum(last - first + 1 for first, last in gaps), restarts)  # fmt: skip


def test_what_a_relay_hands_on_is_looked_at_by_the_host_that_numbered_it(tmp_path: Path) -> None:
    told = [(b"fw1", (1, 2, 5)), (b"fw2", (9001, 9002, 9003)), (b"fw3", (5000, 5002))]
    sent = [line(MORNING, number, 9.0 - place).replace(b" fw ", b" %s " % host)
            for host, numbers in told for place, number in enumerate(numbers)]  # fmt: skip
    found = brought(tmp_path, b"\n".join(sent))
    gaps = sorted((gap.by, gap.first, gap.last) for gap in found.gaps)
    assert (gaps, found.missing, found.restarts) == ([("fw1", 3, 4), ("fw3", 5001, 5001)], 3, 0)


def test_each_channel_of_windows_counts_for_itself(tmp_path: Path) -> None:
    minutes = [MORNING - timedelta(hours=1, minutes=number) for number in range(9, 0, -1)]
    security, system = ([Made(4634, {"TargetUserName": "sato"}, at, channel=channel) for at in minutes]
                        for channel in ("Security", "System"))  # fmt: skip
    found = brought(tmp_path, evtx(security, 70_000), evtx(system, 12), format_id="evtx")
    assert (found.events, found.numbered, found.missing, found.restarts) == (18, 18, 0, 0)


def test_an_event_that_cannot_be_read_is_none_that_never_came(tmp_path: Path) -> None:
    made = [Made(4634, {"TargetUserName": f"user{n}"}, MORNING - timedelta(days=1, minutes=-n)) for n in range(200)]
    found = brought(tmp_path, damaged(evtx(made, 1000), "user30"), format_id="evtx")
    assert (found.events, found.unparsed, found.numbered, found.missing, found.restarts) == (200, 1, 200, 0, 0)


def test_a_sender_without_numbers_has_no_gaps(tmp_path: Path) -> None:
    found = looked_at(tmp_path, [(None, 0.0), (None, 0.0)])
    assert (found.numbered, found.gaps, found.missing) == (0, (), 0)


@pytest.mark.parametrize("ended", [0, 40])
def test_a_file_is_heard_up_to_its_newest_event_whenever_it_was_brought(tmp_path: Path, ended: int) -> None:
    events = [MORNING - timedelta(days=50), MORNING - timedelta(days=ended), MORNING + timedelta(days=400)]
    found = brought(tmp_path, b"\n".join(line(at, None, 0.0) for at in events[: 2 + (ended == 0)]))
    assert (found.files, found.heard) == (True, MORNING - timedelta(days=ended))


def test_a_day_without_events_is_a_day(tmp_path: Path) -> None:
    found = looked_at(tmp_path, numbers(1, 2), [], numbers(3))
    assert [day.events for day in found.days] == [2, 0, 1, 0]


def test_the_clock_is_told_from_event_and_receipt(tmp_path: Path) -> None:
    found = looked_at(tmp_path, [(1, 2.0), (2, 2.0), (3, 900.0)], [(4, -400.0), (5, 3.0), (6, 3.0)])
    assert (found.behind_s, found.ahead_s) == (3, 400)


def test_what_cannot_be_read_is_a_share_that_is_never_rounded_to_nothing(tmp_path: Path) -> None:
    found = looked_at(tmp_path, numbers(*range(1, 300)), unreadable=1)
    assert (found.unparsed, found.unparsed_percent) == (1, 1)


def test_who_is_in_it_and_what_it_tells(tmp_path: Path) -> None:
    found = looked_at(tmp_path, numbers(1))
    told = {"log_in": True, "who": True, "patient": False, "operation": True}
    assert (found.told, found.accounts, found.heard) == (told, {"sato": MORNING.date()}, MORNING)


def test_a_time_that_no_clock_shows_cannot_be_read_and_harms_nothing_else(tmp_path: Path) -> None:
    now, told = MORNING.isoformat().encode(), line(MORNING, None, 0.0)
    times = (b"0001-01-05T00:00:00+00:00", b"9999-12-31T23:59:59+00:00", now)
    found = brought(tmp_path, b"\n".join(told.replace(now, at) for at in times))
    keep_health(tmp_path, Looked(MORNING, (found,)))
    assert (found.events, found.unparsed, health_of(tmp_path)) == (3, 2, Looked(MORNING, (found,)))


def test_an_account_was_used_no_later_than_that_was_received(tmp_path: Path) -> None:
    assert brought(tmp_path, line(MORNING, None, -400 * 86_400.0)).accounts == {"sato": MORNING.date()}


def test_of_a_large_hospital_no_account_is_left_out(tmp_path: Path) -> None:
    one = line(MORNING, None, 0.0)
    found = brought(tmp_path, b"\n".join(one.replace(b"sato", b"sato%d" % number) for number in range(12_000)))
    assert len(found.accounts) == 12_000


def test_what_was_found_is_kept_for_the_pages(tmp_path: Path) -> None:
    looked = Looked(datetime(2026, 4, 3, tzinfo=UTC), (looked_at(tmp_path, numbers(1, 3)),))
    keep_health(tmp_path, looked)
    assert health_of(tmp_path) == looked


def test_where_nobody_looked_nothing_is_known(tmp_path: Path) -> None:
    assert health_of(tmp_path) is None
