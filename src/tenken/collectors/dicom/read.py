"""What the answer to a C-ECHO says: that somebody goes by this AE title there, and nothing else."""

from collections.abc import Iterator

from tenken.collectors.dicom.answer import parse_answer
from tenken.collectors.model import Claim
from tenken.collectors.sightings import address_of
from tenken.facts.model import LONGEST_NAME, Mark, MarkKind
from tenken.facts.sightings import SeenOnNetwork


def read(raw: bytes) -> Iterator[Claim]:
    """Raises Unreadable."""
    echo = parse_answer(raw)
    title = echo.ae_title.strip()[:LONGEST_NAME]
    yield Claim((Mark(MarkKind.AE_TITLE, title),), SeenOnNetwork("dicom", address_of(echo.address), called=title))
