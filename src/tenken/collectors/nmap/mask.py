"""Takes out of a scan what scripts printed, and what they and proxies were given: passwords may stand there."""

import re

from tenken.collectors.model import Fingerprint

_BEGIN, _END = b"<script ", b"</script>"
_DASH = rb"(?:-|&#45;)"
_GIVEN = re.compile(rb"(" + _DASH + rb"{1,2}(?:script-args(?:-file)?|proxies|proxy)[ =])(?:(?! -)[^\"<\r\n]){1,4000}")


def mask(raw: bytes, _fingerprint: Fingerprint) -> bytes:
    """No claim rests on what is taken out."""
    return _GIVEN.sub(rb"\1(left out)", b"".join(_without_scripts(raw)))


def _without_scripts(raw: bytes) -> list[bytes]:
    kept, at = list[bytes](), 0
    while (begin := raw.find(_BEGIN, at)) >= 0:
        kept.append(raw[at:begin])
        at = _behind(raw, begin)
    return [*kept, raw[at:]]


def _behind(raw: bytes, begin: int) -> int:
    """Where the element that begins here has ended; the end of all where it never does."""
    close = raw.find(b">", begin)
    if close > 0 and raw[close - 1 : close] == b"/":
        return close + 1
    end = raw.find(_END, close) if close > 0 else -1
    return end + len(_END) if end > 0 else len(raw)
