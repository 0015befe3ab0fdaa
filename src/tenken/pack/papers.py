"""The pack's own PDFs: contents and how to check, and the reasons."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tenken.answers.model import number_of
from tenken.dates import in_wareki, local_day
from tenken.forms.pdf import render
from tenken.pack.mask import Masker
from tenken.pack.model import MASKING_NAMES, MOST_OF_SEARCHES_BYTES, Contents, Exhibit, Masking
from tenken.text import translate
from tenken.verdicts.guideline import GuidelinePath, guideline_path

INDEX = Path(__file__).with_name("index.typ")
REASONS = Path(__file__).with_name("reasons.typ")
LISTED = 1500
"""Exhibits printed in the index, beside kept searches; longer lists stand in the table, as paper would not be read."""

_PATHS = {
    GuidelinePath.ENTRUSTED: "保守委託機関編（概説編とあわせて）にもとづく",
    GuidelinePath.OWN: "経営管理編・企画管理編・システム運用編にもとづく",
    GuidelinePath.UNDECIDED: "契約の確認がまだのため、未定",
}


def index_pdf(contents: Contents, about: Mapping[str, Any], masker: Masker) -> bytes:
    exhibits = (*contents.exhibits[:LISTED], *contents.searches)
    data = {
        **_cover(contents, about),
        "exhibits": [_exhibit(exhibit, contents, masker) for exhibit in exhibits],
        "more": len(contents.originals) - len(exhibits),
        "searches_left_out": [masker.text(title) for title in contents.searches_left_out],
        "most_of_searches": MOST_OF_SEARCHES_BYTES // 1024 // 1024,
    }
    return render(INDEX, data, contents.case.as_of)


def reasons_pdf(contents: Contents, about: Mapping[str, Any], blocks: Sequence[Mapping[str, Any]]) -> bytes:
    return render(REASONS, {**_cover(contents, about), "rows": list(blocks)}, contents.case.as_of)


def _cover(contents: Contents, about: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "facility": contents.facility,
        "title": contents.edition.title,
        "form": contents.form.title,
        "provisional": contents.form.provisional.upper(),
        "day": in_wareki(local_day(contents.case.as_of)),
        "masking": translate(MASKING_NAMES[contents.masking], contents.language),
        "masked": contents.masking is not Masking.NOTHING,
        "guideline": _guideline(contents),
        "seal_number": about["seal"]["number"],
        "seal": about["seal"]["sha256"],
        "key": about["key"],
    }


def _guideline(contents: Contents) -> str:
    decided = guideline_path(contents.case)
    proof = f"（{decided.proof.says.clause}）" if decided.proof else ""
    return _PATHS[decided.path] + proof


def _exhibit(exhibit: Exhibit, contents: Contents, masker: Masker) -> dict[str, str]:
    kept_out = exhibit.content is None or (exhibit.paper and contents.masking is not Masking.NOTHING)
    return {
        "label": exhibit.label,
        "title": masker.text(exhibit.title),
        "source": masker.text(exhibit.source),
        "day": local_day(exhibit.seen_at).isoformat(),
        "sha256": exhibit.sha256,
        "rows": "、".join(dict.fromkeys(number_of(contents.edition, contents.form.row(row)) for row in exhibit.rows)),
        "kept_out": "原本は院内で保管" if kept_out else "",
    }
