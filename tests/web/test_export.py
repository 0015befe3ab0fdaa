"""台帳の書き出し: what is written out and read back changes nothing."""

import pytest
from django.test import Client

from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.site import Site
from tenken.web.frame import now
from tests import samples
from tests.ledger.steps import seen, stated

ENTRY = {"machine_class": "client_pc", "place": "1階 受付", "owner": "鈴木", "note": "=1+1", "fit_for_use": "yes"}


@pytest.fixture
def some(site: Site) -> Site:
    """A machine that was only seen, two that were entered, one of them out of use."""
    seen(site, samples.machine("ehr-srv01", 1), now())
    stated(site, "ledger-entry", "machine:pc1", now(), title="ＰＣ－１", **ENTRY)
    stated(site, "ledger-entry", "machine:pc2", now(), title="PC-2", retired="yes", **ENTRY)
    return site


def written(client: Client, suffix: str, query: str = "") -> bytes:
    return bytes(client.get(f"/ledger/export.{suffix}?{query}").content)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("query", ["", "retired=yes"])
def test_read_back_nothing_is_new_and_nothing_changed(some: Site, officer: Client, suffix: str, query: str) -> None:
    taken = import_spreadsheet(some, written(officer, suffix, query), now(), "佐藤")
    assert (taken.added, taken.changed, taken.errors) == (0, 0, ())
    assert taken.unchanged


def test_it_holds_what_the_list_was_narrowed_to(some: Site, officer: Client) -> None:
    text = written(officer, "csv", "owner=鈴木").decode("utf-8-sig")
    assert ("ＰＣ－１" in text, "ehr-srv01" in text, "PC-2" in text) == (True, False, False)


def test_it_is_a_file_to_keep_and_no_page(some: Site, officer: Client) -> None:
    answer = officer.get("/ledger/export.xlsx")
    assert answer["Content-Disposition"].startswith('attachment; filename="ledger-')
