"""Find the rows, the answer cells and the date cells of a ministry workbook that nobody mapped yet.

What is found is a proposal for a person to look at. A row's lineage is proposed by its wording, compared with that of
every edition known; how alike they are is shown beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tenken.forms.cells import RowCells
from tenken.forms.columns import Columns, find_columns
from tenken.forms.grid import At, Grid, address_of
from tenken.forms.sheets import Sheets, WorkbookError
from tenken.standard.model import Edition, Row, Scope, Section, fold_number
from tenken.text import _

ALIKE = 0.5
"""From here on a wording is taken for a row of the checklist by itself."""
SURE = 0.75
"""Below this the proposed lineage wants a person's look."""

_NUMBER = re.compile(r"(?:(\d+)-)?(\d{1,2})")
_SECTION = re.compile(r"^([0-9０-９])[\s.．　、:：]+(\S.{1,40})$")
_SENTENCE = re.compile(r"(している|いる|した|ある|もらう|いない|こと|か)[。．?？]?(\s|$|※|\*)")
_HEADS = re.compile(
    r"^(医療機関・薬局名|医療機関名?|薬局名?|事業者名?|施設名|会社名|記入日|記入者|担当者|作成日|確認者)[^。]{0,16}$"
)
_TITLE_ROWS = 12
"""What names the form stands above; a question may name another year."""
_GENERAL = (Scope.SERVER, Scope.CLIENT_PC, Scope.NETWORK)
_BANDS = (
    ("全般", _GENERAL),
    ("サーバ", (Scope.SERVER,)),
    ("端末", (Scope.CLIENT_PC,)),
    ("ネットワーク", (Scope.NETWORK,)),
)


@dataclass(frozen=True)
class Found:
    """One row of the paper. ``like`` is the known row whose wording it resembles most, ``alike`` how much (0 to 1)."""

    number: str
    wording: str
    section: str
    scopes: tuple[Scope, ...]
    like: Row | None
    alike: float
    cells: RowCells

    @property
    def lineage(self) -> str:
        return self.like.lineage if self.like and self.alike >= ALIKE else ""


@dataclass(frozen=True)
class Proposal:
    """What a workbook seems to be."""

    sheet: str
    title: str
    form: str
    fiscal_year: int | None
    heads: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    rows: tuple[Found, ...]


