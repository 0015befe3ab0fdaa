"""The self-check: わからない costs more than いいえ, いいえ more than はい; nothing is left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.answers.selfcheck import Band, Reply, SelfcheckError, read_replies, result
from tenken.answers.selfcheck_questions import QUESTIONS
from tenken.standard.load import EDITIONS, load
from tenken.standard.model import LINEAGE_NAMES

ALL = len(QUESTIONS)
REPLIES = st.lists(st.sampled_from(Reply), min_size=ALL, max_size=ALL)
PLACES = st.integers(0, ALL - 1)


def with_one(place: int, reply: Reply, others: Reply = Reply.YES) -> list[Reply]:
    return [*[others] * place, reply, *[others] * (ALL - place - 1)]


def of(name: str) -> int:
    return list(QUESTIONS).index(name)


def test_every_lineage_is_asked_in_one_group() -> None:
    asked = [lineage for question in QUESTIONS.values() for lineage in question.lineages]
    assert sorted(asked) == sorted(LINEAGE_NAMES)


def test_every_row_of_the_newest_edition_is_of_an_asked_lineage() -> None:
    rows = {row.lineage for form in load(EDITIONS[-1]).forms for row in form.rows}
    assert rows <= {lineage for question in QUESTIONS.values() for lineage in question.lineages}


@settings(max_examples=30)
@given(REPLIES, PLACES)
def test_not_to_know_is_never_better_than_no_and_no_never_better_than_yes(replies: list[Reply], place: int) -> None:
    scores = [result([*replies[:place], one, *replies[place + 1 :]]).score for one in Reply]
    assert scores == sorted(scores, reverse=True)


def test_not_to_know_costs_more_than_no() -> None:
    assert result(with_one(0, Reply.UNSURE)).score < result(with_one(0, Reply.NO)).score


def test_all_yes_is_a_with_nothing_left_to_do() -> None:
    found = result([Reply.YES] * ALL)
    assert (found.band, found.score, found.first_steps) == (Band.A, 100, ())


def test_nothing_known_is_d_with_nothing_left_of_the_score() -> None:
    found = result([Reply.UNSURE] * ALL)
    assert (found.band, found.score, len(found.first_steps)) == (Band.D, 0, 3)


@pytest.mark.parametrize("heavy", ["ledger", "vendors", "entrance", "updates", "backup"])
def test_an_open_entrance_or_no_backup_is_never_a(heavy: str) -> None:
    assert result(with_one(of(heavy), Reply.NO)).band is Band.B


def test_steps_begin_with_what_costs_most() -> None:
    replies = with_one(of("rules"), Reply.UNSURE)
    replies[of("backup")], replies[of("officer")] = Reply.NO, Reply.NO
    assert [step.id for step in result(replies).first_steps] == ["backup", "officer", "rules"]


@settings(max_examples=30)
@given(REPLIES)
def test_replies_stand_in_an_address_as_they_were_given(replies: list[Reply]) -> None:
    assert list(read_replies("".join(replies))) == replies


@pytest.mark.parametrize("text", ["x", "y" * (ALL + 1), "y n", "<"])
def test_what_stands_for_no_reply_is_refused(text: str) -> None:
    with pytest.raises(SelfcheckError):
        read_replies(text)


def test_no_result_while_a_question_is_open() -> None:
    with pytest.raises(SelfcheckError):
        result([Reply.YES])
