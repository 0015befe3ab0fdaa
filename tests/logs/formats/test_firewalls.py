"""Lines of firewalls and routers tell who came in from where, as files and by syslog. Written after their manuals."""

from datetime import UTC, datetime

import pytest

from tenken.logs.formats import fortigate, syslog, yamaha
from tenken.logs.model import AuditEvent
from tests.logs.formats.messages import NOW, RECEIVED

LOGIN, ALERT, IN, OUT = "110114", "110113", "110122", "110123"
HEAD = (
    'date=2026-04-01 time=08:30:00 devname="FG-100F" devid="FG100F0000000001" eventtime=1775000000123456789 tz="+0900" '
)
VPN = (
    'logid="0101039424" type="event" subtype="vpn" level="information" vd="root" logdesc="SSL VPN tunnel up" '
    'action="tunnel-up" tunneltype="ssl-tunnel" tunnelid=77 remip=203.0.113.9 user="maint-a" group="VPN 業者" '
    'reason="tunnel established" msg="SSL tunnel established"'
)
ADMIN = (
    'logid="0100032001" type="event" subtype="system" logdesc="Admin login successful" user="admin" '
    'ui="https(10.20.0.8)" method="https" action="login" status="success"'
)


def of_fortigate(rest: str, head: str = HEAD) -> AuditEvent:
    (event,) = fortigate.read(f"{head}{rest}\n".encode(), NOW) or ()
    return event


@pytest.mark.parametrize(
    ("rest", "event", "kind", "outcome", "user", "address"),
    [
        (VPN, LOGIN, IN, "0", "maint-a", "203.0.113.9"),
        (VPN.replace("tunnel-up", "tunnel-down"), LOGIN, OUT, "0", "maint-a", "203.0.113.9"),
        (VPN.replace("tunnel-up", "ssl-login-fail"), LOGIN, IN, "4", "maint-a", "203.0.113.9"),
        (VPN.replace('user="maint-a"', 'user="N/A" xauthuser="maint-b"'), LOGIN, IN, "0", "maint-b", "203.0.113.9"),
        (ADMIN, LOGIN, IN, "0", "admin", "10.20.0.8"),
        (ADMIN.replace("success", "failed"), LOGIN, IN, "4", "admin", "10.20.0.8"),
        (ADMIN.replace('"login"', '"logout"'), LOGIN, OUT, "0", "admin", "10.20.0.8"),
        ('type="event" subtype="user" action="authentication" status="failure" user="sato" srcip=10.20.1.5',
         LOGIN, IN, "4", "sato", "10.20.1.5"),
        ('type="event" subtype="system" logdesc="Attribute configured" action="Edit" user="admin" ui="GUI(10.20.0.8)" '
         'cfgpath="firewall.policy" cfgobj="7"', ALERT, "", "0", "admin", "10.20.0.8"),
        ('type="traffic" subtype="forward" srcip=10.20.1.5 dstip=198.51.100.7 dstport=443 action="deny"',
         "", "", "4", "", "10.20.1.5"),
    ],
)  # fmt: skip
def test_fortigate_tells_who_came_in(rest: str, event: str, kind: str, outcome: str, user: str, address: str) -> None:
    found = of_fortigate(rest)
    assert (found.event, found.kind, found.outcome, found.user_id, found.address) == (
        event, kind, outcome, user, address,
    )  # fmt: skip
    assert (found.system, found.at) == ("FG-100F", datetime(2026, 3, 31, 23, 33, 20, 123456, UTC))


def test_fortigate_tells_what_was_changed() -> None:
    found = of_fortigate('type="event" action="Delete" user="admin" cfgpath="user.local" cfgobj="maint-a"')
    assert (found.event, found.action, found.object_id) == (ALERT, "D", "user.local maint-a")


@pytest.mark.parametrize(
    ("head", "hour"),
    [
        ('date=2026-04-01 time=08:30:00 tz="-0800" ', 16),
        ("date=2026-04-01 time=08:30:00 ", 23),
        ("<189>Apr  1 08:30:00 10.20.0.1 date=2026-04-01 time=08:30:00 ", 23),
        ("<189>date=2026-04-01 time=08:30:00 ", 23),
    ],
)
def test_fortigate_without_a_number_of_its_time_says_it_in_words(head: str, hour: int) -> None:
    assert of_fortigate(ADMIN, head).at.hour == hour


