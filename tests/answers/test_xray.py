"""Before the inspector finds it: every はい without evidence, every contradiction, every stale proof, every gap."""

from datetime import date, timedelta
from typing import Any

import pytest

from tenken.answers.model import Answer
from tenken.answers.xray import SHADOW_NAMES, Shadow, Spot, xray
from tenken.facts.documents import DocumentType
from tenken.facts.machines import LedgerEntry
from tenken.facts.media import RemovableMedia
from tenken.facts.model import FACILITY, Fact, SubjectId
from tenken.facts.vendors import VendorAnswer, VendorContract
from tenken.rules.model import Finding, Standing
from tenken.text import Message
from tenken.verdicts.assess import Verdict, assess_row
from tenken.verdicts.case import Case
from tests.answers.given import GATE, HOSPITAL, PATCH, R7, answer, verdict
from tests.build import SERVER, VENDOR, case, days_ago, declared, document, entry, fact, in_days

USB = HOSPITAL.row("2-9")
BCP = HOSPITAL.row("3-3")
EMPTY = case()


def seen(judged: Verdict, *given: Answer, about: Case = EMPTY) -> list[Spot]:
    return list(xray(R7, HOSPITAL, [judged], {judged.row.id: given}, about))


def kinds(judged: Verdict, *given: Answer, about: Case = EMPTY) -> list[Shadow]:
    return [spot.shadow for spot in seen(judged, *given, about=about)]


def vendor_says(*, yes: bool, edition: str = "r7", lineage: str = "patch") -> Fact[VendorAnswer]:
    return fact(VendorAnswer(edition, "2-6", lineage, yes, days_ago(5)), VENDOR)


def with_vendor(*more: Fact[Any], **says: Any) -> Case:
    contract = fact(VendorContract(systems=(), starts=days_ago(100), **declared()), VENDOR)
    return case(contract, vendor_says(**says), *more)


def maintained_by(vendor: str) -> Fact[LedgerEntry]:
    return fact(entry(vendor=vendor), SubjectId("machine:srv1"))


def plan(**more: Any) -> Case:
    return case(fact(document(DocumentType.BCP, **more)))


def test_nothing_is_said_where_answer_and_evidence_agree() -> None:
    assert seen(verdict(Standing.MET), answer()) == []


def test_a_yes_against_the_evidence_is_seen_with_its_numbers_and_its_first_reason() -> None:
    found = seen(verdict(Standing.MET, Standing.NOT_MET, Standing.NOT_MET), answer())
    assert [(spot.shadow, str(spot.because)) for spot in found] == [
        (Shadow.AGAINST_EVIDENCE, "answered はい; only 1 of 3 are met: it was seen so, and 1 more")
    ]


def test_what_is_used_in_attacks_is_told_before_the_rest() -> None:
    pressing = Finding(SERVER, Standing.NOT_MET, Message("used in attacks"), pressing=True)
    judged = verdict(Standing.NOT_MET)
    usual, first = Verdict(judged.row, judged.findings), Verdict(BCP, (*judged.findings, pressing))
    given = {judged.row.id: (answer(),), BCP.id: (answer(),)}
    found = xray(R7, HOSPITAL, [usual, first], given, EMPTY)
    assert [(spot.row, spot.pressing) for spot in found] == [(BCP, True), (judged.row, False)]
    assert "used in attacks" in str(found[0].because)


def test_a_yes_without_evidence_is_seen() -> None:
    found = seen(verdict(Standing.MET, Standing.UNKNOWN), answer())
    assert [(spot.shadow, str(spot.because)) for spot in found] == [
        (Shadow.WITHOUT_EVIDENCE, "answered はい; 1 of 2 are shown: it was seen so")
    ]


def test_a_yes_where_nothing_was_looked_at_says_so() -> None:
    assert (
        str(seen(Verdict(PATCH, ()), answer())[0].because) == "answered はい; 0 of 0 are shown: nothing was looked at"
    )


def test_the_machine_is_named_and_its_facts_are_cited() -> None:
    usb = fact(RemovableMedia(False, ""), SERVER)
    judged = Verdict(USB, (Finding(SERVER, Standing.NOT_MET, Message("open"), (usb,)),))
    (spot,) = seen(judged, answer(row="2-9"), about=case(usb))
    assert (str(spot.because).endswith(": ehr-srv01: open"), spot.cites) == (True, (usb,))


