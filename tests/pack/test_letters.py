"""A letter to a vendor asks in plain words what only the vendor knows, and can be sent as it is."""

import re
from dataclasses import replace
from datetime import date

import pytest

from tenken.forms.document import document_pdf
from tenken.pack.letters import Asking, draft, letter_document, questions
from tenken.standard.model import LINEAGE_NAMES
from tests.build import NOW
from tests.pack.contents import pdf_text

ASKING = Asking(
    "株式会社北斗システム",
    ("電子カルテ", "レセコン"),
    ("remote-maintenance", "mds-sds", "patch"),
    "令和8年度版 チェックリスト",
    ("みどり野クリニック", "事務長　山田 恵子", "電話 03-0000-0000"),
    date(2026, 11, 26),
    date(2026, 12, 17),
)


def printed(asking: Asking = ASKING) -> str:
    return pdf_text(document_pdf(letter_document(draft(asking)), NOW))


def test_it_has_what_a_letter_of_an_office_has() -> None:
    words = printed()
    found = [words.find(part) for part in ("令和8年11月26日", "御中", "山田恵子", "拝啓", "敬具記", "番号", "以上")]
    assert -1 not in found
    assert found == sorted(found)


def test_it_names_the_systems_and_the_day_of_reply() -> None:
    words = printed()
    assert ("電子カルテ、レセコン" in words, words.count("令和8年12月17日")) == (True, 2)


def test_of_many_topics_each_is_one_question() -> None:
    assert len(questions(ASKING.lineages)) == 3 + 2


def test_of_one_topic_all_is_asked_that_its_guide_suggests() -> None:
    assert "していない場合も、その旨を日付入りで返信してください。" in questions(["remote-maintenance"])[0]


def test_it_asks_for_no_password() -> None:
    assert "パスワードや暗号の鍵そのものは、お書きにならないでください" in printed()


@pytest.mark.parametrize("lineage", LINEAGE_NAMES)
def test_every_topic_can_be_asked_about_alone_and_among_others(lineage: str) -> None:
    among = questions([lineage, "patch", "bcp"])[0]
    assert (bool(questions([lineage])), among.endswith("。"), bool(re.search("ください|でしょうか|ますか", among))) == (
        True,
        True,
        True,
    )


def test_a_line_that_was_emptied_is_no_question() -> None:
    letter = replace(draft(ASKING), questions="一つ目\n\n  \n二つ目\n")
    assert letter.asked == ("一つ目", "二つ目")
