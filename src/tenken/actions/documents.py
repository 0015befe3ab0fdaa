"""書類: each paper of the facility with its approval, its points, the rows that it serves, and what is due when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tenken.actions.assess import find_form
from tenken.actions.holding import Holding, holding
from tenken.actions.papers import House, Paper, paper_of
from tenken.actions.site import Site
from tenken.answers.model import number_of
from tenken.facts.documents import DOCUMENT_NAMES, DocumentOnFile, DocumentType
from tenken.facts.model import FACILITY, Fact, SubjectId
from tenken.facts.vendors import VendorAnswer
from tenken.ledger.recall import history_of
from tenken.ledger.sheets import Kept, kept
from tenken.rules import LINEAGES
from tenken.rules.points import POINTS
from tenken.standard.model import Edition, Form, Row
from tenken.text import Message
from tenken.verdicts.case import AnyFact

AHEAD_MONTHS = 12


@dataclass(frozen=True)
class Served:
    """A row whose rules look for the paper, with its verdict as last assessed."""

    row: Row
    number: str
    verdict: Kept | None


@dataclass(frozen=True)
class Document:
    """``covered`` are points that its reader found in it, ``lacking`` those that nobody has found there yet."""

    type: DocumentType
    name: str
    fact: Fact[DocumentOnFile] | None
    holding: Holding
    covered: tuple[Message, ...]
    lacking: tuple[Message, ...]
    serves: tuple[Served, ...]

    @property
    def points(self) -> int:
        return len(self.covered) + len(self.lacking)


@dataclass(frozen=True)
class Month:
    """What is due in a month; the one of what is over already has no first day."""

    first: date | None
    due: tuple[Paper, ...]


def documents(site: Site, edition: str, form: str, of: House) -> tuple[Document, ...]:
    """Every paper that some row looks for, in the order of their kinds."""
    known, asked = find_form(site, edition, form)
    on_file = {fact.says.type: fact for fact in of.of((DocumentOnFile,)) if fact.about == FACILITY}
    sheets = kept(known.id, asked.id)
    return tuple(_document(one, on_file.get(one), _serves(one, known, asked, sheets), of.today) for one in DocumentType)


def versions(of: DocumentType) -> tuple[Fact[DocumentOnFile], ...]:
    """Every version that was ever stated, newest first."""
    return tuple(fact for fact in history_of(FACILITY, DocumentOnFile.kind) if fact.says.type is of)


def due(of: House) -> tuple[Month, ...]:
    """What of the facility, its vendors and systems is over, and what is due in the twelve months to come."""
    facts, names = [fact for fact in _forms_once(of.facts) if _is_dated(fact)], of.names
    papers = sorted(
        (paper_of(fact, _called(fact), names.get(fact.about, ""), of.today) for fact in facts),
        key=lambda paper: (paper.until or date.max, paper.name),
    )
    return tuple(_months(papers, of.today))


def _forms_once(facts: Iterable[AnyFact]) -> Iterator[AnyFact]:
    """Of a vendor's returned forms the newest, as one paper."""
    newest: dict[SubjectId, Fact[VendorAnswer]] = {}
    for fact in facts:
        if not isinstance(fact.says, VendorAnswer):
            yield fact
        elif fact.about not in newest or fact.says.edition > newest[fact.about].says.edition:
            newest[fact.about] = fact
    yield from newest.values()


def _is_dated(fact: AnyFact) -> bool:
    return fact.says.good_until not in (None, date.max)


def _called(fact: AnyFact) -> str:
    return DOCUMENT_NAMES[fact.says.type] if isinstance(fact.says, DocumentOnFile) else fact.says.name


def _months(papers: list[Paper], today: date) -> Iterator[Month]:
    last = today.year * 12 + today.month - 1 + AHEAD_MONTHS
    by_month = defaultdict[int, list[Paper]](list)
    for paper in papers:
        if paper.until and not paper.stale:
            by_month[paper.until.year * 12 + paper.until.month - 1].append(paper)
    over = tuple(paper for paper in papers if paper.stale)
    if over:
        yield Month(None, over)
    for month in sorted(by_month):
        if month <= last:
            yield Month(date(month // 12, month % 12 + 1, 1), tuple(by_month[month]))


def _document(of: DocumentType, fact: Fact[DocumentOnFile] | None, serves: tuple[Served, ...], today: date) -> Document:
    found = fact.says.covers if fact else ()
    points = POINTS[of]
    return Document(
        type=of,
        name=DOCUMENT_NAMES[of],
        fact=fact,
        holding=holding(fact.says.good_until, today) if fact else Holding.MISSING,
        covered=tuple(Message(words) for point, words in points.items() if point in found),
        lacking=tuple(Message(words) for point, words in points.items() if point not in found),
        serves=serves,
    )


def _serves(of: DocumentType, edition: Edition, form: Form, sheets: Mapping[str, Kept]) -> tuple[Served, ...]:
    return tuple(
        Served(row, number_of(edition, row), sheets.get(row.id))
        for row in form.rows
        if any(
            need.kind is DocumentOnFile and need.item == of.value
            for rule in LINEAGES.get(row.lineage, ())
            for need in rule.needs
        )
    )