def propose(data: bytes, known: Iterable[Edition]) -> Proposal:
    """The sheet with the most rows. Raises WorkbookError where no sheet looks like a checklist."""
    sheets = Sheets(data)
    wordings = [(row, bigrams(row.wording)) for edition in known for form in edition.forms for row in form.rows]
    proposals = [_propose_sheet(Grid(sheets, name), wordings) for name in sheets.names]
    best = max(proposals, key=lambda proposal: len(proposal.rows), default=None)
    if best is None or len(best.rows) < 3:
        raise WorkbookError(_("no sheet looks like a checklist: fewer than three rows resemble one that is known"))
    return best


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, without spaces and signs: how alike two wordings are does not hang on those."""
    plain = re.sub(r"[\s　、。,.()（）「」・/／※*]", "", text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _propose_sheet(grid: Grid, known: Sequence[tuple[Row, frozenset[str]]]) -> Proposal:
    walker = _Walker(grid, known)
    for row in grid.rows():
        walker.step(row)
    return Proposal(
        sheet=grid.sheet,
        title=_title(grid),
        form=_form_of(grid),
        fiscal_year=_fiscal_year(grid),
        heads=tuple(_heads(grid, walker.first_row)),
        sections=tuple(walker.sections),
        rows=tuple(walker.found),
    )


class _Walker:
    """Goes down a sheet, remembering the section and the band that a row stands under."""

    def __init__(self, grid: Grid, known: Sequence[tuple[Row, frozenset[str]]]) -> None:
        self.grid, self.known = grid, known
        self.sections: list[Section] = []
        self.band: tuple[Scope, ...] = ()
        self.found: list[Found] = []
        self.first_row = 0
        self.columns: Columns | None = None

    def step(self, row: int) -> None:
        texts = self.grid.row_texts(row)
        if self._is_heading([text for _column, text in texts]):
            return
        wording = max(texts, key=lambda cell: len(cell[1]), default=(0, ""))
        like, alike = self._closest(wording[1])
        if alike >= ALIKE or self._looks_like_a_row(texts, wording[1]):
            self._take(row, wording, like, alike)

    def _closest(self, wording: str) -> tuple[Row | None, float]:
        grams = bigrams(wording)
        scored = ((row, likeness(grams, known)) for row, known in self.known)
        return max(scored, key=lambda pair: pair[1], default=(None, 0.0))

    def _looks_like_a_row(self, texts: Sequence[tuple[int, str]], wording: str) -> bool:
        """A sentence with a number before it, below the heads of the table: perhaps a question that is new."""
        numbered = any(self._number(text) for _column, text in texts if text != wording)
        return bool(self.first_row) and numbered and len(wording) >= 10 and bool(_SENTENCE.search(wording))

    def _take(self, row: int, wording: tuple[int, str], like: Row | None, alike: float) -> None:
        if not self.first_row:
            self.first_row = row
            self.columns = find_columns(self.grid, row, wording[0])
        number_at, number = self._numbered(row, wording[0])
        columns = self.columns or find_columns(self.grid, row, wording[0])
        cells = columns.cells(self.grid, row, address_of(number_at) if number_at else "")
        section = self.sections[-1].id if self.sections else number.partition("-")[0]
        words = wording[1].removesuffix("※").rstrip()
        self.found.append(Found(number, words, section, self.band, like, alike, cells))

    def _numbered(self, row: int, before: int) -> tuple[At | None, str]:
        for column, text in self.grid.row_texts(row):
            number = self._number(text)
            if column < before and number:
                return (row, column), number
        return None, f"{self.sections[-1].id if self.sections else '0'}-{len(self.found) + 1}"

    def _number(self, text: str) -> str:
        match = _NUMBER.fullmatch(fold_number(text)) if len(text) <= 8 else None
        if not match:
            return ""
        if match[1] or match[2] == "0":
            return fold_number(text)
        return f"{self.sections[-1].id}-{match[2]}" if self.sections else match[2]

    def _is_heading(self, texts: Sequence[str]) -> bool:
        """A line that names a section (``2　管理・運用``), or the machines that the rows below it are about."""
        joined = "　".join(texts)
        section = _SECTION.match(joined)
        if section and not _SENTENCE.search(joined):
            self.sections.append(Section(fold_number(section[1]), section[2].strip()))
            self.band = ()
            return True
        band = next((scopes for sign, scopes in _BANDS if sign in joined), None)
        if band and len(texts) == 1 and self.sections:
            self.band = band
            return True
        return False


def _title(grid: Grid) -> str:
    titles = [
        text for (row, _column), text in sorted(grid.texts.items()) if row <= _TITLE_ROWS and "チェックリスト" in text
    ]
    return max(titles, key=len, default=grid.sheet)


def _form_of(grid: Grid) -> str:
    words = grid.sheet + " ".join(text for (row, _column), text in grid.texts.items() if row <= _TITLE_ROWS)
    if "事業者確認用" in words:
        return "vendor"
    if "医療機関・薬局確認用" in words:
        return "hospital_pharmacy"
    return "pharmacy" if "薬局確認用" in words else "hospital"


def _fiscal_year(grid: Grid) -> int | None:
    above = [text for (row, _column), text in sorted(grid.texts.items()) if row <= _TITLE_ROWS]
    for text in [grid.sheet, *above]:
        match = re.search(r"令和\s*([0-9０-９]{1,2}|元)\s*年", text)
        if match:
            year = match[1].translate(str.maketrans("０１２３４５６７８９", "0123456789"))
            return 2018 + (1 if year == "元" else int(year))
    return None


def _heads(grid: Grid, first_row: int) -> Iterable[tuple[str, str]]:
    """Labels above the table, each with the cell to its right that takes the words."""
    for (row, column), text in sorted(grid.texts.items()):
        if row < first_row and _HEADS.match(text):
            yield text, address_of(grid.right_of((row, column)))
