"""What the standard leaves open about updates."""

from dataclasses import dataclass
from datetime import date, timedelta

from tenken.facts.model import setting
from tenken.rules.model import Measured
from tenken.text import _


@dataclass(frozen=True)
class PatchPolicy(Measured):
    grace: timedelta = setting(
        timedelta(days=31),
        _("days within which a security update is applied"),
        _("no text sets a number; the facility's own rule"),
    )
    index_age: timedelta = setting(
        timedelta(days=30),
        _("age up to which an index of security updates is relied on"),
        _("Tenken's default for distributions"),
    )
    list_age: timedelta = setting(
        timedelta(days=45),
        _("age up to which Microsoft's list of updates is relied on"),
        _("Tenken's default: a month and its delay"),
    )
    support_age: timedelta = setting(
        timedelta(days=180),
        _("age up to which a list of ends of support is relied on"),
        _("Tenken's default: such dates are announced long before"),
    )
    firmware_age: timedelta = setting(
        timedelta(days=90),
        _("age up to which a list of firmware is relied on"),
        _("Tenken's default: makers release every few months"),
    )

    def is_late(self, released: date, today: date) -> bool:
        """Whether what was released that day should have been applied by now."""
        return today - released > self.grace
