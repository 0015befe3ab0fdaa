"""ふりがな: names are sorted and found as they are read."""

import pytest
from django.test import Client

from tenken.actions.site import Site
from tenken.web.frame import now
from tests.ledger.steps import stated
from tests.web.pages import get, post

OWNERS = {"pc1": "渡辺", "pc2": "安藤", "pc3": "佐藤"}


@pytest.fixture
def three(site: Site) -> Site:
    for name, owner in OWNERS.items():
        stated(site, "ledger-entry", f"machine:{name}", now(), title=name, machine_class="client_pc", owner=owner)
    return site


def test_persons_are_sorted_as_they_are_read(three: Site, english: Client) -> None:
    post(english, "/readings/", name=["渡辺", "安藤", "佐藤"], reading=["わたなべ", "ｱﾝﾄﾞｳ", "サトウ"])
    assert get(english, "/ledger/", sort="owner").all("//tbody/tr/th/a") == ["pc2", "pc3", "pc1"]


@pytest.mark.parametrize("word", ["わた", "ワタナベ", "ﾜﾀ"])
def test_machines_are_found_by_the_reading(three: Site, english: Client, word: str) -> None:
    post(english, "/readings/", name="渡辺", reading="わたなべ")
    assert get(english, "/ledger/", q=word).all("//tbody/tr/th/a") == ["pc1"]


def test_what_is_no_kana_is_refused_and_stays_typed(three: Site, english: Client) -> None:
    page = post(english, "/readings/", name=["渡辺", "安藤"], reading=["渡辺", "アンドウ"])
    assert "“渡辺” is no reading of 渡辺" in page.words
    assert "アンドウ" in page.all("//input[@name='reading']/@value")
    assert "アンドウ" not in get(english, "/readings/").all("//input[@name='reading']/@value")


def test_an_empty_reading_is_taken_away(three: Site, english: Client) -> None:
    post(english, "/readings/", name="渡辺", reading="わたなべ")
    post(english, "/readings/", name="渡辺", reading="")
    assert len(get(english, "/readings/?show=lacking").all("//tbody/tr")) == 3
