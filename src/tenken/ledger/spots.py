"""Weak spots as the last assessment left them: what the evidence says of each row, whatever is answered meanwhile."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from tenken.answers.xray import Seen, Shadow, Spot
from tenken.facts.documents import Declared
from tenken.facts.model import SubjectId
from tenken.ledger.models import Sheet
from tenken.text import Message
from tenken.verdicts.case import Case


class Paper(msgspec.Struct, array_like=True, frozen=True):
    """A statement of a person that a spot speaks of, so that it can be renewed."""

    kind: str
    about: str
    item: str


class KeptSpot(msgspec.Struct, array_like=True, frozen=True):
    """A spot without its facts. ``seen`` are observations that it rests on, ``paper`` the first that may be renewed."""

    shadow: str
    because: Message
    about: str
    name: str
    pressing: bool
    seen: tuple[int, ...]
    paper: Paper | None = None


@dataclass(frozen=True)
class KeptSeen:
    always: tuple[KeptSpot, ...]
    if_yes: tuple[KeptSpot, ...]
    asked: bool


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(tuple[tuple[KeptSpot, ...], tuple[KeptSpot, ...], bool])
_SEEN = 5


def packed(seen: Seen, case: Case) -> bytes:
    parts = tuple(tuple(kept_spot(spot, case.names) for spot in spots) for spots in (seen.always, seen.if_yes))
    return zlib.compress(_encoder.encode((*parts, seen.asked)), 1)


def kept_spots(edition: str, form: str) -> Mapping[str, KeptSeen]:
    """By row; one question, however many machines there are."""
    rows = Sheet.objects.filter(edition=edition, form=form).values_list("row", "spots")
    return {row: KeptSeen(*_decoder.decode(zlib.decompress(bytes(blob)))) for row, blob in rows if blob}


def kept_spot(spot: Spot, names: Mapping[SubjectId, str]) -> KeptSpot:
    seen = tuple(dict.fromkeys(fact.seen_in for fact in spot.cites))[:_SEEN]
    papers = (Paper(f.says.kind, f.about, f.says.item) for f in spot.cites if isinstance(f.says, Declared))
    paper = next(papers, None) if spot.shadow in (Shadow.REVIEW, Shadow.SOON) else None
    name = names.get(spot.about, "")
    return KeptSpot(spot.shadow.value, spot.because, spot.about, name, spot.pressing, seen, paper)