def test_a_no_against_good_evidence_is_no_weakness() -> None:
    assert seen(verdict(Standing.MET), answer(yes=False)) == []


@pytest.mark.parametrize(("target", "shadows"), [(days_ago(1), [Shadow.OVERDUE]), (days_ago(0), [Shadow.ROUND])])
def test_a_target_date_is_overdue_from_the_day_after(target: date, shadows: list[Shadow]) -> None:
    assert kinds(verdict(Standing.NOT_MET), answer(yes=False, target=target)) == shadows


def test_the_target_date_of_an_answer_that_became_yes_is_not_overdue() -> None:
    earlier = answer(yes=False, target=days_ago(1))
    assert seen(verdict(Standing.MET), earlier, answer(number=2, round=2)) == []


@pytest.mark.parametrize(("days", "shadows"), [(30, [Shadow.ROUND]), (31, [])])
def test_the_second_round_is_due_30_days_before_the_target_date(days: int, shadows: list[Shadow]) -> None:
    assert kinds(verdict(Standing.NOT_MET), answer(yes=False, target=in_days(days))) == shadows


def test_after_the_second_round_none_is_due() -> None:
    given = answer(yes=False, target=in_days(5)), answer(yes=False, target=in_days(5), number=2, round=2)
    assert kinds(verdict(Standing.NOT_MET), *given) == []


def test_machines_that_nobody_entered_are_counted_and_named() -> None:
    about = case(fact(entry(entered=False, title="pc9"), SERVER))
    spots = seen(assess_row("r7", HOSPITAL, HOSPITAL.row("2-1"), about), answer(row="2-1", yes=False), about=about)
    assert [str(s.because) for s in spots if s.shadow is Shadow.UNENTERED] == [
        "1 machines were seen that nobody entered: ehr-srv01"
    ]


def test_machines_of_the_ledger_that_no_source_saw_are_counted() -> None:
    about = case(fact(entry(), SERVER))
    spots = seen(assess_row("r7", HOSPITAL, HOSPITAL.row("2-1"), about), answer(row="2-1", yes=False), about=about)
    assert [(s.about, str(s.because)) for s in spots if s.shadow is Shadow.UNSEEN] == [
        (SERVER, "1 machines of the ledger were not seen lately: ehr-srv01")
    ]


def test_of_very_many_stale_proofs_the_rest_is_counted() -> None:
    machines = [SubjectId(f"machine:pc{number}") for number in range(25)]
    about = case(*(fact(RemovableMedia(True, "usbguard"), one, timedelta(days=8)) for one in machines))
    stale = [s for s in seen(assess_row("r7", HOSPITAL, USB, about), about=about) if s.shadow is Shadow.STALE]
    assert (len(stale), str(stale[-1].because)) == (21, "5 more machines have proof of this row that went stale")


def test_a_row_without_an_answer_is_seen() -> None:
    assert kinds(verdict(Standing.MET)) == [Shadow.UNANSWERED]


def test_a_row_that_is_out_of_scope_needs_none() -> None:
    assert kinds(verdict(Standing.OUT_OF_SCOPE)) == []


def test_a_proof_that_went_stale_is_seen_whatever_was_answered() -> None:
    usb = fact(RemovableMedia(True, "usbguard"), SERVER, timedelta(days=8))
    judged = assess_row("r7", HOSPITAL, USB, case(usb))
    stale = [spot for spot in seen(judged, answer(row="2-9", yes=False), about=case(usb)) if spot.shadow == "stale"]
    assert [(str(spot.because), spot.cites) for spot in stale] == [
        ("removable media control: last seen on 2025-11-12", (usb,))
    ]


def test_what_was_never_seen_is_not_stale() -> None:
    assert Shadow.STALE not in kinds(verdict(Standing.UNKNOWN), answer())


def test_our_yes_against_a_vendors_no_is_seen() -> None:
    about = with_vendor(yes=False)
    (spot,) = seen(verdict(Standing.MET), answer(), about=about)
    assert (spot.shadow, str(spot.because)) == (Shadow.VENDOR, "we answer はい, 北斗システム answers いいえ")


