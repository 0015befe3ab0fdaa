"""Takes out of osquery's answers what may be secret: command lines, environments, histories of shells."""

from collections.abc import Iterator
from typing import Any

from tenken.collectors.model import Fingerprint, Unreadable
from tenken.collectors.records import decoded, plain, without

_TABLES = ("process_envs", "shell_history", "docker_container_envs", "curl", "registry", "crontab", "keychain_items")
_SECRET = frozenset({"cmdline", "command", "env", "environment", *_TABLES})
_ROWS = ("columns", "snapshot", "diffResults")


def mask(raw: bytes, _fingerprint: Fingerprint) -> bytes:
    """No claim rests on what is taken out. What cannot be read is left as it is: it is never kept."""
    try:
        text = decoded(raw)
    except Unreadable:
        return raw
    kept = _masked(text) or "\n".join(_masked_line(line) for line in text.split("\n"))
    return raw if kept == text else kept.encode("utf-8", "replace")


def _masked(text: str) -> str:
    """Empty where it is no JSON."""
    try:
        return without(text, _secret_in)
    except Unreadable:
        return ""


def _masked_line(line: str) -> str:
    return (line[:1] == "{" and _masked(line)) or line


def _secret_in(told: dict[str, Any]) -> Iterator[str]:
    """A line of a log that answers for such a table keeps its head only."""
    asked = plain(told.get("name")) if "hostIdentifier" in told else ""
    yield from (name for name in told if name.lower() in _SECRET)
    if any(asked == table or asked.endswith(("/" + table, "_" + table)) for table in _TABLES):
        yield from (name for name in _ROWS if name in told)
