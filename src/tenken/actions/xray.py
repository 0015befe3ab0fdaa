"""検査の前に自分で見つける: all weak spots of a form, by row, as last assessed and as answered now."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tenken.actions.assess import find_form
from tenken.actions.overview import fresh_sheets
from tenken.actions.site import Site
from tenken.answers.model import Answer, ends_form, number_of
from tenken.answers.xray import SHADOW_NAMES, Seen, Shadow, with_answer
from tenken.dates import local_day
from tenken.ledger.answers import answers_at
from tenken.ledger.lists import count_by_class
from tenken.ledger.recall import newest
from tenken.ledger.spots import KeptSeen, KeptSpot, kept_spot, kept_spots
from tenken.standard.model import Edition, Form, Row
from tenken.text import Message


@dataclass(frozen=True)
class OfRow:
    """A row with its weak spots, the gravest first."""

    row: Row
    number: str
    spots: tuple[KeptSpot, ...]


@dataclass(frozen=True)
class XRay:
    """``old`` says that something was seen or stated since the assessment."""

    edition: Edition
    form: Form
    as_of: datetime
    rows: tuple[OfRow, ...]
    counts: Mapping[Shadow, int]
    old: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def find_spots(site: Site, edition: str, form: str, now: datetime) -> XRay:
    """All weak spots. Answers count as they are now; the evidence as of the last assessment."""
    known, asked = find_form(site, edition, form)
    sheets = fresh_sheets(site, known.id, asked.id, now, sum(count_by_class().values()))
    given = answers_at(known.id, asked.id, now)
    seen = kept_spots(known.id, asked.id)
    ended = ends_form(asked, [answer for answers in given.values() for answer in answers])
    rows = tuple(
        OfRow(row, number_of(known, row), tuple(_of_row(row, seen.get(row.id), given.get(row.id, ()), local_day(now))))
        for row in asked.rows
        if not ended or row.gate
    )
    counts = Counter(Shadow(spot.shadow) for one in rows for spot in one.spots)
    head = newest()
    return XRay(
        known,
        asked,
        min(sheet.as_of for sheet in sheets.values()),
        tuple(one for one in rows if one.spots),
        {shadow: counts[shadow] for shadow in Shadow if counts[shadow]},
        any(sheet.head != head for sheet in sheets.values()),
    )


def only(found: XRay, shadow: Shadow | None) -> tuple[OfRow, ...]:
    """The rows that have spots of this kind, with these alone."""
    if shadow is None:
        return found.rows
    narrowed = (
        OfRow(one.row, one.number, tuple(s for s in one.spots if s.shadow == shadow.value)) for one in found.rows
    )
    return tuple(one for one in narrowed if one.spots)


def name_of_shadow(spot: KeptSpot) -> Message:
    return Message(SHADOW_NAMES[Shadow(spot.shadow)])


def _of_row(row: Row, seen: KeptSeen | None, given: tuple[Answer, ...], today: date) -> Iterator[KeptSpot]:
    order = [shadow.value for shadow in Shadow]
    answer = given[-1] if given else None
    of_answer = with_answer(row, Seen((), (), seen.asked if seen else True), given, today)
    found = [kept_spot(spot, {}) for spot in of_answer]
    found += [*seen.always, *(seen.if_yes if answer and answer.yes else ())] if seen else []
    yield from sorted(found, key=lambda spot: (order.index(spot.shadow), not spot.pressing))
