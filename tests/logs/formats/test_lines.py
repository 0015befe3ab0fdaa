"""Lines of syslog and of the audit system: who logged in from where, which account was made; any other line is kept."""

import pytest

from tenken.logs.formats import FORMATS, auditd, authlog
from tenken.logs.formats.auditd import serial
from tenken.logs.model import AuditEvent, Numbered
from tests.logs.formats.messages import NOW

LOGIN, ALERT = "110114", "110113"


def of_line(text: str) -> AuditEvent:
    (event,) = authlog.read(f"Apr  1 08:30:00 ehr {text}\n".encode(), NOW) or ()
    return event


@pytest.mark.parametrize(
    ("text", "event", "outcome", "user"),
    [
        ("sshd[7]: Accepted publickey for sato from 10.1.2.3 port 5 ssh2: ED25519 SHA256:x", LOGIN, "0", "sato"),
        ("sshd[7]: Failed password for invalid user oracle from 10.1.2.3 port 5 ssh2", LOGIN, "4", "oracle"),
        ("sshd[7]: Failed password for root from 10.1.2.3 port 5 ssh2", LOGIN, "4", "root"),
        ("sshd[7]: Invalid user oracle from 10.1.2.3 port 5", LOGIN, "4", "oracle"),
        ("su[7]: (to root) sato on pts/0", LOGIN, "0", "sato"),
        ("sudo:   sato : TTY=pts/0 ; PWD=/root ; USER=root ; COMMAND=/bin/ls", ALERT, "0", "sato"),
        ("CRON[7]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)", LOGIN, "0", "root"),
        ("login[7]: pam_unix(login:auth): authentication failure; logname= uid=0 tty=/dev/tty1 ruser= rhost= user=sato",
         LOGIN, "4", "sato"),
    ],
)  # fmt: skip
def test_a_log_in_is_told_with_its_outcome(text: str, event: str, outcome: str, user: str) -> None:
    found = of_line(text)
    assert (found.event, found.outcome, found.user_id, found.system) == (event, outcome, user, "ehr")


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("useradd[7]: new user: name=oracle, UID=1001, GID=1001, home=/home/oracle, shell=/bin/sh", "C"),
        ("userdel[7]: delete user 'oracle'", "D"),
        ("passwd[7]: pam_unix(passwd:chauthtok): password changed for oracle", "U"),
    ],
)
def test_a_change_of_an_account_is_told(text: str, action: str) -> None:
    found = of_line(text)
    assert (found.event, found.action, found.object_id) == (ALERT, action, "oracle")


def test_a_line_of_another_program_is_kept_in_its_words() -> None:
    assert of_line("kernel: usb 1-1: new device").function == "kernel: usb 1-1: new device"


@pytest.mark.parametrize(
    "raw", [b"no log\n", b"\xff\xfe\n", b"Foo  1 08:30:00 ehr sshd: x\n", b"Apr 31 08:30:00 ehr a: x\n"]
)
def test_what_is_no_line_of_a_log_gives_no_event(raw: bytes) -> None:
    assert authlog.read(raw, NOW) == ()


@pytest.mark.parametrize("raw", [b"\n", b"  \r\n"])
def test_an_empty_line_tells_of_no_event(raw: bytes) -> None:
    assert (authlog.read(raw, NOW), auditd.read(raw, NOW)) == (None, None)


RECORD = (
    b"node=ehr type=USER_LOGIN msg=audit(1775000000.123:4567): pid=1 uid=0 auid=1000 ses=3 msg='op=login "
    b'acct="sato" exe="/usr/sbin/sshd" hostname=? addr=10.0.0.5 terminal=ssh res=failed\'\n'
)


def test_a_record_of_the_audit_system_tells_of_a_log_in() -> None:
    (event,) = auditd.read(RECORD, NOW) or ()
    assert (event.event, event.outcome, event.user_id, event.address, event.terminal, event.system) == (
        LOGIN, "4", "sato", "10.0.0.5", "ssh", "ehr",
    )  # fmt: skip


def test_an_account_that_is_written_in_hex_is_decoded() -> None:
    (event,) = auditd.read(RECORD.replace(b'"sato"', b"E4BD90E897A4"), NOW) or ()
    assert event.user_id == "佐藤"


def test_its_serial_shows_gaps() -> None:
    assert (serial(RECORD), serial(b"nothing")) == (Numbered(4567, "ehr"), None)


def test_what_is_no_record_gives_no_event() -> None:
    assert auditd.read(b"type=USER_LOGIN msg=audit(now): x\n", NOW) == ()


@pytest.mark.parametrize(
    ("format_id", "raw", "number"),
    [
        (
            "syslog",
            b'<85>1 2026-04-01T08:30:00Z ehr app 7 IHE+RFC-3881 [meta sequenceId="29"] <AuditMessage/>',
            Numbered(29, "ehr"),
        ),
        (
            "syslog",
            b"<85>1 2026-04-01T08:30:00Z ehr audispd - - - node=ehr type=EOE msg=audit(1.000:77): ",
            Numbered(77, "ehr"),
        ),
        ("syslog", b"<85>Apr  1 08:30:00 dc01 audispd: type=EOE msg=audit(1.000:79): ", Numbered(79, "dc01")),
        ("syslog", b"<85>1 2026-04-01T08:30:00Z ehr app 7 - - hello", None),
        ("syslog", b'<85>1 2026-04-01T08:30:00Z ehr app 7 - [meta sequenceId="%d"] x' % (10**20), None),
        ("auditd", b"type=EOE msg=audit(1775000000.000:%d): " % (10**20), None),
        ("auditd", b"type=EOE msg=audit(1775000000.000:78): ", Numbered(78)),
        ("auditd", b"node=dc01 type=EOE msg=audit(1775000000.000:80): ", Numbered(80, "dc01")),
        ("authlog", b"Apr  1 08:30:00 ehr sshd[7]: x", None),
    ],
)
def test_the_number_that_its_writer_gave_an_event_is_told(format_id: str, raw: bytes, number: Numbered | None) -> None:
    assert FORMATS[format_id].sequence(raw) == number
