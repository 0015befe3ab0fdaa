"""5分セルフチェック: for anybody, one question a screen, with nothing but addresses; honest about what it is."""

import re

from django.test import Client

from tenken.answers.selfcheck_questions import QUESTIONS
from tests.pack.contents import pdf_text
from tests.web.pages import Page, get

ALL = "y" * len(QUESTIONS)
ASKED = [question.asks for question in QUESTIONS.values()]


def next_of(page: Page, words: str) -> str:
    """Where the link of these words leads."""
    return str(page.one(f"//main//a[contains(., '{words}')]/@href"))


def test_nobody_has_to_sign_in(visitor: Client) -> None:
    page = get(visitor, "/selfcheck/")
    assert (page.status, page.one("//h1")) == (200, "5分セルフチェック")


def test_it_begins_no_session(visitor: Client) -> None:
    """The only cookie is the token of the form that chooses the language; nothing is kept under it."""
    assert set(visitor.get(f"/selfcheck/?a={ALL}").cookies) == {"csrftoken"}


def test_a_reply_leads_to_the_next_question_and_back_again(visitor: Client) -> None:
    third = get(visitor, "/selfcheck/?a=yn")
    fourth = get(visitor, next_of(third, "わからない"))
    again = get(visitor, next_of(fourth, "前の質問に戻る"))
    assert (fourth.one("//h1") != third.one("//h1"), again.one("//h1")) == (True, third.one("//h1"))


def test_each_screen_asks_one_question_and_says_why_it_matters(visitor: Client) -> None:
    page = get(visitor, "/selfcheck/?a=yyyy")
    assert ("15問中 5問目" in page.words, page.all("//h2")) == (True, ["なぜ大切か"])


def test_the_result_says_that_it_is_no_verdict(visitor: Client) -> None:
    page = get(visitor, f"/selfcheck/?a={ALL}")
    assert "自己申告による目安であり、判定ではありません" in page.words


def test_the_result_names_three_first_steps(visitor: Client) -> None:
    page = get(visitor, f"/selfcheck/?a={'u' * len(QUESTIONS)}")
    assert len(page.all("//ol[@class='firsts']/li")) == 3


def test_the_paper_has_one_page(visitor: Client) -> None:
    pdf = visitor.get(f"/selfcheck/paper?a={'u' * len(QUESTIONS)}").content
    words = pdf_text(pdf)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert (pages, "はじめの3つ" in words, "判定ではありません" in words) == (1, True, True)


def test_what_is_no_reply_is_refused(visitor: Client) -> None:
    response = visitor.get("/selfcheck/?a=<script>")
    assert (response.status_code, b"<script>" in response.content) == (400, False)


def test_there_is_no_paper_while_a_question_is_open(visitor: Client) -> None:
    assert visitor.get("/selfcheck/paper?a=y").status_code == 400