def test_a_vendors_yes_against_our_evidence_of_its_machines_is_seen() -> None:
    about = with_vendor(maintained_by("北斗システム"), yes=True)
    (spot,) = seen(verdict(Standing.NOT_MET), answer(yes=False), about=about)
    assert str(spot.because) == "北斗システム answers はい; our evidence says: srv1: it was seen so"


def test_what_is_wrong_with_another_vendors_machine_contradicts_nobody() -> None:
    about = with_vendor(maintained_by("東雲イメージング"), yes=True)
    assert seen(verdict(Standing.NOT_MET), answer(yes=False), about=about) == []


def test_what_is_wrong_with_a_machine_of_no_vendor_is_said_once_to_all_who_answer_yes() -> None:
    (spot,) = seen(verdict(Standing.NOT_MET), answer(yes=False), about=with_vendor(yes=True))
    assert str(spot.because).startswith("北斗システム answer はい; our evidence says, of what no vendor is named for: ")


@pytest.mark.parametrize("says", [{"edition": "r6"}, {"lineage": "bcp"}])
def test_what_a_vendor_says_of_another_edition_or_row_is_no_contradiction(says: dict[str, str]) -> None:
    assert seen(verdict(Standing.MET), answer(), about=with_vendor(yes=False, **says)) == []


def test_a_vendor_that_agrees_is_no_contradiction() -> None:
    assert kinds(verdict(Standing.MET), answer(), about=with_vendor(yes=True)) == []


@pytest.mark.parametrize(("days", "shadows"), [(30, [Shadow.SOON]), (0, [Shadow.SOON]), (31, [])])
def test_a_paper_to_be_reviewed_within_30_days_is_seen(days: int, shadows: list[Shadow]) -> None:
    about = plan(next_review=in_days(days))
    assert kinds(assess_row("r7", HOSPITAL, BCP, about), answer(row="3-3"), about=about) == shadows


def test_a_paper_whose_review_is_past_is_told_as_such() -> None:
    about = plan(next_review=days_ago(1))
    found = kinds(assess_row("r7", HOSPITAL, BCP, about), answer(row="3-3"), about=about)
    assert found == [Shadow.WITHOUT_EVIDENCE, Shadow.REVIEW]


def test_behind_a_closed_gate_nothing_is_said() -> None:
    closed = {"0": [answer(row="0", yes=False, target=in_days(10))], "2-6": [answer()]}
    judged = [verdict(Standing.MET, row=GATE), verdict(Standing.NOT_MET)]
    assert xray(R7, HOSPITAL, judged, closed, EMPTY) == ()


def test_of_the_gate_itself_weaknesses_are_said() -> None:
    assert kinds(verdict(Standing.UNKNOWN, row=GATE), answer(row="0", yes=False, target=days_ago(1))) == [
        Shadow.OVERDUE
    ]


def test_the_gravest_comes_first_and_rows_keep_their_order() -> None:
    rows = [HOSPITAL.row(name) for name in ("1-1", "2-6", "2-9", "3-1")]
    standings = [Standing.MET, Standing.UNKNOWN, Standing.NOT_MET, Standing.MET]
    judged = [verdict(standing, row=row) for standing, row in zip(standings, rows, strict=True)]
    found = xray(R7, HOSPITAL, judged, {"2-6": [answer()], "2-9": [answer(row="2-9")]}, EMPTY)
    assert [(spot.row.id, spot.shadow) for spot in found] == [
        ("2-9", Shadow.AGAINST_EVIDENCE),
        ("2-6", Shadow.WITHOUT_EVIDENCE),
        ("1-1", Shadow.UNANSWERED),
        ("3-1", Shadow.UNANSWERED),
    ]


def test_every_kind_of_weakness_has_a_name() -> None:
    assert set(SHADOW_NAMES) == set(Shadow)


def test_the_facility_itself_is_named_by_its_name() -> None:
    judged = Verdict(BCP, (Finding(FACILITY, Standing.UNKNOWN, Message("none is on file")),))
    assert "facility: none is on file" in str(seen(judged, answer(row="3-3"), about=plan())[0].because)
