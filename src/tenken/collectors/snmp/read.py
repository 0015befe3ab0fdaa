"""What an answer by SNMP says: of the device itself, and of those that it met.

A table that was cut off speaks of no whole: what would rest on it is withheld, and which ones were cut off is told.
"""

from collections.abc import Iterator

from tenken.collectors.model import Claim, Unreadable
from tenken.collectors.sightings import told
from tenken.collectors.snmp import device
from tenken.collectors.snmp.answer import Answer, parse_answer
from tenken.collectors.snmp.asked import TABLES
from tenken.collectors.snmp.neighbours import neighbours
from tenken.facts.coverage import Coverage
from tenken.facts.model import MarkKind
from tenken.facts.services import WellKnownCommunity
from tenken.text import _


def read(raw: bytes) -> Iterator[Claim]:
    """Raises Unreadable."""
    answer = parse_answer(raw)
    about = device.device_marks(answer)
    if not any(mark.kind in (MarkKind.SERIAL, MarkKind.MAC) for mark in about):
        # Many devices bear the name that they came with; by it alone two would be taken for one.
        raise Unreadable(_("the answer tells neither serial number nor card, so not which device it is of"))
    says = (
        device.seen(answer),
        device.hardware(answer),
        device.operating_system(answer),
        device.firmware(answer),
        device.place(answer),
        coverage(answer),
        WellKnownCommunity(answer.well_known) if answer.well_known else None,
    )
    yield from (Claim(about, one) for one in says if one is not None)
    own = {mark.value for mark in about}
    yield from told(seen for seen in neighbours(answer) if seen.mac not in own)


def coverage(answer: Answer) -> Coverage:
    cut = tuple(table for table in TABLES if not answer.is_whole(table))
    return Coverage("snmp", tuple(table for table in TABLES if table not in cut), cut)
