"""判定と理由: for every row what was answered, by whom, what the evidence says, and which exhibits show it."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from tenken.answers.model import Answer, number_of
from tenken.dates import in_wareki, local_day
from tenken.facts.documents import Waiver
from tenken.facts.model import CLASS_NAMES, SUBJECT_KIND_NAMES, Fact, SubjectKind
from tenken.pack.mask import Masker
from tenken.pack.model import Contents, Exhibit
from tenken.rules.model import STANDING_NAMES, Finding
from tenken.text import in_words, translate
from tenken.verdicts.assess import Verdict

SHOWN = 40
"""Findings printed for one row; all of them stand in the table file."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def reasons_data(contents: Contents, masker: Masker, by_observation: Mapping[int, Exhibit]) -> list[dict[str, Any]]:
    """One block a row, for the template."""
    return [_block(contents, verdict, masker, by_observation) for verdict in contents.verdicts]


def _block(
    contents: Contents, verdict: Verdict, masker: Masker, by_observation: Mapping[int, Exhibit]
) -> dict[str, Any]:
    row, words = verdict.row, contents.language
    shown = sorted(verdict.findings, key=lambda f: f.urgency)
    return {
        "number": number_of(contents.edition, row),
        "wording": row.wording,
        "unsure": not (row.verified and row.number_verified),
        "standing": verdict.standing.name.lower(),
        "standing_words": translate(STANDING_NAMES[verdict.standing], words),
        "met": verdict.met,
        "total": verdict.total,
        "answers": [_answer(answer, words, masker) for answer in contents.answers.get(row.id, ())],
        "findings": [_finding(contents, f, masker, by_observation) for f in shown[:SHOWN]],
        "more": max(0, len(shown) - SHOWN),
        "exhibits": [e.label for e in contents.exhibits if row.id in e.rows][:SHOWN],
    }


def _answer(answer: Answer, language: str, masker: Masker) -> dict[str, Any]:
    return {
        "round": answer.round,
        "yes": answer.yes,
        "by": answer.by,
        "on": in_wareki(answer.on),
        "target": in_wareki(answer.target) if answer.target else "",
        "reason": masker.text(answer.reason),
        "stood": translate(STANDING_NAMES[answer.standing], language),
        "counts": f"{answer.met}/{answer.total}",
    }


def _finding(
    contents: Contents, finding: Finding, masker: Masker, by_observation: Mapping[int, Exhibit]
) -> dict[str, Any]:
    return {
        "about": masker.text(about_words(contents, finding)),
        "standing": finding.standing.name.lower(),
        "standing_words": translate(STANDING_NAMES[finding.standing], contents.language),
        "because": masker.text(in_words(finding.because, contents.language)),
        "waiver": _waiver(finding.waiver, masker),
        "exhibits": labels(finding, by_observation),
    }


def about_words(contents: Contents, finding: Finding) -> str:
    """Whom a finding is about, by the name that the ledger has for it."""
    return contents.case.names.get(finding.about) or translate(
        SUBJECT_KIND_NAMES[SubjectKind.FACILITY], contents.language
    )


def labels(finding: Finding, by_observation: Mapping[int, Exhibit]) -> str:
    found = [by_observation[f.seen_in].label for f in finding.cites if f.seen_in in by_observation]
    return ", ".join(dict.fromkeys(found[:5]))


def _waiver(waiver: Fact[Waiver] | None, masker: Masker) -> dict[str, str]:
    if waiver is None:
        return {}
    said = waiver.says
    return {
        "reason": masker.text(said.reason),
        "compensating": masker.text(said.compensating),
        "until": in_wareki(said.until),
    }


def findings_table(contents: Contents, masker: Masker, by_observation: Mapping[int, Exhibit]) -> bytes:
    """Every finding as CSV for Excel (UTF-8 with a mark); no cell can become a formula."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["行", "対象", "区分", "判定", "理由", "証跡", "例外"])
    for verdict in contents.verdicts:
        for finding in verdict.findings:
            table.writerow([safe_cell(cell) for cell in _cells(contents, verdict, finding, masker, by_observation)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cells(
    contents: Contents, verdict: Verdict, finding: Finding, masker: Masker, by_observation: Mapping[int, Exhibit]
) -> Iterator[str]:
    yield number_of(contents.edition, verdict.row)
    yield masker.text(about_words(contents, finding))
    machine_class = contents.case.class_of.get(finding.about)
    yield translate(CLASS_NAMES[machine_class], contents.language) if machine_class else ""
    yield translate(STANDING_NAMES[finding.standing], contents.language)
    yield masker.text(in_words(finding.because, contents.language))
    yield labels(finding, by_observation)
    yield masker.text(finding.waiver.says.reason) if finding.waiver else ""


def exhibits_table(exhibits: Sequence[Exhibit], masker: Masker) -> bytes:
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["証跡番号", "内容", "出どころ", "確認日", "ファイル", "SHA-256", "関係する行"])
    for e in exhibits:
        day = local_day(e.seen_at).isoformat()
        words = [masker.text(text) for text in (e.title, e.source, e.name)]
        cells = [e.label, *words[:2], day, words[2], e.sha256, " ".join(e.rows)]
        table.writerow([safe_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe_cell(text: str) -> str:
    """A text that a spreadsheet would run as a formula is made plain by an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text
