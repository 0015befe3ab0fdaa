"""A named person says はい or いいえ beside the verdict of that moment; the program never does."""

from datetime import date, timedelta
from typing import Any

import pytest

from tenken.actions.answer import answer, find_row, offers
from tenken.actions.site import Site
from tenken.answers.model import Answer, AnswerError, Proposed
from tenken.ledger.logbook import lately
from tenken.ledger.models import AnswerRow
from tenken.ledger.writing import LedgerError
from tenken.rules.model import Standing
from tenken.standard.load import EditionError, load
from tests.actions.steps import rows
from tests.build import NOW, TODAY
from tests.ledger.steps import bcp, seen

LATER = NOW + timedelta(days=1)
HOSPITAL = load("r7").form("hospital")


def given(site: Site, row: str = "3-3", *, yes: bool = True, day: int = 0, by: str = "佐藤", **more: Any) -> Answer:
    """An answer to a row of the hospital's form of R7, so many days later."""
    proposed = Proposed(yes, by, TODAY + timedelta(days=day), **more)
    return answer(site, "r7", "hospital", row, proposed, NOW + timedelta(days=day))


def refused(site: Site, row: str = "3-3", **more: Any) -> str:
    """Why an answer is not taken; nothing is written then."""
    before = rows()
    with pytest.raises(AnswerError) as error:
        given(site, row, **more)
    assert rows() == before
    return str(error.value)


def test_yes_with_evidence_needs_no_reason(site: Site) -> None:
    bcp(site)
    assert given(site).standing is Standing.MET


def test_yes_against_the_evidence_needs_a_reason(site: Site) -> None:
    seen(site)
    assert "はい against it needs a written reason" in refused(site, "2-6")


def test_yes_without_evidence_needs_a_reason(site: Site) -> None:
    assert "the evidence says “cannot tell” (0 of 1)" in refused(site)


def test_blanks_are_no_reason(site: Site) -> None:
    assert "needs a written reason" in refused(site, reason=" 　\n")


def test_with_a_reason_it_is_taken_beside_the_verdict_that_it_stood_against(site: Site) -> None:
    taken = given(site, reason="院内で確認した")
    assert (taken.yes, taken.standing, taken.reason) == (True, Standing.UNKNOWN, "院内で確認した")


def test_no_needs_a_target_date(site: Site) -> None:
    assert "いいえ needs a target date between 2025-04-01 and 2026-03-31" in refused(site, yes=False)


@pytest.mark.parametrize("target", [date(2026, 4, 1), date(2025, 3, 31), date(2025, 11, 19)])
def test_a_target_outside_the_fiscal_year_or_before_the_confirmation_is_refused(site: Site, target: date) -> None:
    assert target.isoformat() in refused(site, yes=False, target=target)


@pytest.mark.parametrize("target", [TODAY, date(2026, 3, 31)])
def test_a_target_up_to_the_last_day_of_the_fiscal_year_is_taken(site: Site, target: date) -> None:
    assert given(site, yes=False, target=target).target == target


def test_a_yes_bears_no_target(site: Site) -> None:
    assert given(site, reason="確認済み", target=date(2026, 3, 1)).target is None


def test_nobody_is_no_name(site: Site) -> None:
    assert "needs the name of the person" in refused(site, by=" ", reason="確認済み")


def test_a_day_of_confirmation_still_to_come_is_refused(site: Site) -> None:
    with pytest.raises(AnswerError, match="is still to come"):
        answer(site, "r7", "hospital", "3-3", Proposed(True, "佐藤", TODAY + timedelta(days=1), reason="-"), NOW)


def test_a_correction_stays_in_its_round(site: Site) -> None:
    given(site, yes=False, target=date(2026, 3, 1))
    corrected = given(site, reason="確認済み")
    assert (corrected.number, corrected.round) == (2, 1)


def test_a_later_look_at_a_no_is_the_second_round(site: Site) -> None:
    given(site, yes=False, target=date(2026, 3, 1))
    assert given(site, reason="実施した", day=30).round == 2


