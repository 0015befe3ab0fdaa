"""PDF by Typst: templates beside us, our own fonts, no network; same data and moment, same bytes."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tenken.dates import in_wareki
from tenken.forms.workbook import Entry, Mark
from tenken.standard.model import Edition, Form, Row, Scope, printed_number

FONTS = Path(__file__).with_name("fonts")
TEMPLATE = Path(__file__).with_name("form.typ")

_GROUPS = {
    (Scope.SERVER, Scope.CLIENT_PC, Scope.NETWORK): "医療情報システム全般",
    (Scope.SERVER,): "サーバ",
    (Scope.CLIENT_PC,): "端末PC",
    (Scope.NETWORK,): "ネットワーク機器",
}


@cache
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(str(template), font_paths=[str(FONTS)], ignore_system_fonts=True)


def render(template: Path, data: Mapping[str, Any], moment: datetime) -> bytes:
    """A PDF/A-2a that is PDF/UA-1 too. ``moment`` is the only time that gets into the file."""
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}
    pdf = _compiler(template).compile(
        sys_inputs=inputs, pdf_standards=["a-2a", "ua-1"], timestamp=moment.replace(microsecond=0), format="pdf"
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst gave no single PDF")
    return pdf


def form_pdf(
    edition: Edition, form: Form, entries: Mapping[str, Entry], heads: Mapping[str, str], moment: datetime
) -> bytes:
    """The form as a PDF, はい and いいえ printed side by side and the answer ringed, as one fills it in by hand."""
    data = {
        "title": edition.title,
        "form": form.title,
        "provisional": form.provisional.upper(),
        "target_label": edition.target_label,
        "heads": [[label, heads.get(label, "")] for label in form.heads],
        "facility": next(iter(heads.values()), ""),
        "sections": [
            {
                "title": f"{section.id}　{section.title}",
                "rows": [
                    _row(edition, row, entries.get(row.id, Entry())) for row in form.rows if row.section == section.id
                ],
            }
            for section in form.sections
        ],
    }
    return render(TEMPLATE, data, moment)


def _row(edition: Edition, row: Row, entry: Entry) -> Mapping[str, Any]:
    return {
        "number": printed_number(row.number, edition.numbering),
        "group": _GROUPS.get(row.applies_to, ""),
        "wording": row.wording,
        "unsure": not (row.verified and row.number_verified),
        "first": _mark(entry.first),
        "target": in_wareki(entry.target) if entry.target else "",
        "second": _mark(entry.second),
    }


def _mark(mark: Mark | None) -> Mapping[str, Any]:
    return {"yes": mark.yes if mark else None, "on": in_wareki(mark.on) if mark and mark.on else ""}
