"""Takes out what is not to be kept.

Of what a terminal showed, lines that name a secret: a whole session may hold the configuration as well. Of a log of
traffic everything but the newest line of each machine, and of that what is read: it tells who looked at what.
"""

import re

from tenken.collectors.leases import fortigate_log
from tenken.collectors.leases.read import is_told_on_a_terminal
from tenken.collectors.leases.text import Row, text_of
from tenken.collectors.model import Fingerprint, Unreadable

_SECRET = re.compile(
    r"pass(?:word|wd|phrase)|secret|community|\bpsk\b|pre-shared|key-string|key-chain|private-key|host key|login user"
    r"|\bENC\b|auth on\b|\bkey [0-9] ",
    re.IGNORECASE,
)
LEFT_OUT = "(left out)"


def mask(raw: bytes, _fingerprint: Fingerprint) -> bytes:
    """The bytes as they are where no line names a secret. Rows of tables stay, for no claim may change."""
    try:
        text = text_of(raw)
    except Unreadable:
        return raw
    if fortigate_log.recognise(text):
        return fortigate_log.reduced(text).encode()
    if not is_told_on_a_terminal(text):
        return raw
    lines = text.split("\n")
    kept = [LEFT_OUT if _SECRET.search(line[:4_000]) and not _has_card(line) else line for line in lines]
    return raw if kept == lines else "\n".join(kept).encode()


def _has_card(line: str) -> bool:
    return bool(Row(tuple(line.split())).macs)
