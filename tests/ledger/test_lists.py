"""A list takes a fixed number of queries however long it is; two-letter Japanese words are found."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenken.actions.assess import assess_and_keep
from tenken.actions.site import Site
from tenken.ledger.links import links
from tenken.ledger.lists import machines
from tenken.ledger.wanted import Filter
from tests import samples
from tests.build import NOW
from tests.ledger.steps import seen, stated


def entered(site: Site) -> None:
    about, names = "machine:pc1", {"title": "受付PC-01", "place": "外来 管理室", "owner": "山田"}
    stated(site, "ledger-entry", about, NOW, b"", machine_class="client_pc", **names)


def found(**wanted: Any) -> list[str]:
    return [line.entry.title for line in machines("r7", "hospital", Filter(**wanted), 1, links()).lines]


def test_two_letter_japanese_words_are_found(site: Site) -> None:
    entered(site)
    assert found(words="管理") == ["受付PC-01"]


def test_every_word_must_be_found(site: Site) -> None:
    entered(site)
    assert found(words="管理 鈴木") == []


def test_narrowed_to_a_class(site: Site) -> None:
    entered(site)
    seen(site)
    assert found(machine_class="server") == ["ehr-srv01"]


def test_narrowed_to_what_nobody_entered(site: Site) -> None:
    entered(site)
    seen(site)
    assert found(entered="no") == ["ehr-srv01"]


def test_narrowed_to_a_standing(site: Site) -> None:
    seen(site)
    assess_and_keep(site, "r7", "hospital", NOW)
    assert (found(standing="not_met"), found(standing="met")) == (["ehr-srv01"], [])


def test_what_a_person_entered_is_no_sight_of_the_machine(site: Site) -> None:
    entered(site)
    seen(site)
    assert [line.last_seen for line in machines("r7", "hospital", Filter(), 1, links()).lines] == [NOW, None]


def test_a_page_that_is_not_there_is_the_last_one(site: Site) -> None:
    seen(site)
    page = machines("r7", "hospital", Filter(), 99, links())
    assert (page.number, page.first, page.last) == (1, 1, 1)


@pytest.mark.parametrize("count", [1, 5])
def test_a_list_takes_five_queries(site: Site, count: int) -> None:
    for number in range(1, count + 1):
        seen(site, samples.machine(f"srv{number}", number), address=f"10.20.0.{number}")
    with CaptureQueriesContext(connection) as queries:
        machines("r7", "hospital", Filter(), 1, links())
    assert len(queries) == 5
