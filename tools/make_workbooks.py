"""Make our own workbooks, laid out like the ministry's forms, with their cell maps, for the shipped editions.

Run by a maintainer (`make workbooks`) when an edition's rows change; the results are committed.
"""

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from tenken.forms.cells import Cells, RoundCells, RowCells, written_cells
from tenken.standard.load import EDITIONS, SHIPPED, load
from tenken.standard.model import Edition, Form, Row, Scope, printed_number

GENERAL = (Scope.SERVER, Scope.CLIENT_PC, Scope.NETWORK)
GROUPS = {
    GENERAL: "医療情報システム全般について、以下を実施している。",
    (Scope.SERVER,): "サーバについて、以下を実施している。",
    (Scope.CLIENT_PC,): "端末PCについて、以下を実施している。",
    (Scope.NETWORK,): "ネットワーク機器について、以下を実施している。",
}
HEAD = ("番号", "チェック項目", "確認日", "はい／いいえ", "目標日", "確認日", "はい／いいえ")
WIDTHS = (9, 62, 12, 11, 12, 12, 11)
FONT = {"font_name": "BIZ UDPGothic", "font_size": 10, "valign": "vcenter"}
NOTE = (
    "この様式は、厚生労働省の様式の配置にならって Tenken が作成したものです。※の行は、文言または番号を公式の様式と"
    "まだ照合していません。提出の前に、厚生労働省が公開している様式と見比べてください。"
)


class Sheet:
    """Writes one form from the top down and remembers where each row's cells are."""

    def __init__(self, edition: Edition, form: Form) -> None:
        self.edition, self.form = edition, form
        self.out = BytesIO()
        self.book = xlsxwriter.Workbook(self.out, {"in_memory": True})
        self.book.set_properties(
            {"title": f"{edition.title} {form.title}", "created": datetime(2026, 4, 1, tzinfo=UTC)}
        )
        self.sheet = self.book.add_worksheet(form.title)
        self.line = 0
        self.heads: dict[str, str] = {}
        self.rows: dict[str, RowCells] = {}

    def style(self, **more: Any) -> Any:
        return self.book.add_format({**FONT, **more})

    def write(self) -> tuple[bytes, Cells]:
        self._page()
        self._title()
        self._heads()
        self._table()
        self._notes()
        self.book.close()
        data = self.out.getvalue()
        digest = hashlib.sha256(data).hexdigest()
        return data, Cells(self.form.title, digest, "serial", "はい", "いいえ", "○", self.heads, self.rows)

    def _page(self) -> None:
        self.sheet.set_paper(9)
        self.sheet.set_portrait()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        self.sheet.set_footer("&L&8" + self.edition.title + "&R&8&P / &N")
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width)

    def _title(self) -> None:
        self.sheet.merge_range(0, 0, 0, 6, self.edition.title, self.style(bold=True, font_size=14, align="center"))
        words = f"（{self.form.title}）"
        if self.form.provisional:
            words += "　【暫定】 令和7年度版の行を仮に使っています"
        self.sheet.merge_range(1, 0, 1, 6, words, self.style(align="center", font_size=11))
        self.sheet.set_row(0, 26)
        self.line = 3

    def _heads(self) -> None:
        for label in self.form.heads:
            self.sheet.merge_range(self.line, 0, self.line, 1, label, self.style(align="right", font_color="#4d4d4d"))
            style = self.style(bottom=1, num_format="yyyy/m/d", align="left")
            self.sheet.merge_range(self.line, 2, self.line, 6, "", style)
            self.heads[label] = f"C{self.line + 1}"
            self.sheet.set_row(self.line, 20)
            self.line += 1
        self.line += 1

    def _table(self) -> None:
        head = self.style(bold=True, align="center", bg_color="#e8f1fb", border=1, text_wrap=True)
        rounds = self.line
        self.sheet.merge_range(rounds, 0, rounds + 1, 0, HEAD[0], head)
        self.sheet.merge_range(rounds, 1, rounds + 1, 1, HEAD[1], head)
        self.sheet.merge_range(rounds, 2, rounds, 3, "1回目", head)
        self.sheet.merge_range(rounds, 4, rounds + 1, 4, self.edition.target_label, head)
        self.sheet.merge_range(rounds, 5, rounds, 6, "2回目", head)
        for column in (2, 3, 5, 6):
            self.sheet.write(rounds + 1, column, HEAD[column], head)
        self.sheet.set_row(rounds, 22)
        self.sheet.set_row(rounds + 1, 30)
        self.sheet.repeat_rows(rounds, rounds + 1)
        self.sheet.freeze_panes(rounds + 2, 2)
        self.line = rounds + 2
        for section in self.form.sections:
            self._band(f"{section.id}　{section.title}", "#d6e6f5", bold=True)
            self._section([row for row in self.form.rows if row.section == section.id])

    def _section(self, rows: list[Row]) -> None:
        group: tuple[Scope, ...] = ()
        for row in rows:
            if row.applies_to != group and row.applies_to in GROUPS:
                self._band(GROUPS[row.applies_to], "#f1f5f9", bold=False)
            group = row.applies_to
            self._row(row)

    def _band(self, text: str, colour: str, *, bold: bool) -> None:
        self.sheet.merge_range(
            self.line, 0, self.line, 6, text, self.style(bold=bold, bg_color=colour, border=1, indent=1)
        )
        self.sheet.set_row(self.line, 20)
        self.line += 1

    def _row(self, row: Row) -> None:
        unsure = "" if row.verified and row.number_verified else " ※"
        wording = row.wording + unsure
        self.sheet.write_string(
            self.line, 0, printed_number(row.number, self.edition.numbering), self.style(border=1, align="center")
        )
        self.sheet.write_string(self.line, 1, wording, self.style(border=1, text_wrap=True, indent=1))
        for column in (2, 4, 5):
            self.sheet.write_blank(self.line, column, None, self.style(border=1, align="center", num_format="yyyy/m/d"))
        for column in (3, 6):
            self.sheet.write_blank(self.line, column, None, self.style(border=1, align="center", bold=True))
            self.sheet.data_validation(
                self.line, column, self.line, column, {"validate": "list", "source": ["はい", "いいえ"]}
            )
        lines = -(-sum(2 if ord(c) > 0x2000 else 1 for c in wording) // 66)
        self.sheet.set_row(self.line, 10 + 15 * lines)
        at = self.line + 1
        self.rows[row.id] = RowCells(
            f"A{at}", RoundCells(answer=f"D{at}", on=f"C{at}"), f"E{at}", RoundCells(answer=f"G{at}", on=f"F{at}")
        )
        self.line += 1

    def _notes(self) -> None:
        small = self.style(font_size=8, text_wrap=True, font_color="#4d4d4d", valign="top")
        self.sheet.merge_range(self.line + 1, 0, self.line + 1, 6, NOTE, small)
        self.sheet.set_row(self.line + 1, 34)


def main() -> None:
    for name in EDITIONS:
        edition = load(name)
        for form in edition.forms:
            data, cells = Sheet(edition, form).write()
            folder: Path = SHIPPED / name
            (folder / f"{form.id}.xlsx").write_bytes(data)
            (folder / f"{form.id}.cells.toml").write_text(written_cells(cells), encoding="utf-8")


if __name__ == "__main__":
    main()
