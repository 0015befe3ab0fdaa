"""台帳の書き出し: the ledger as CSV or Excel, harmless to whoever opens it, and read back by the profile ``own``."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO

import xlsxwriter

from tenken.collectors.spreadsheet.model import LedgerRow
from tenken.collectors.spreadsheet.profiles import SHIPPED
from tenken.collectors.spreadsheet.rows import ESCAPE
from tenken.collectors.spreadsheet.words import clean, is_nothing
from tenken.facts.model import CLASS_NAMES, MarkKind
from tenken.text import translate

_OWN = SHIPPED["own"]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", ESCAPE)
_MADE = datetime(2025, 1, 1, tzinfo=UTC)
"""Stands in every workbook, so that the same ledger gives the same bytes."""
_YES, _NO = "はい", "いいえ"
HEADS = {
    "subject": "Tenken台帳番号",
    "title": "機器名",
    "machine_class": "機器の区分",
    "role": "役割",
    "place": "設置場所",
    "owner": "責任者",
    "vendor": "事業者",
    "maker": "メーカー",
    "model": "型式",
    "serial": "製造番号",
    "asset_tag": "資産番号",
    "mac": "MACアドレス",
    "uuid": "ハードウェアのUUID",
    "fqdn": "完全修飾ドメイン名",
    "hostname": "ホスト名",
    "fit_for_use": "使用に適している",
    "retired": "使用を終えた",
    "entered": "台帳への登録",
    "note": "備考",
}
"""Field → its column, in their order; the words are those of the profile ``own``."""


def as_csv(rows: Iterable[LedgerRow]) -> bytes:
    """UTF-8 with its mark and CRLF, as Excel wants it."""
    out = StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(_lines(rows))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[LedgerRow]) -> bytes:
    """One sheet, every cell a text: Excel then changes no number and no date in it."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet, text = book.add_worksheet("機器台帳"), book.add_format({"num_format": "@"})
        sheet.set_column(0, len(HEADS) - 1, 18, text)
        sheet.freeze_panes(1, 2)
        for number, cells in enumerate(_lines(rows)):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell, text)
    return out.getvalue()


def table_as_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """Any table as a CSV file that Excel opens and in which nothing runs."""
    out = StringIO(newline="")
    safe = ([harmless(cell) for cell in line] for line in lines)
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(safe)
    return out.getvalue().encode("utf-8-sig")


def _lines(rows: Iterable[LedgerRow]) -> Iterator[list[str]]:
    """Head, rows, and the line by which a reader knows that nothing was cut off."""
    yield list(HEADS.values())
    for row in rows:
        texts = _texts(row)
        yield [harmless(texts.get(name, "")) for name in HEADS]
    yield [_OWN.closed_by, *[""] * (len(HEADS) - 1)]


def _texts(row: LedgerRow) -> dict[str, str]:
    entry = row.entry
    marks = {kind: [mark.value for mark in row.marks if mark.kind is kind] for kind in MarkKind}
    return {
        "subject": row.subject,
        "machine_class": translate(CLASS_NAMES[entry.machine_class], "ja"),
        "serial": entry.serial or "".join(marks[MarkKind.SERIAL][:1]),
        "asset_tag": "".join(marks[MarkKind.ASSET_TAG][:1]),
        "mac": " ".join(marks[MarkKind.MAC]),
        "uuid": " ".join(marks[MarkKind.UUID]),
        "fqdn": "".join(marks[MarkKind.FQDN][:1]),
        "hostname": "".join(marks[MarkKind.HOSTNAME][:1]),
        "fit_for_use": "" if entry.fit_for_use is None else _word(entry.fit_for_use),
        "retired": _word(entry.retired),
        "entered": _word(entry.entered),
        **{
            name: getattr(entry, name)
            for name in ("title", "role", "place", "owner", "vendor", "maker", "model", "note")
        },
    }


def _word(holds: bool) -> str:
    return _YES if holds else _NO


def harmless(text: str) -> str:
    """A text that no program runs as a formula, and that reads back as itself."""
    plain = clean(text)
    if plain and (plain.startswith(FORMULA) or is_nothing(plain) or plain == _OWN.closed_by):
        return ESCAPE + plain
    return plain
