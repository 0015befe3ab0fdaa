"""The key file of an SNMP agent: which version is spoken, and with which secrets. It is read at use and never kept.

version = "3"                      # "3", or "2c" where a device speaks nothing better
user = "tenken"
auth = "SHA-256"                   # SHA, SHA-224, SHA-256, SHA-384, SHA-512
auth_password = "…"
privacy = "AES"                    # AES, AES-192, AES-256, AES-192-C, AES-256-C
privacy_password = "…"
context = ""                       # mostly empty

version = "2c"
community = "…"
"""

import os
import stat
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tenken.collectors.model import Refused
from tenken.text import _

WELL_KNOWN = ("public", "private")
"""Communities that devices come with, and that everybody tries first."""
AUTH = ("SHA", "SHA-224", "SHA-256", "SHA-384", "SHA-512")
PRIVACY = ("AES", "AES-192", "AES-256", "AES-192-C", "AES-256-C")
_WEAK = ("MD5", "DES", "3DES")
_SHORTEST_PASSWORD, _LONGEST_USER, _LONGEST = 8, 32, 255
_MAX_BYTES = 64 * 1024
_FIELDS = {
    "2c": {"version", "community"},
    "3": {"version", "user", "auth", "auth_password", "privacy", "privacy_password", "context"},
}


@dataclass(frozen=True, slots=True)
class Community:
    value: str = field(repr=False)

    @property
    def well_known(self) -> str:
        """The community, where it is no secret; else empty."""
        return self.value.lower() if self.value.lower() in WELL_KNOWN else ""


@dataclass(frozen=True, slots=True)
class User:
    name: str
    auth: str
    auth_password: str = field(repr=False)
    privacy: str
    privacy_password: str = field(repr=False)
    context: str = ""


def read_key(path: str) -> Community | User:
    """Raises Refused, and never repeats what stands in the file."""
    where = {"file": path}
    try:
        with Path(path).open("rb") as file:
            everybody = os.name == "posix" and os.fstat(file.fileno()).st_mode & stat.S_IROTH
            raw = file.read(_MAX_BYTES)
        values = tomllib.loads(raw.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise Refused(_("the key file {file} cannot be read"), **where) from error
    if everybody:
        raise Refused(_("the key file {file} may be read by everybody; keep it to yourself (chmod 600)"), **where)
    version = values.get("version")
    if version not in _FIELDS:
        raise Refused(_('the key file {file}: version must be "3" or "2c"'), **where)
    unknown = sorted(values.keys() - _FIELDS[version])
    if unknown:
        raise Refused(_("the key file {file}: there is no field {field}"), **where, field=unknown[0][:40])
    return _community(values, path) if version == "2c" else _user(values, path)


def _community(values: dict[str, Any], path: str) -> Community:
    return Community(_text(values, "community", path, 1, _LONGEST))


def _user(values: dict[str, Any], path: str) -> User:
    """Who signs but does not encrypt, or neither, is refused: what a device tells would be read by others."""
    for name in ("auth", "privacy"):
        if str(values.get(name, "none")).upper() in ("", "NONE"):
            raise Refused(_("the key file {file}: SNMPv3 is spoken with authentication and privacy only"), file=path)
    return User(
        _text(values, "user", path, 1, _LONGEST_USER),
        _method(values, "auth", AUTH, path),
        _text(values, "auth_password", path, _SHORTEST_PASSWORD, _LONGEST),
        _method(values, "privacy", PRIVACY, path),
        _text(values, "privacy_password", path, _SHORTEST_PASSWORD, _LONGEST),
        _text(values, "context", path, 0, _LONGEST) if "context" in values else "",
    )


def _method(values: dict[str, Any], name: str, known: tuple[str, ...], path: str) -> str:
    found = str(values[name]).upper()
    if found not in known:
        words = (
            _("the key file {file}: {field} is too weak; set one of {known} on the device")
            if found in _WEAK
            else _("the key file {file}: {field} must be one of {known}")
        )
        raise Refused(words, file=path, field=name, known=", ".join(known))
    return found


def _text(values: dict[str, Any], name: str, path: str, shortest: int, longest: int) -> str:
    value = values.get(name)
    if not isinstance(value, str) or not shortest <= len(value.encode()) <= longest:
        raise Refused(
            _("the key file {file}: {field} must be a text of {shortest} to {longest} characters"),
            file=path, field=name, shortest=shortest, longest=longest,
        )  # fmt: skip
    return value
