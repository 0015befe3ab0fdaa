"""事業者確認用: each vendor answers for itself, and a form that did not come back proves nothing."""

from datetime import date

from tenken.facts.documents import OutOfScope
from tenken.facts.model import FACILITY, Fact, SubjectId
from tenken.facts.vendors import VendorAnswer, VendorContract
from tenken.rules.model import Finding, Standing
from tenken.verdicts.assess import assess
from tenken.verdicts.vendor_form import answers_of, findings_of_vendors
from tests.build import VENDOR, case, days_ago, declared, fact, form, row

OTHER_VENDOR = SubjectId("vendor:南海電子")
PATCH = row("patch", id="2-6")


def contract(vendor: SubjectId = VENDOR, ends: date | None = None) -> Fact[VendorContract]:
    return fact(VendorContract(systems=(), starts=days_ago(400), ends=ends, **declared()), vendor)


def answer(
    *,
    yes: bool = True,
    on: date | None = days_ago(5),
    row_id: str = "2-6",
    edition: str = "r7",
    target: date | None = None,
    vendor: SubjectId = VENDOR,
) -> Fact[VendorAnswer]:
    return fact(VendorAnswer(edition, row_id, "patch", yes, on, target), vendor)


def judge(*facts: Fact[VendorContract | VendorAnswer | OutOfScope]) -> Finding:
    (found,) = findings_of_vendors("r7", PATCH, case(*facts))
    return found


def test_met_when_the_vendor_answers_yes() -> None:
    assert judge(contract(), answer()).standing is Standing.MET


def test_not_met_when_the_vendor_answers_no_and_the_target_date_is_named() -> None:
    found = judge(contract(), answer(yes=False, target=date(2026, 3, 31)))
    assert (found.standing, "2026-03-31" in str(found.because)) == (Standing.NOT_MET, True)


def test_a_no_without_a_target_date_shows_a_dash() -> None:
    assert str(judge(contract(), answer(yes=False)).because).endswith("－")


def test_unknown_while_the_vendor_has_not_returned_its_form() -> None:
    found = judge(contract())
    assert (found.standing, str(found.because)) == (Standing.UNKNOWN, "the vendor has not returned its form")


def test_unknown_when_the_vendor_left_the_row_open() -> None:
    found = judge(contract(), answer(row_id="2-5"))
    assert (found.standing, str(found.because)) == (Standing.UNKNOWN, "the vendor left this row open")


def test_unknown_when_only_the_form_of_another_edition_came_back() -> None:
    assert judge(contract(), answer(edition="r6")).standing is Standing.UNKNOWN


def test_unknown_when_the_answer_is_older_than_a_year() -> None:
    assert judge(contract(), answer(on=days_ago(367))).standing is Standing.UNKNOWN


def test_met_on_the_last_day_of_that_year() -> None:
    assert judge(contract(), answer(on=days_ago(366))).standing is Standing.MET


def test_unknown_while_no_vendor_is_registered() -> None:
    assert (judge().about, judge().standing) == (FACILITY, Standing.UNKNOWN)


def test_out_of_scope_when_a_person_declared_that_there_is_no_vendor() -> None:
    stated = fact(OutOfScope(topic="vendor", reason="自院開発", **declared()))
    found = judge(stated)
    assert (found.standing, found.cites) == (Standing.OUT_OF_SCOPE, (stated,))


def test_a_vendor_whose_contract_has_ended_is_not_asked() -> None:
    assert judge(contract(ends=days_ago(1)), answer()).about == FACILITY


def test_there_is_a_finding_for_every_vendor() -> None:
    seen = case(contract(), contract(OTHER_VENDOR), answer())
    found = {one.about: one.standing for one in findings_of_vendors("r7", PATCH, seen)}
    assert found == {VENDOR: Standing.MET, OTHER_VENDOR: Standing.UNKNOWN}


def test_a_vendors_answers_are_found_by_row() -> None:
    here, there = answer(), answer(row_id="2-5")
    assert answers_of(VENDOR, "r7", case(here, there, answer(edition="r6"))) == {"2-6": here, "2-5": there}


def test_a_form_that_vendors_answer_is_judged_by_their_answers_alone() -> None:
    (verdict,) = assess("r7", form(PATCH, answered_by="vendor"), case(contract(), answer()))
    assert (verdict.standing, verdict.findings[0].rule) == (Standing.MET, "vendor-form")
