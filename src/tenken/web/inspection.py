"""立入検査モード: what one page of it shows, and the SHA-256 of just that."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tenken.actions.overview import Overview, RowView, lines_of
from tenken.dates import JST, in_wareki
from tenken.facts.documents import Declared
from tenken.facts.model import Observation, ObservationId
from tenken.ledger.inspections import Inspection
from tenken.ledger.recall import facts_numbered, observations
from tenken.ledger.sheets import Line
from tenken.rules.model import STANDING_NAMES, Standing
from tenken.text import in_words, translate
from tenken.verdicts.case import AnyFact
from tenken.web.frame import site
from tenken.web.plain import told

PAGE = 20
"""Findings of a page; each opens its proof in place."""


@dataclass(frozen=True)
class Proof:
    """A fact in words, and the observation that its original was kept with. ``file`` is what a person handed in."""

    fact: AnyFact
    rows: Any
    seen: Observation | None

    @property
    def file(self) -> Any:
        return self.fact.says.file if isinstance(self.fact.says, Declared) else None


@dataclass(frozen=True)
class Shown:
    """The right side: the row, a page of its findings with the proof of each, and the SHA-256 of all that."""

    mine: RowView
    findings: tuple[tuple[Line, tuple[Proof, ...]], ...]
    start: int
    total: int
    digest: str

    @property
    def first(self) -> int:
        return self.start + 1 if self.findings else 0

    @property
    def last(self) -> int:
        return self.start + len(self.findings)

    @property
    def next_start(self) -> int:
        return self.last if self.last < self.total else 0

    @property
    def back_start(self) -> int:
        return max(0, self.start - PAGE)


def shown(found: Inspection, view: Overview, mine: RowView, start: int) -> Shown:
    lines = lines_of(site(), view, mine.row.id)
    start = start if start < len(lines) else 0
    chosen = lines[start : start + PAGE]
    findings = tuple(zip(chosen, _proofs(chosen), strict=True))
    text = "\n".join(_texts(found, view, mine, findings, (start, len(lines))))
    return Shown(mine, findings, start, len(lines), hashlib.sha256(text.encode()).hexdigest())


def cited(view: Overview, row: str) -> tuple[set[int], set[int]]:
    """The facts and the observations that the findings of a row rest on: what may be opened from its page."""
    pairs = [pair for line in lines_of(site(), view, row) for pair in line.cites]
    return {fact for fact, _seen in pairs}, {seen for _fact, seen in pairs}


def _proofs(lines: Sequence[Line]) -> list[tuple[Proof, ...]]:
    facts = facts_numbered(fact for line in lines for fact, _seen in line.cites)
    seen = observations(ObservationId(number) for line in lines for _fact, number in line.cites)
    return [
        tuple(
            Proof(facts[fact], told(facts[fact].says), seen.get(ObservationId(number)))
            for fact, number in line.cites
            if fact in facts
        )
        for line in lines
    ]


def _texts(
    found: Inspection,
    view: Overview,
    mine: RowView,
    findings: Sequence[tuple[Line, Sequence[Proof]]],
    at: tuple[int, int],
) -> Iterator[str]:
    """All that the page says of the row, always in Japanese, in the order of the page."""
    yield site().config.facility.name
    yield f"{view.edition.title} {view.form.title} {found.as_of.astimezone(JST).isoformat(timespec='minutes')}"
    yield f"{mine.number} {mine.row.wording}"
    for answer in mine.answers:
        said = "はい" if answer.yes else "いいえ"
        yield f"{answer.round}回目 {said} {in_wareki(answer.on)} {answer.by} {answer.reason}".rstrip()
    yield f"{_standing(mine.verdict.standing)} {mine.verdict.met}/{mine.verdict.total} {at[0] + 1}/{at[1]}"
    for line, proofs in findings:
        yield f"{line.name or '施設全体'} {_standing(line.standing)} {in_words(line.because, 'ja')}"
        for proof in proofs:
            seen = proof.seen
            moment = proof.fact.seen_at.astimezone(JST).isoformat(timespec="minutes")
            file = f" {proof.file.sha256}" if proof.file else ""
            yield f"{translate(proof.fact.says.name, 'ja')} {moment} {seen.raw_sha256 if seen else ''}{file}"


def _standing(standing: int) -> str:
    return translate(STANDING_NAMES[Standing(standing)], "ja")
