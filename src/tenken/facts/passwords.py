"""Which passwords a machine accepts and, by keyed fingerprints only, where one stands twice."""

from dataclasses import dataclass
from typing import ClassVar

from tenken.facts.model import Statement
from tenken.text import _


@dataclass(frozen=True)
class PasswordSetting(Statement):
    """What the system enforces.

    ``mixed`` is True where letters, digits and symbols are each demanded, and None where several kinds are, but any one
    of these may be left out. ``second_factor`` is True where every
    log-in by password needs another factor as well. ``max_days`` holds for each account that has a password:
    after how many days it must be changed; None for never. ``directories`` are services through which accounts
    log in that the machine does not keep itself: none of the other fields speaks of their passwords.
    """

    kind: ClassVar[str] = "password-setting"
    name: ClassVar[str] = _("password settings")
    min_length: int
    mixed: bool | None
    second_factor: bool
    max_days: tuple[tuple[str, int | None], ...]
    empty: tuple[str, ...] = ()
    directories: tuple[str, ...] = ()


@dataclass(frozen=True)
class PasswordMark:
    account: str
    fingerprint: str


@dataclass(frozen=True)
class PasswordMarks(Statement):
    """Equal fingerprints prove one stored password on two machines; different ones prove nothing."""

    kind: ClassVar[str] = "password-marks"
    name: ClassVar[str] = _("fingerprints of stored passwords")
    marks: tuple[PasswordMark, ...]