def test_fortigate_is_known_when_it_comes_by_syslog() -> None:
    for head in ("<189>", "<189>1 2026-04-01T08:30:00Z fw - - - - ", "<189>Apr  1 08:30:00 fw "):
        (event,) = syslog.read(f"{head}{HEAD}{VPN}".encode(), NOW) or ()
        assert (event.event, event.user_id, event.system) == (LOGIN, "maint-a", "FG-100F")


@pytest.mark.parametrize(
    ("text", "event", "kind", "outcome", "user", "address"),
    [
        ("Login succeeded for TELNET: 10.20.1.5", LOGIN, IN, "0", "", "10.20.1.5"),
        ("Login succeeded for SSH: 10.20.1.5 sato", LOGIN, IN, "0", "sato", "10.20.1.5"),
        ("Login failed for HTTP: 10.20.1.5 sato", LOGIN, IN, "4", "sato", "10.20.1.5"),
        ("Logout from TELNET: 10.20.1.5 sato", LOGIN, OUT, "0", "sato", "10.20.1.5"),
        ("'administrator' succeeded for SSH: 10.20.1.5 sato", ALERT, "", "0", "sato", "10.20.1.5"),
        ("'administrator' failed for TELNET: 10.20.1.5", ALERT, "", "4", "", "10.20.1.5"),
        ('Configuration saved in "CONFIG0" by TELNET(10.20.1.5) sato', ALERT, "", "0", "sato", "10.20.1.5"),
        ("PP[ANONYMOUS01] Call detected from user 'maint-a'", LOGIN, IN, "0", "maint-a", ""),
        ("[L2TP] TUNNEL[1] connected from 203.0.113.9", LOGIN, IN, "0", "", "203.0.113.9"),
        ("[IKE] respond ISAKMP phase to 203.0.113.9 from 203.0.113.9", "", "", "0", "", "203.0.113.9"),
        ("[INSPECT] PP[01][out][200080] TCP 10.20.1.5:1234 > 198.51.100.7:443 (2026/04/01 08:29:00)",
         "", "", "0", "", "10.20.1.5"),
        ("PP[01] Rejected at IN(1012) filter: TCP 203.0.113.9:1234 > 10.20.0.1:23", "", "", "4", "", "203.0.113.9"),
    ],
)  # fmt: skip
def test_yamaha_tells_who_came_in(text: str, event: str, kind: str, outcome: str, user: str, address: str) -> None:
    (found,) = yamaha.read(f"Apr  1 08:30:00 rtx1220 {text}\n".encode(), NOW) or ()
    assert (found.event, found.kind, found.outcome, found.user_id, found.address) == (
        event, kind, outcome, user, address,
    )  # fmt: skip
    assert (found.system, found.at) == ("rtx1220", datetime(2026, 3, 31, 23, 30, tzinfo=UTC))


@pytest.mark.parametrize("head", ["2026/04/01 08:30:00: ", "2026-04-01T08:30:00+09:00 rtx1220 "])
def test_yamaha_writes_its_time_in_other_ways_too(head: str) -> None:
    (found,) = yamaha.read(f"{head}Login succeeded for HTTP: 10.20.1.5 sato\n".encode(), NOW) or ()
    assert (found.user_id, found.at.hour) == ("sato", 23)


def test_yamaha_sends_no_time_and_counts_as_of_its_receipt() -> None:
    raw = b"<174>Login failed for SSH: 203.0.113.9 root"
    for read in (yamaha.read(raw, NOW), syslog.read(raw, NOW)):
        (found,) = read or ()
        assert (found.event, found.outcome, found.user_id, found.at) == (LOGIN, "4", "root", RECEIVED)


@pytest.mark.parametrize(
    "raw", [b"words\n", b"date=2026-44-01 time=08:30:00 x=1\n", b"Foo  1 08:30:00 rtx a\n", b"\xff\n"]
)
def test_what_is_no_line_of_theirs_gives_no_event(raw: bytes) -> None:
    assert (fortigate.read(raw, NOW), yamaha.read(raw, NOW)) == ((), ())


def test_an_empty_line_tells_of_no_event() -> None:
    assert (fortigate.read(b"\r\n", NOW), yamaha.read(b"\r\n", NOW)) == (None, None)
