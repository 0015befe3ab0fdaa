"""回答 is given by a named person, beside the verdict as it stood; いいえ bears a target date."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.answers.model import Answer, AnswerError, Proposed, accept, ends_form, number_of, on_paper
from tenken.forms.workbook import Entry, Mark
from tenken.rules.model import Standing
from tenken.verdicts.assess import Verdict
from tests.answers.given import HOSPITAL, PATCH, R7, TARGET, answer, verdict
from tests.build import NOW, TODAY, days_ago, in_days

MET = verdict(Standing.MET)
BAD = [Standing.NOT_MET, Standing.UNKNOWN]
FIRST_NO = answer(yes=False, on=days_ago(30))


def take(*earlier: Answer, on_verdict: Verdict = MET, **wanted: Any) -> Answer:
    proposed = Proposed(**{"yes": True, "by": "佐藤", "on": TODAY, **wanted})
    return accept(R7, HOSPITAL, on_verdict, proposed, earlier, NOW, TODAY)


def no(*earlier: Answer, **wanted: Any) -> Answer:
    return take(*earlier, **{"yes": False, "target": TARGET, **wanted})


def refused(*earlier: Answer, on_verdict: Verdict = MET, **wanted: Any) -> str:
    with pytest.raises(AnswerError) as caught:
        take(*earlier, on_verdict=on_verdict, **wanted)
    return str(caught.value)


@pytest.mark.parametrize("name", ["", "  ", "\u3000"])
def test_an_answer_needs_a_name(name: str) -> None:
    assert refused(by=name) == "an answer needs the name of the person who gives it"


def test_the_name_and_the_reason_are_kept_without_blanks_around_them() -> None:
    kept = take(by=" 佐藤 ", reason=" 現地で確認 ")
    assert (kept.by, kept.reason) == ("佐藤", "現地で確認")


def test_a_day_to_come_is_refused() -> None:
    assert refused(on=in_days(1)) == "the day of confirmation, 2025-11-21, is still to come"


def test_today_is_taken() -> None:
    assert take(on=TODAY).on == TODAY


def test_no_needs_a_target_date() -> None:
    assert refused(yes=False) == "いいえ needs a target date between 2025-04-01 and 2026-03-31"


@pytest.mark.parametrize("target", [date(2025, 3, 31), date(2026, 4, 1), date(2027, 3, 31)])
def test_a_target_date_outside_the_fiscal_year_of_the_edition_is_refused(target: date) -> None:
    assert "is not inside the fiscal year, 2025-04-01 to 2026-03-31" in refused(yes=False, target=target)


@pytest.mark.parametrize("day", [date(2025, 4, 1), date(2025, 11, 20)])
def test_a_target_date_on_the_day_of_confirmation_is_taken(day: date) -> None:
    assert no(on=day, target=day).target == day


def test_a_target_date_before_the_confirmation_is_refused() -> None:
    assert (
        refused(yes=False, target=days_ago(1)) == "the target date 2025-11-19 is before the confirmation on 2025-11-20"
    )


@given(st.dates(TODAY, R7.last_day))
def test_any_day_from_the_confirmation_to_the_end_of_march_is_a_target_date(target: date) -> None:
    assert no(target=target).target == target


@given(st.dates().filter(lambda day: not TODAY <= day <= R7.last_day))
def test_no_other_day_is(target: date) -> None:
    assert "target date" in refused(yes=False, target=target)


def test_yes_keeps_no_target_date() -> None:
    assert take(target=TARGET).target is None


@pytest.mark.parametrize("reason", ["", " ", "\n"])
@pytest.mark.parametrize("standing", BAD)
def test_yes_against_the_evidence_needs_a_written_reason(standing: Standing, reason: str) -> None:
    against = verdict(Standing.MET, standing)
    assert refused(on_verdict=against, reason=reason).endswith("(1 of 2); はい against it needs a written reason")


@pytest.mark.parametrize("standing", BAD)
def test_yes_with_a_written_reason_is_taken_against_the_evidence(standing: Standing) -> None:
    assert take(on_verdict=verdict(standing), reason="保守契約で確認済み").reason == "保守契約で確認済み"


@pytest.mark.parametrize("standing", [Standing.MET, Standing.OUT_OF_SCOPE])
def test_yes_along_with_the_evidence_needs_no_reason(standing: Standing) -> None:
    assert take(on_verdict=verdict(standing)).yes


@pytest.mark.parametrize("standing", Standing)
def test_no_needs_no_reason_whatever_the_evidence(standing: Standing) -> None:
    assert no(on_verdict=verdict(standing)).reason == ""


def test_the_answer_keeps_the_verdict_as_it_stood() -> None:
    kept = no(on_verdict=verdict(Standing.MET, Standing.NOT_MET, Standing.UNKNOWN, Standing.OUT_OF_SCOPE))
    assert (kept.standing, kept.met, kept.total) == (Standing.NOT_MET, 1, 3)


def test_the_answer_knows_where_it_stands_and_when_it_was_recorded() -> None:
    kept = take()
    assert (kept.edition, kept.form, kept.row, kept.recorded_at) == ("r7", "hospital", "2-6", NOW)


def test_answers_to_a_row_are_counted() -> None:
    assert (take().number, take(answer()).number, take(answer(), answer(number=2)).number) == (1, 2, 3)


def test_the_first_look_is_round_1() -> None:
    assert no().round == 1


def test_a_later_look_at_a_no_is_round_2() -> None:
    assert take(FIRST_NO).round == no(FIRST_NO).round == 2


def test_a_correction_on_the_same_day_stays_in_its_round() -> None:
    assert take(answer(yes=False, on=TODAY), on=TODAY).round == 1


def test_a_later_look_at_a_yes_corrects_round_1() -> None:
    assert take(answer(on=days_ago(30))).round == 1


def test_after_the_second_round_every_answer_corrects_that_one() -> None:
    assert take(FIRST_NO, answer(number=2, round=2, on=days_ago(10))).round == 2


def test_the_round_may_be_chosen() -> None:
    assert (take(FIRST_NO, round=1).round, take(answer(), round=2).round) == (1, 2)


def test_a_second_round_needs_a_first() -> None:
    assert refused(round=2) == "the second round follows the first; row 2-6 has no first answer"


@pytest.mark.parametrize("round_", [-1, 0, 3])
def test_there_is_no_third_round(round_: int) -> None:
    assert refused(round=round_) == "there are rounds 1 and 2 only"


@pytest.mark.parametrize(("last", "word"), [(answer(by="鈴木"), "はい"), (answer(by="鈴木", yes=False), "いいえ")])
def test_an_answer_that_somebody_overtook_is_refused_with_who_answered_what(last: Answer, word: str) -> None:
    assert refused(last, after=0) == f"meanwhile 鈴木 answered {word}; look at it, then answer again"


def test_an_answer_after_the_one_before_the_persons_eyes_is_taken() -> None:
    assert (take(after=0).number, take(answer(), after=1).number) == (1, 2)


def test_an_answer_that_names_none_before_it_is_taken_after_any() -> None:
    assert take(answer(), after=None).number == 2


def test_nothing_stands_on_paper_without_an_answer() -> None:
    assert on_paper([]) == Entry()


def test_a_first_no_stands_on_paper_with_its_target_date() -> None:
    assert on_paper([FIRST_NO]) == Entry(Mark(yes=False, on=days_ago(30)), TARGET)


def test_the_second_round_stands_beside_the_first() -> None:
    second = answer(number=2, round=2, on=days_ago(2))
    assert on_paper([FIRST_NO, second]) == Entry(Mark(False, days_ago(30)), TARGET, Mark(True, days_ago(2)))


def test_of_each_round_the_last_word_stands_on_paper() -> None:
    corrected = answer(number=2, on=days_ago(29))
    assert on_paper([FIRST_NO, corrected]) == Entry(Mark(yes=True, on=days_ago(29)))


def test_a_no_to_the_gate_row_ends_the_form() -> None:
    assert ends_form(HOSPITAL, [answer(row="0", yes=False)])


def test_a_yes_to_the_gate_row_does_not() -> None:
    assert not ends_form(HOSPITAL, [answer(row="0", yes=False), answer(row="0", number=2)])


def test_a_no_to_another_row_ends_nothing() -> None:
    assert not ends_form(HOSPITAL, [answer(yes=False)])


def test_a_form_without_a_gate_is_never_ended() -> None:
    assert not ends_form(R7.form("vendor"), [answer(row="0", yes=False)])


def test_a_row_is_called_as_its_form_prints_it() -> None:
    assert number_of(R7, PATCH) == "2-⑥"
