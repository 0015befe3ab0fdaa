"""Observations, facts, answers, entries and seals are only added to: the database itself refuses anything else."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tenken.actions.answer import answer
from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.link import link
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.ledger.links import Status
from tests import samples
from tests.build import NOW
from tests.ledger.steps import seen

TABLES = ("observation", "statement", "fact_key", "fact", "mark", "link", "answer", "change_set", "seal", "logbook")


@pytest.fixture
def filled(site: Site) -> Site:
    first = seen(site).recorded.subjects[0]
    second = seen(site, samples.machine("b", 2), address="10.20.0.2").recorded.subjects[0]
    import_spreadsheet(site, "ホスト名,機器名,設置場所\r\npc1,pc1,1階\r\n".encode(), NOW)
    link(site, first, second, Status.NON_LINK, "佐藤", NOW)
    answer(site, "r7", "hospital", "2-6", Proposed(True, "佐藤", date(2025, 11, 1), reason="確認済み"), NOW)
    return site


@pytest.mark.parametrize("table", TABLES)
def test_a_row_cannot_be_changed(filled: Site, table: str) -> None:
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET id = id")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_cannot_be_deleted(filled: Site, table: str) -> None:
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET title = 'another'",
        "UPDATE entry SET role = 'another'",
        "UPDATE entry SET valid_from = valid_to",
        "DELETE FROM entry",
    ],
)
def test_an_entry_of_the_ledger_cannot_be_changed_or_deleted(filled: Site, change: str) -> None:
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_an_entry_ends_once(filled: Site) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE entry SET valid_to = valid_from")
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            cursor.execute("UPDATE entry SET valid_to = NULL")
