"""A real journal of systemd, as `journalctl -o short-iso` writes it out, is read as auth.log is."""

import subprocess
from pathlib import Path

import pytest

from tenken.logs.formats import FORMATS
from tenken.logs.model import LOGIN, SECURITY_ALERT, AuditEvent
from tests.logs.formats.messages import NOW

_JOURNAL = """
set -e
mount -t tmpfs none /run
mkdir -p /run/systemd/journal /run/log/journal
echo 0123456789abcdef0123456789abcdef > /run/machine-id
touch /etc/machine-id
mount --bind /run/machine-id /etc/machine-id
/lib/systemd/systemd-journald &
until [ -S /run/systemd/journal/dev-log ]; do sleep 0.05; done
say() { logger -u /run/systemd/journal/dev-log "$@"; }
say -t sshd --id=77 -p auth.info "Accepted publickey for sato from 10.20.1.5 port 22 ssh2"
say -t sudo -p authpriv.notice "    sato : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/usr/bin/id"
logger --journald <<END
MESSAGE=pam_unix(cron:session): session opened for user 佐藤(uid=7)
SYSLOG_IDENTIFIER=CRON
END
until journalctl -D /run/log/journal | grep -q CRON; do sleep 0.05; done
journalctl -D /run/log/journal -o "$1" --no-pager > "$2"
kill %1
"""
"""In a mount namespace of its own: the journal of the machine stays as it is."""


def journal(folder: Path, output: str) -> list[bytes]:
    kept = folder / "journal"
    command = ("unshare", "--mount", "bash", "-c", _JOURNAL, "bash", output, str(kept))
    subprocess.run(command, check=True, timeout=60, capture_output=True)
    return kept.read_bytes().splitlines(keepends=True)


def events(raws: list[bytes]) -> list[AuditEvent]:
    found = [tuple(FORMATS["authlog"].read(raw, NOW) or ()) for raw in raws]
    assert all(found), [raw for raw, told in zip(raws, found, strict=True) if not told]
    return [event for told in found for event in told]


@pytest.mark.root
@pytest.mark.parametrize("output", ["short", "short-iso", "short-iso-precise"])
def test_what_programs_told_the_journal_is_read(tmp_path: Path, output: str) -> None:
    told = [(one.event, one.user_id, one.address or one.terminal) for one in events(journal(tmp_path, output))]
    assert {(LOGIN, "sato", "10.20.1.5"), (SECURITY_ALERT, "sato", "pts/0"), (LOGIN, "佐藤", "")} <= set(told)
