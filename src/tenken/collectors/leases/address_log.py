"""Logs that name machines by their addresses alone, such as those of YAMAHA's filters: they are known, and not read."""

import re
from collections.abc import Iterator

from tenken.collectors.model import Unreadable
from tenken.collectors.sightings import Sighting
from tenken.text import _

_LINE = re.compile(r"\[INSPECT\] +\S+?\[(?:in|out)\]|\b(?:Rejected|Passed) at (?:IN|OUT)\(")
_LINES_LOOKED_AT, _LONGEST_LINE = 200, 1_000


def recognise(text: str) -> bool:
    lines = text.split("\n", _LINES_LOOKED_AT)[:_LINES_LOOKED_AT]
    return any(_LINE.search(line[:_LONGEST_LINE]) for line in lines)


def sightings(text: str) -> Iterator[Sighting]:
    """Raises Unreadable, always."""
    del text
    raise Unreadable(
        _("a log of filters names machines by their addresses alone, and an address is no mark; take in “show arp” and "
          "“show status dhcp” of the router instead")
    )  # fmt: skip
