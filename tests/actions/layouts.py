"""Workbooks of an edition that nobody mapped yet, laid out in other ways than the known ones."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import openpyxl

from tenken.standard.load import load
from tenken.standard.model import Row, Scope, printed_number
from tests.actions.steps import saved

TITLE = "令和9年度版 医療機関におけるサイバーセキュリティ対策チェックリスト"
FORM = load("r7").form("hospital")
ROWS = FORM.rows
SECTIONS = {section.id: section.title for section in FORM.sections}
UNHEARD_OF = "生成AIの利用に関する方針を定め、職員に周知している。"
_BANDS = {
    (Scope.SERVER, Scope.CLIENT_PC, Scope.NETWORK): "医療情報システム全般",
    (Scope.SERVER,): "サーバ",
    (Scope.CLIENT_PC,): "端末PC",
    (Scope.NETWORK,): "ネットワーク機器",
}


def made(
    heads: Sequence[Sequence[str]], rows: Sequence[Row] = ROWS, wide: Sequence[str] = (), dates: Sequence[str] = ()
) -> bytes:
    """A form: title, a head, and from line 4 the table with the number in A and the wording in B.

    ``wide`` are ranges merged in the table's heads, or in every row where they name columns only (``B:D``).
    ``dates`` are columns formatted as dates.
    """
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "医療機関確認用"
    sheet["A1"], sheet["A3"] = TITLE, "医療機関名"
    for texts in heads:
        sheet.append(list(texts))
    first = 4 + len(heads)
    lines = list(_lines(rows))
    for number, (printed, wording) in enumerate(lines, start=first):
        sheet.cell(number, 1, printed or None)
        sheet.cell(number, 2, wording or None)
    questions = [n for n, (printed, wording) in enumerate(lines, start=first) if printed and wording]
    for area in wide:
        _merge(sheet, area, questions)
    for column in dates:
        _format_dates(sheet, column, questions)
    return saved(book)


def _lines(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """What stands in A and B: headings of sections and of machines, and the questions."""
    lines: list[tuple[str, str]] = []
    section, band = "", ""
    for row in rows:
        if row.section != section:
            section, band = row.section, ""
            lines.append((f"{section}　{SECTIONS[section]}", ""))
        if _BANDS.get(row.applies_to, "") != band:
            band = _BANDS.get(row.applies_to, "")
            lines.append((band, ""))
        lines.append((printed_number(row.number, "circled"), row.wording))
    return lines


def _merge(sheet: Any, area: str, questions: Sequence[int]) -> None:
    left, _colon, right = area.partition(":")
    by_row = [f"{left}{n}:{right}{n}" for n in questions] if left.isalpha() else [area]
    for one in by_row:
        sheet.merge_cells(one)


def _format_dates(sheet: Any, column: str, questions: Sequence[int]) -> None:
    for number in questions:
        sheet[f"{column}{number}"].number_format = "yyyy/mm/dd"


def _in_other_words(row: Row) -> Row:
    return replace(row, wording=row.wording.replace("している。", "していること。").replace("行って", "実施して"))


ONE_COLUMN = ("番号", "確認項目", "回答（はい・いいえ）", "確認日", "目標日", "備考")
LAYOUTS = {
    "one column for the answer": made([ONE_COLUMN]),
    "dates formatted as dates": made([ONE_COLUMN], dates="DE"),
    "a column for はい and one for いいえ": made([("番号", "確認項目", "確認日", "はい", "いいえ", "目標日")]),
    "two rounds under merged heads": made(
        [
            ("番号", "確認項目", "1回目", "", "目標日", "2回目", ""),
            ("", "", "確認日", "はい・いいえ", "", "確認日", "はい・いいえ"),
        ],
        wide=("C4:D4", "F4:G4", "A4:A5", "B4:B5", "E4:E5"),
    ),
    "wordings over three columns": made(
        [("番号", "確認項目", "", "", "結果", "確認日", "目標日")], wide=("B4:D4", "B:D")
    ),
    "other words": made([ONE_COLUMN], [_in_other_words(row) for row in ROWS]),
}
WITH_A_NEW_QUESTION = made([ONE_COLUMN], [*ROWS, replace(ROWS[-1], id="4-9", number="4-9", wording=UNHEARD_OF)])
