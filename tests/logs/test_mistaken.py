"""What is sealed stays: a file that cannot be what it is called is refused before, with what to do instead."""

import gzip

import pytest

from tenken.logs.mistaken import TakeInError, refuse_mistaken
from tests.logs.formats.windows_events import evtx

LINE = b"Apr  1 08:30:00 ehr sshd[7]: Accepted password for sato from 10.1.2.3 port 5 ssh2\n"


@pytest.mark.parametrize(
    ("begin", "fmt", "word"),
    [
        (gzip.compress(LINE, mtime=0), "authlog", "gzip"),
        (b"PK\x03\x04\x14\0", "csv", "Excel"),
        ("日付,時刻".encode("utf-16"), "csv", "UTF-16"),
        (evtx([]), "authlog", "evtx"),
        (LINE, "evtx", "another format"),
    ],
)
def test_it_is_refused_and_what_it_is_is_said(begin: bytes, fmt: str, word: str) -> None:
    with pytest.raises(TakeInError, match=word):
        refuse_mistaken(begin, fmt, "a.log")


@pytest.mark.parametrize(
    ("begin", "fmt"),
    [(LINE, "authlog"), (evtx([]), "evtx"), ("\ufeff日付".encode(), "csv"), (b"\0\0", "syslog"), (b"", "evtx")],
)
def test_what_may_be_what_it_is_called_is_not(begin: bytes, fmt: str) -> None:
    refuse_mistaken(begin, fmt, "a.log")