def test_a_second_round_without_a_first_is_refused(site: Site) -> None:
    assert "the second round follows the first" in refused(site, reason="実施した", round=2)


def test_an_answer_that_overlooks_another_is_refused_and_names_who_was_first(site: Site) -> None:
    given(site, yes=False, target=date(2026, 3, 1), by="山田", after=0)
    assert "meanwhile 山田 answered いいえ" in refused(site, reason="確認済み", after=0)


def test_an_answer_that_knows_the_last_one_is_taken(site: Site) -> None:
    given(site, yes=False, target=date(2026, 3, 1), by="山田", after=0)
    assert given(site, reason="確認済み", after=1).number == 2


def test_an_answer_given_on_a_slow_clock_is_refused_rather_than_put_in_the_place_of_another(site: Site) -> None:
    given(site, yes=False, target=date(2026, 3, 1), by="山田")
    slow = NOW - timedelta(minutes=1)
    proposed = Proposed(True, "佐藤", TODAY, reason="確認済み")
    with pytest.raises(LedgerError, match="somebody answered row 3-3 at the same moment"):
        answer(site, "r7", "hospital", "3-3", proposed, slow)


def test_a_no_at_the_gate_ends_the_form(site: Site) -> None:
    given(site, "0", yes=False, target=date(2026, 3, 1))
    assert "row 0 is answered いいえ, which ends the form; 3-3 needs no answer" in refused(site, reason="確認済み")


def test_the_gate_itself_can_be_answered_anew(site: Site) -> None:
    given(site, "0", yes=False, target=date(2026, 3, 1))
    given(site, "0", reason="レセコンがあった")
    assert given(site, reason="確認済み").row == "3-3"


@pytest.mark.parametrize("row", ["1-1", "2-2"])
def test_the_vendors_form_is_not_answered_by_us(site: Site, row: str) -> None:
    with pytest.raises(AnswerError, match="Vendors answer this form"):
        answer(site, "r7", "vendor", row, Proposed(True, "佐藤", TODAY, reason="確認済み"), NOW)
    assert AnswerRow.objects.count() == 0


@pytest.mark.parametrize("name", ["3-3", "3-③", "３－③", " 3-(3) "])
def test_a_row_is_found_by_its_number_however_it_is_written(name: str) -> None:
    assert find_row(HOSPITAL, name).id == "3-3"


def test_a_row_that_is_not_there_is_named() -> None:
    with pytest.raises(EditionError, match="the form has no row 9-9"):
        find_row(HOSPITAL, "9-9")


def test_a_number_that_several_rows_share_asks_which() -> None:
    with pytest.raises(EditionError, match="2-12 stands for several rows: 2-12:server, 2-12:client_pc"):
        find_row(HOSPITAL, "2-12")


def test_who_answered_what_stands_in_the_logbook(site: Site) -> None:
    given(site, reason="確認済み")
    assert [(d.by, d.verb, d.about, d.detail) for d in lately()] == [("佐藤", "answer", "r7 hospital 3-3", "はい")]


def test_last_years_answers_are_offered_and_not_copied(site: Site) -> None:
    answer(site, "r6", "hospital", "3-3", Proposed(True, "佐藤", TODAY, reason="確認済み"), NOW)
    offered = [offer.answer.by for offer in offers(site, "r6", "r7", "hospital", LATER) if offer.row.lineage == "bcp"]
    assert (offered, AnswerRow.objects.filter(edition="r7").count()) == (["佐藤"], 0)


@pytest.mark.parametrize(("edition", "form"), [("r99", "hospital"), ("r7", "hotel"), ("../r7", "hospital")])
def test_an_edition_or_form_that_is_not_there_is_named(site: Site, edition: str, form: str) -> None:
    with pytest.raises(EditionError):
        answer(site, edition, form, "3-3", Proposed(True, "佐藤", TODAY), NOW)
