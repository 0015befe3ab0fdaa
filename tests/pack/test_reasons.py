"""判定と理由: for every row what was answered, by whom, what the evidence says, and which exhibits show it."""

import csv
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.facts.documents import Waiver
from tenken.facts.model import FACILITY, SubjectId
from tenken.pack.mask import Masker, words_to_hide
from tenken.pack.model import Contents, Masking
from tenken.pack.reasons import SHOWN, exhibits_table, findings_table, reasons_data, safe_cell
from tenken.rules.model import Finding, Standing
from tests.answers.given import TARGET, answer
from tests.build import days_ago, declared, fact, in_days
from tests.pack.contents import GOOD, HOSPITAL, contents, exhibit, finding, plan, verdict

OPEN = Masker(Masking.NOTHING, {})
HIDING = Masker(Masking.HOSTS, words_to_hide(Masking.HOSTS, ("ehr-srv01", "ehr-srv02"), ()))
SHOWN_BY = {int(GOOD.seen_in): exhibit(12)}
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TEXTS = st.text(max_size=30) | st.builds("{}{}".format, st.sampled_from(FORMULAS), st.text(max_size=20))


def cells(table: bytes) -> list[list[str]]:
    """The table as a spreadsheet reads it, without its head."""
    return list(csv.reader(StringIO(table.decode("utf-8-sig"), newline="")))[1:]


def table(*findings: Finding, masker: Masker = OPEN) -> list[list[str]]:
    return cells(findings_table(contents(verdicts=(verdict(*findings),)), masker, SHOWN_BY))


def block(made: Contents | None = None, masker: Masker = OPEN) -> dict[str, Any]:
    (found,) = reasons_data(made or contents(), masker, SHOWN_BY)
    return found


def excused() -> Finding:
    says = Waiver(lineage="removable-media", reason="更新待ち", compensating="施錠", until=in_days(9), **declared())
    return finding("open", waiver=fact(says))


@given(TEXTS)
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert not safe_cell(text).startswith(FORMULAS)


@given(TEXTS)
def test_a_cell_loses_nothing(text: str) -> None:
    assert safe_cell(text).removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("text", ["", "2-⑥", "ehr-srv01", "はい", "a=1", "'=1"])
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@settings(max_examples=60)
@given(TEXTS)
def test_no_finding_becomes_a_formula_whatever_a_machine_says(text: str) -> None:
    (line,) = table(finding(text))
    assert (line[4], [cell for cell in line if cell.startswith(FORMULAS)]) == (safe_cell(text), [])


@settings(max_examples=60)
@given(TEXTS)
def test_no_exhibit_becomes_a_formula_whatever_its_file_is_called(text: str) -> None:
    (line,) = cells(exhibits_table([exhibit(title=text, name=text)], OPEN))
    assert (line[1], line[4]) == (safe_cell(text), safe_cell(text))


def test_the_table_of_findings_holds_every_one_of_them() -> None:
    many = [finding(f"reason {number}") for number in range(SHOWN + 60)]
    assert [line[4] for line in table(*many)] == [f"reason {number}" for number in range(SHOWN + 60)]


def test_a_finding_is_told_with_row_machine_class_standing_reason_and_exhibit() -> None:
    (line,) = table(finding("USBGuard", Standing.MET, about=GOOD.about, cites=(GOOD,)))
    assert line == ["2-⑨", "ehr-srv01", "サーバ", "適合", "USBGuard", "E0012", ""]


def test_a_waiver_stands_beside_its_finding() -> None:
    assert table(excused())[0][-1] == "更新待ち"


def test_what_is_about_the_facility_says_so() -> None:
    assert table(finding("none is on file", about=SubjectId("vendor:unnamed")))[0][1] == "施設全体"


def test_excel_sees_utf_8_and_its_own_line_ends() -> None:
    made = findings_table(contents(), OPEN, SHOWN_BY)
    assert (made[:3], made.count(b"\r\n"), made.count(b"\n")) == (b"\xef\xbb\xbf", 3, 3)


def test_host_names_and_addresses_are_masked_in_both_tables() -> None:
    made = str(table(finding("ehr-srv01 by 10.20.0.5"), masker=HIDING)) + exhibits_table([exhibit()], HIDING).decode()
    assert ("ehr-srv0" in made, "10.20" in made, "[機器-001]" in made) == (False, False, True)


def test_an_exhibit_is_told_with_its_digest_and_rows() -> None:
    (line,) = cells(exhibits_table([plan()], OPEN))
    assert line == ["E0002", "facility：BCP", "佐藤", "2025-11-20", "BCP 第4版.pdf", plan().sha256, "3-3"]


def test_a_row_is_told_with_its_verdict_and_its_numbers() -> None:
    told = block()
    assert [told[key] for key in ("number", "standing", "standing_words", "met", "total")] == [
        *("2-⑨", "not_met", "不適合"),
        *(1, 2),
    ]


def test_the_worst_findings_come_first() -> None:
    made = contents(verdicts=(verdict(finding("a", Standing.MET), finding("b", Standing.UNKNOWN), finding("c")),))
    assert [f["because"] for f in block(made)["findings"]] == ["c", "b", "a"]


def test_of_many_findings_40_are_printed_and_the_rest_counted() -> None:
    told = block(contents(verdicts=(verdict(*[finding("open")] * 45),)))
    assert (len(told["findings"]), told["more"]) == (40, 5)


def test_answers_are_told_with_who_when_why_and_what_stood_then() -> None:
    against = answer(row="2-9", reason="封印を確認", standing=Standing.UNKNOWN, met=1, total=4, on=days_ago(5))
    told = block(contents(answers={"2-9": (against,)}))["answers"]
    assert told == [
        {"round": 1, "yes": True, "by": "佐藤", "on": "令和7年11月15日", "target": "", "reason": "封印を確認"}
        | {"stood": "判定不能", "counts": "1/4"}
    ]


def test_a_no_is_told_with_its_target_date() -> None:
    told = block(contents(answers={"2-9": (answer(row="2-9", yes=False, target=TARGET),)}))
    assert told["answers"][0]["target"] == "令和8年3月31日"


def test_a_reason_is_masked_as_well() -> None:
    made = contents(answers={"2-9": (answer(row="2-9", reason="ehr-srv01は10.20.0.5のみ"),)})
    assert block(made, HIDING)["answers"][0]["reason"] == "[機器-001]は[IP-001]のみ"


def test_a_waiver_is_told_with_its_end_and_what_protects_meanwhile() -> None:
    told = block(contents(verdicts=(verdict(excused()),)))
    expected = {"reason": "更新待ち", "compensating": "施錠", "until": "令和7年11月29日"}
    assert told["findings"][0]["waiver"] == expected


def test_exhibits_of_the_row_are_named() -> None:
    assert block()["exhibits"] == ["E0001"]


@pytest.mark.parametrize("verified", [True, False])
def test_a_row_that_was_not_compared_with_the_official_form_is_marked(verified: bool) -> None:
    row = replace(HOSPITAL.row("2-9"), verified=verified, number_verified=True)
    made = contents(verdicts=(replace(verdict(), row=row),))
    assert block(made)["unsure"] is not verified


def test_in_english_everything_is_told_in_english() -> None:
    (line,) = cells(findings_table(contents(language="en", verdicts=(verdict(finding("open")),)), OPEN, SHOWN_BY))
    assert line[2:4] == ["server", "not met"]


def test_the_facility_is_called_by_its_name() -> None:
    named = contents(verdicts=(verdict(finding("none", about=FACILITY)),))
    assert cells(findings_table(named, OPEN, SHOWN_BY))[0][1] == "施設全体"
