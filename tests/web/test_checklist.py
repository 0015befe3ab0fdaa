"""チェックリスト: every row in the official words, with the verdict and the answers."""

from datetime import date

import pytest
from django.test import Client

from tenken.actions.answer import answer
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.standard.load import load
from tenken.web.frame import now
from tests.web.pages import get, post

FORM = load("r7").form("hospital")


def test_every_row_stands_there_in_the_official_words_and_order(officer: Client) -> None:
    assert get(officer, "/checklist/").all("//span[@class='wording']") == [
        " ".join(row.wording.split()) for row in FORM.rows
    ]


def test_every_row_has_a_link_to_its_page(officer: Client) -> None:
    links = get(officer, "/checklist/").all("//tbody//a/@href")
    assert links == [f"/checklist/r7/hospital/{row.id}/" for row in FORM.rows]


def test_an_answer_stands_in_its_row_with_day_and_name(site: Site, english: Client) -> None:
    said = Proposed(False, "佐藤 花子", date(2025, 11, 20), date(2026, 3, 1))
    answer(site, "r7", "hospital", "2-1", said, now())
    line = get(english, "/checklist/").line("2-①")
    assert "first round いいえ 2025-11-20 佐藤 花子 target date 2026-03-01" in line


def test_a_second_look_stands_in_the_second_round(site: Site, english: Client) -> None:
    no = Proposed(False, "佐藤 花子", date(2025, 11, 20), date(2026, 3, 1))
    answer(site, "r7", "hospital", "2-1", no, now())
    yes = Proposed(True, "鈴木", date(2025, 11, 21), reason="台帳を直した", after=1)
    answer(site, "r7", "hospital", "2-1", yes, now())
    assert "2026-03-01 second round はい 2025-11-21 鈴木" in get(english, "/checklist/").line("2-①")


def test_rows_not_compared_with_the_official_form_bear_a_mark(officer: Client) -> None:
    unverified = [row for row in FORM.rows if not (row.verified and row.number_verified)]
    assert len(get(officer, "/checklist/").found("//tbody//th/a[span[@title]]")) == len(unverified) > 0


def test_another_edition_can_be_opened_and_stays_open(officer: Client) -> None:
    opened = post(officer, "/checklist/choose", checklist="r6/hospital")
    assert opened.value("checklist") == "r6/hospital"
    assert "令和6年度版" in get(officer, "/").words


def test_what_one_person_opened_another_does_not_see(officer: Client, english: Client) -> None:
    post(officer, "/checklist/choose", checklist="r6/hospital")
    assert get(english, "/checklist/").value("checklist") == "r7/hospital"


def test_a_provisional_edition_says_so_and_names_the_one_that_stands_in(english: Client) -> None:
    opened = post(english, "/checklist/choose", checklist="r8/hospital")
    assert "those of R7 stand in" in opened.words


@pytest.mark.parametrize("choice", ["", "r7", "r7/", "r9/hospital", "../r7/hospital", "r7/nonsense", "R7/hospital"])
def test_an_edition_or_form_that_there_is_not_cannot_be_opened(officer: Client, choice: str) -> None:
    assert post(officer, "/checklist/choose", checklist=choice).status == 404
    assert get(officer, "/checklist/").value("checklist") == "r7/hospital"
