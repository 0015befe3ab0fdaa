"""FortiGate's logs tell whose cards were heard inside and when, and to whom an address was given. By hand."""

from datetime import UTC, datetime, timedelta

import pytest

from tenken.collectors.leases.mask import mask
from tenken.collectors.leases.read import read
from tenken.collectors.model import Claim, Unreadable
from tenken.facts.model import MarkKind
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.leases.lists import claims, sample, seen

LOG = sample("handmade-fortigate-7-traffic-and-dhcp.log")
SYSLOG, CSV = sample("handmade-fortigate-7-syslog.log"), sample("handmade-fortigate-7-traffic.csv")
EVERY = pytest.mark.parametrize("raw", [LOG, SYSLOG, CSV], ids=["file", "syslog", "csv"])
LINE = (
    'date=2026-11-25 time=10:00:00 devname="FW" type="traffic" srcip=10.1.1.1 srcintf="lan1" srcintfrole="lan" '
    'srcmac="b0:c7:de:00:00:01"\n'
)


def masked(raw: bytes | str) -> bytes:
    return mask(raw.encode() if isinstance(raw, str) else raw, lambda _secret: "")


def when(claim: Claim) -> datetime | None:
    return claim.seen_at and claim.seen_at.astimezone(UTC)


def only(raw: str) -> Claim:
    (claim,) = claims(raw)
    return claim


@EVERY
def test_each_card_inside_is_told_once_and_each_client_of_dhcp(raw: bytes) -> None:
    assert seen(raw) == [
        SeenOnNetwork("firewall-log", "", "b0:c7:de:00:03:1f", where="FG-60F-01 internal"),
        SeenOnNetwork("firewall-log", "", "00:a0:de:00:00:01", where="FG-60F-01 internal2"),
        SeenOnNetwork("dhcp", "10.20.0.41", "b0:c7:de:00:03:29", "PC-041", "FG-60F-01 internal"),
        SeenOnNetwork("dhcp", "10.20.0.42", "b0:c7:de:00:03:2a", "", "FG-60F-01 internal"),
    ]


@EVERY
def test_a_card_was_seen_when_its_newest_line_was_written(raw: bytes) -> None:
    assert when(claims(raw)[0]) == datetime(2026, 11, 25, 9, 11, 40, tzinfo=UTC)


def test_traffic_names_its_sender_by_the_card_alone_for_a_router_may_stand_between() -> None:
    assert [mark.kind for mark in claims(LOG)[0].about] == [MarkKind.MAC]


def test_a_client_of_dhcp_is_named_by_card_and_name() -> None:
    kinds = [mark.kind for mark in claims(LOG)[2].about]
    assert kinds == [MarkKind.MAC, MarkKind.HOSTNAME, MarkKind.ADDRESS]


@pytest.mark.parametrize(
    "change",
    [
        ('srcintfrole="lan"', 'srcintfrole="wan"'),
        ('srcip=10.1.1.1 srcintf="lan1" srcintfrole="lan"', 'srcip=8.8.8.8 srcintf="x" srcintfrole="undefined"'),
        ('srcip=10.1.1.1 srcintf="lan1" srcintfrole="lan"', 'srcip=x srcintf="x"'),
        ('type="traffic"', 'type="utm"'),
        ("b0:c7:de:00:00:01", "00:00:00:00:00:00"),
        ("b0:c7:de:00:00:01", "01:00:5e:00:00:01"),
        ('srcmac="', 'dstmac="'),
        ("time=10:00:00", "time=10:00:99"),
    ],
)
def test_what_is_outside_or_names_no_card_or_no_time_is_not_read(change: tuple[str, str]) -> None:
    with pytest.raises(Unreadable, match="no line of the log names a machine inside by its card"):
        claims(LINE.replace(*change))


def test_what_stands_inside_the_quotes_of_another_field_is_no_field() -> None:
    hostile = LINE.replace('devname="FW"', 'url="/?srcmac=00:16:3e:00:00:99&srcip=10.9.9.9" msg="a \\" srcmac=x"')
    assert [mark.value for mark in only(hostile).about] == ["b0:c7:de:00:00:01"]


def test_a_last_line_without_an_end_is_not_read() -> None:
    other = LINE.replace("00:00:01", "00:00:02").rstrip("\n")
    assert [one.mac for one in seen(LINE + other)] == ["b0:c7:de:00:00:01"]


@pytest.mark.parametrize(
    ("more", "moment"),
    [
        ("", datetime(2026, 11, 25, 1, tzinfo=UTC)),
        (' tz="+0000"', datetime(2026, 11, 25, 10, tzinfo=UTC)),
        (' tz="-0500"', datetime(2026, 11, 25, 15, tzinfo=UTC)),
        (' tz="+9999"', datetime(2026, 11, 25, 1, tzinfo=UTC)),
        (" eventtime=1795132801", datetime(2026, 11, 20, 0, 0, 1, tzinfo=UTC)),
        (" eventtime=1795132801123456789", datetime(2026, 11, 20, 0, 0, 1, tzinfo=UTC)),
        (" eventtime=99", datetime(2026, 11, 25, 1, tzinfo=UTC)),
    ],
)
def test_the_time_is_the_events_own_else_that_of_the_line_in_its_zone_or_in_japans(more: str, moment: datetime) -> None:
    assert when(only(LINE.replace("\n", f"{more}\n"))) == moment


def test_lines_in_any_order_tell_the_same() -> None:
    lines = LOG.decode().splitlines(keepends=True)
    told = {(claim.about, claim.seen_at) for claim in claims(LOG)}
    assert {(claim.about, claim.seen_at) for claim in claims("".join(reversed(lines)))} == told


@EVERY
def test_what_is_kept_says_the_same_in_a_line_a_machine(raw: bytes) -> None:
    kept = masked(raw)
    assert (list(read(kept)), len(kept.splitlines())) == (claims(raw), 4)
    assert masked(kept) == kept


@EVERY
def test_neither_peers_nor_pages_nor_users_are_kept(raw: bytes) -> None:
    private = raw.replace(b"policyid=1", b'user="sato" url="https://example.jp/search?q=x" policyid=1')
    assert not any(word in masked(private) for word in (b"sato", b"example", b"203.0.113", b"PC-031", b"dst"))


def test_a_log_without_any_card_is_told_so_and_none_of_it_is_kept() -> None:
    raw = LINE.replace("srcmac", "dstmac")
    with pytest.raises(Unreadable, match="Let FortiGate detect devices"):
        claims(raw)
    assert b"10.1.1.1" not in masked(raw)


@pytest.mark.parametrize(
    "line",
    [
        "2026/11/25 10:00:00: PP[01] Rejected at IN(1012) filter: TCP 203.0.113.5:4711 > 192.168.100.1:23",
        "2026/11/25 10:00:00: LAN1 Passed at IN(100) filter: TCP 192.168.0.2:1025 > 192.168.0.1:80",
        "2026/11/25 10:00:00: [INSPECT] PP[01][out][200080] TCP 192.168.100.2:49153 > 203.0.113.9:443",
    ],
)
def test_a_log_of_addresses_alone_is_known_and_says_what_to_take_instead(line: str) -> None:
    with pytest.raises(Unreadable, match="an address is no mark; take in “show arp”"):
        claims(f"{line}\n")


def test_the_same_card_at_another_time_is_one_machine() -> None:
    later = LINE.replace("10:00:00", "11:00:00")
    assert when(only(LINE + later)) == datetime(2026, 11, 25, 1, tzinfo=UTC) + timedelta(hours=1)
