"""Takes command lines and environments out of a bill of materials that was made out of a running machine."""

from collections.abc import Iterator
from typing import Any

from tenken.collectors.model import Fingerprint, Unreadable
from tenken.collectors.records import decoded, plain, without

_SECRET = frozenset({"cmdline", "command", "env", "environment", "args"})


def mask(raw: bytes, _fingerprint: Fingerprint) -> bytes:
    """No claim rests on what is taken out. What cannot be read is left as it is: it is never kept."""
    try:
        text = decoded(raw)
        kept = without(text, _secret_in)
    except Unreadable:
        return raw
    return raw if kept is text else kept.encode("utf-8", "replace")


def _secret_in(told: dict[str, Any]) -> Iterator[str]:
    """A property is a record of name and value."""
    if plain(told.get("name")).rpartition(":")[2].lower() in _SECRET and "value" in told:
        yield "value"
