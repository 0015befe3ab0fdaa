"""Questions as the pages put them: a row with the system's view, its newest evidence, and last year's answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tenken.actions.answer import last_offers
from tenken.actions.overview import Overview, RowView, State
from tenken.actions.site import Site
from tenken.answers.carry import Offer
from tenken.facts.model import Observation
from tenken.ledger.labels import evidence
from tenken.text import Message, _
from tenken.web.matrix import Square, squares

SHOWS: Mapping[str, str] = {
    "": _("all"),
    State.OPEN.value: _("no answer yet"),
    State.UNSHOWN.value: _("はい to be checked"),
    State.NO.value: _("いいえ"),
    State.SHOWN.value: _("はい with evidence"),
}
"""The list's filters: a state of rows, or all of them."""


@dataclass(frozen=True)
class Refused:
    """An answer that was not taken: to which row, why, and all that was typed."""

    row: str
    why: Message
    typed: Mapping[str, str]


Seen = Mapping[int, tuple[Observation, Message]]


@dataclass(frozen=True)
class Question:
    mine: RowView
    squares: Sequence[Square]
    proofs: Sequence[tuple[Observation, Message]]
    last_year: Sequence[Offer]
    why: Message | None = None
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def more_proofs(self) -> int:
        return self.mine.verdict.proofs_in_all - len(self.proofs)


def questions(
    site: Site,
    view: Overview,
    rows: Sequence[RowView],
    as_of: datetime,
    refused: Refused | None = None,
    seen: Seen | None = None,
) -> list[Question]:
    """These rows as questions; the same few queries however many they are. ``seen`` holds their proofs by number."""
    offered = last_offers(site, view.edition.id, view.form.id, as_of)
    if seen is None:
        seen = evidence(number for row in rows for number in row.verdict.proofs)
    return [_question(row, offered.get(row.row.id, ()), seen, refused) for row in rows]


def _question(row: RowView, offered: Sequence[Offer], seen: Seen, refused: Refused | None) -> Question:
    proofs = [seen[number] for number in row.verdict.proofs if number in seen]
    told = refused if refused and refused.row == row.row.id else None
    drawn = [square for square in squares(row) if square.look != "na"]
    return Question(row, drawn, proofs, offered, told.why if told else None, told.typed if told else {})
