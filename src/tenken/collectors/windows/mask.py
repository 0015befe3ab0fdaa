"""Takes out of an answer what the script never writes: whoever changed the script may have let it in."""

from functools import lru_cache
from typing import Any

from tenken.collectors.model import Fingerprint, Unreadable
from tenken.collectors.records import decoded, without

_WORDS = ("password", "secret", "commandline", "arguments", "credential", "token", "privatekey", "productkey")
_OURS = frozenset({
    "password_policy", "password_required", "password_set", "password_expires", "automatic_password",
    "MinimumPasswordLength", "MinimumPasswordAge", "MaximumPasswordAge", "PasswordComplexity", "PasswordHistorySize",
    "ClearTextPassword",
})  # fmt: skip
"""Names that hold a setting or a day, and no secret."""


def mask(raw: bytes, _fingerprint: Fingerprint) -> bytes:
    """No claim rests on what is taken out. What cannot be read is left as it is: it is never kept."""
    try:
        text = decoded(raw)
        kept = without(text, lambda told: [name for name in told if _is_secret(name, told[name])])
    except Unreadable:
        return raw
    return raw if kept is text else kept.encode("utf-8", "replace")


def _is_secret(name: str, value: Any) -> bool:
    return value not in ("", "present") if name == "automatic_password" else _is_called_secret(name)


@lru_cache(maxsize=1024)
def _is_called_secret(name: str) -> bool:
    """The same few names come thousands of times."""
    if name in _OURS:
        return False
    bare = name.lower().replace("_", "").replace(" ", "")
    return any(word in bare for word in _WORDS)
