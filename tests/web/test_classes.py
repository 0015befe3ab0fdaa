"""区分と役割: what like machines are is offered to the others; a person decides, and sees first what changes."""

import pytest
from django.test import Client

from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.site import Site
from tenken.ledger.models import Entry
from tenken.web.frame import now
from tests.web.pages import Page, get, post

HEAD = "Tenken台帳番号,台帳への登録,機器名,ホスト名,機器の区分,役割,メーカー,型式"
END = "以上,,,,,,,"
SPARE = "spare,,,NEC,Mate"


def listed(site: Site, *rows: str, entered: str = "はい") -> None:
    """The facility's list: ``name,class,role,maker,model``."""
    cells = [row.split(",") for row in rows]
    lines = [f",{entered},{name},{name},{kind},{role},{maker},{model}" for name, kind, role, maker, model in cells]
    import_spreadsheet(site, "\r\n".join([HEAD, *lines, END, ""]).encode(), now(), "佐藤", "own")


def known(n: int = 3, role: str = "受付PC", kind: str = "端末PC") -> list[str]:
    return [f"front-{number},{kind},{role},NEC,Mate" for number in range(1, n + 1)]


def now_called(title: str) -> tuple[str, str, bool]:
    """Class, role and whether it is entered."""
    rows = Entry.objects.filter(title=title, valid_to=None).values_list("machine_class", "role", "entered")
    (found,) = rows
    return found


def decided(client: Client, *, sure: bool, **typed: str) -> Page:
    key = get(client, "/classes/").all("//input[@name='key']/@value")[0]
    said = {"key": key, "class": "client_pc", "role": "受付PC", "by": "佐藤 花子", "sure": "1" if sure else "", **typed}
    return post(client, "/classes/", **said)


def test_the_majority_of_one_model_is_offered(site: Site, english: Client) -> None:
    listed(site, *known(), SPARE)
    assert "3 of 3 machines of the model “nec mate” are：client PC" in get(english, "/classes/").line("spare")


def test_so_is_that_of_names_which_differ_in_their_number(site: Site, english: Client) -> None:
    listed(site, *known(), "front-9,,,,")
    assert "3 of 3 machines whose names begin with “front” are" in get(english, "/classes/").line("front-9")


@pytest.mark.parametrize("rows", [known(2), [*known(3), "front-4,サーバ,,NEC,Mate"], []])
def test_without_a_clear_majority_of_three_nothing_is_offered(site: Site, english: Client, rows: list[str]) -> None:
    listed(site, *rows, SPARE)
    assert "spare" not in get(english, "/classes/").all("//tbody/tr/th//a")


def test_a_role_is_offered_where_the_class_is_known(site: Site, english: Client) -> None:
    listed(site, *known(), "spare,端末PC,,NEC,Mate")
    assert "受付PC" in get(english, "/classes/").line("spare")


def test_it_shows_first_what_would_change_and_changes_nothing(site: Site, english: Client) -> None:
    listed(site, *known(), SPARE)
    page = decided(english, sure=False)
    assert ("1 machines would change. Nothing is written yet." in page.words, "spare" in page.words) == (True, True)
    assert now_called("spare") == ("unknown", "", True)


def test_said_again_it_is_written_and_can_be_taken_back(site: Site, english: Client) -> None:
    listed(site, *known(), SPARE)
    (undo,) = decided(english, sure=True).all("//form[contains(@action, 'undo')]/@action")
    assert now_called("spare") == ("client_pc", "受付PC", True)
    post(english, undo, by="佐藤", reason="誤り")
    assert now_called("spare") == ("unknown", "", True)


@pytest.mark.parametrize("typed", [{"by": " "}, {"class": "other"}, {"key": "another"}, {"class": "toaster"}])
def test_what_is_not_said_clearly_changes_nothing(site: Site, english: Client, typed: dict[str, str]) -> None:
    listed(site, *known(), SPARE)
    decided(english, sure=True, **typed)
    assert now_called("spare") == ("unknown", "", True)


def test_a_machine_that_was_only_seen_does_not_enter_the_ledger_by_its_class(site: Site, english: Client) -> None:
    listed(site, *known())
    listed(site, SPARE, entered="いいえ")
    decided(english, sure=True)
    assert now_called("spare") == ("client_pc", "受付PC", False)
