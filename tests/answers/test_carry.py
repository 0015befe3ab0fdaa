"""Last edition's answers are offered to rows of the same lineage; they are shown, never copied by themselves."""

from datetime import date

import pytest

from tenken.actions.answer import answer as keep
from tenken.actions.answer import offers
from tenken.actions.site import Site
from tenken.answers.carry import Offer, carry
from tenken.answers.model import Proposed
from tenken.ledger.answers import answers_at
from tenken.standard.load import load
from tenken.standard.model import Scope
from tests.answers.given import HOSPITAL, answer
from tests.build import NOW, days_ago, form, row

R6 = load("r6").form("hospital")


def offered(*rows: str) -> list[tuple[str, str]]:
    """Which rows of R7 are offered what, when these rows of R6 were answered."""
    return [(o.before.id, o.row.id) for o in carry(R6, HOSPITAL, [answer(row=one) for one in rows])]


def test_the_access_log_that_was_2_6_in_r6_is_offered_to_2_11_of_r7() -> None:
    assert offered("2-6:server") == [("2-6:server", "2-11:server")]


def test_patches_that_were_2_7_in_r6_are_offered_to_2_6_of_r7() -> None:
    assert offered("2-7:network") == [("2-7:network", "2-6")]


def test_every_row_that_became_one_is_offered_to_it() -> None:
    assert [before for before, row in offered("2-7:server", "2-7:client_pc") if row == "2-6"] == [
        "2-7:server",
        "2-7:client_pc",
    ]


def test_a_row_is_offered_to_the_one_for_the_same_machines_only() -> None:
    assert offered("2-8:client_pc") == [("2-8:client_pc", "2-12:client_pc")]


def test_the_same_lineage_for_other_machines_is_not_offered() -> None:
    old, new = form(row("patch", Scope.SERVER, id="a")), form(row("patch", Scope.NETWORK, id="b"))
    assert carry(old, new, [answer(row="a")]) == ()


def test_a_row_that_nobody_answered_is_not_offered() -> None:
    assert offered() == []


def test_a_row_that_is_new_is_offered_nothing() -> None:
    everything = [answer(row=one.id) for one in R6.rows]
    assert "password-rule" not in {offer.row.lineage for offer in carry(R6, HOSPITAL, everything)}


def test_the_last_answer_is_the_one_offered() -> None:
    first, last = answer(row="3-1", yes=False), answer(row="3-1", number=2, on=days_ago(1))
    assert [offer.answer for offer in carry(R6, HOSPITAL, [first, last])] == [last]


@pytest.mark.parametrize(("wording", "reworded"), [("台帳がある。", False), ("台帳を更新している。", True)])
def test_a_row_that_asks_in_other_words_says_so(wording: str, reworded: bool) -> None:
    before, now = row("asset-ledger", id="a", wording="台帳がある。"), row("asset-ledger", id="b", wording=wording)
    kept = answer(row="a")
    assert carry(form(before), form(now), [kept]) == (Offer(now, before, kept, reworded),)


def test_looking_at_the_offers_answers_nothing(site: Site) -> None:
    keep(site, "r6", "hospital", "3-1", Proposed(True, "佐藤", date(2025, 3, 1), reason="確認済み"), NOW)
    found = offers(site, "r6", "r7", "hospital", NOW)
    assert ([offer.row.id for offer in found], answers_at("r7", "hospital", NOW)) == (["3-1"], {})
