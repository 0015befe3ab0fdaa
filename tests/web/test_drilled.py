"""A cell of the matrix opens below it: the rule, the newest evidence, filters, the subjects, and the same as a file."""

from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tenken.actions.site import Site
from tenken.ledger.people import Role
from tenken.web.frame import now
from tests.ledger.steps import seen, stated
from tests.web.conftest import signed_in
from tests.web.pages import get

OPENED = {"row": "2-6", "of": "client_pc"}
DRILL = "//section[@id='drill']"


@pytest.fixture
def terminals(site: Site) -> None:
    for number in range(1, 4):
        more = {"place": "1階", "vendor": "北斗システム"}
        stated(
            site, "ledger-entry", f"machine:PC-{number}", now(), title=f"PC-{number}", machine_class="client_pc", **more
        )


@pytest.mark.usefixtures("terminals")
def test_a_cell_leads_to_its_subjects_below_the_matrix(english: Client) -> None:
    (cell,) = get(english, "/").all("//a[contains(@href, 'row=2-6') and contains(@href, 'of=client_pc')]/@href")
    page = get(english, cell.partition("#")[0])
    assert page.all(f"{DRILL}//tbody/tr/th/a") == ["PC-1", "PC-2", "PC-3"]
    assert page.all("//td/a[@aria-current='true']/@href") == [cell]


@pytest.mark.usefixtures("terminals")
def test_every_line_has_place_vendor_verdict_and_reason(english: Client) -> None:
    line = get(english, "/", **OPENED).all(f"{DRILL}//tbody/tr")[0]
    assert line.startswith("PC-1 place 1階 vendor 北斗システム cannot tell missing security updates")


@pytest.mark.usefixtures("terminals")
def test_words_narrow_it_and_chips_count_what_there_is(english: Client) -> None:
    page = get(english, "/", **OPENED, words="pc-2")
    assert page.all(f"{DRILL}//tbody/tr/th/a") == ["PC-2"]
    assert page.all(f"{DRILL}//a[@class='chip']") == ["work due 3", "cannot tell 3"]


def test_the_newest_evidence_is_named_and_one_click_away(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    links = get(english, "/", row="2-6", of="server").all(f"{DRILL}//div[@class='rule']//a/@href")
    assert links[0] == f"/evidence/{number}/"


@pytest.mark.usefixtures("terminals")
def test_the_same_lines_come_as_csv(english: Client) -> None:
    lines = english.get("/drill.csv", OPENED).content.decode("utf-8-sig").splitlines()
    assert (len(lines), lines[1].split(",")[:4]) == (4, ['"2-⑥"', '"PC-1"', '"1階"', '"北斗システム"'])


@pytest.mark.usefixtures("terminals")
def test_the_same_lines_come_as_a_workbook(english: Client) -> None:
    content = english.get("/drill.xlsx", OPENED).content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == ["PC-1", "PC-2", "PC-3"]


def test_no_cell_of_the_file_is_a_formula(site: Site, english: Client) -> None:
    stated(site, "ledger-entry", "machine:x", now(), title="=1+1", machine_class="client_pc")
    assert '"=1+1"' not in english.get("/drill.csv", OPENED).content.decode("utf-8-sig")


@pytest.mark.parametrize("query", [{"row": "9-9"}, {"row": "2-6", "of": "nothing"}, {"row": "2-6", "show": "nonsense"}])
def test_a_cell_that_there_is_not_breaks_no_page(english: Client, query: dict[str, str]) -> None:
    assert get(english, "/", **query).status == 200


def test_a_file_of_a_row_that_there_is_not_is_told_in_words(english: Client) -> None:
    assert english.get("/drill.csv", {"row": "9-9"}).status_code == 404


@pytest.mark.usefixtures("terminals")
def test_who_only_reads_is_offered_nothing_to_change(site: Site) -> None:
    page = get(signed_in("honbu", role=Role.HEADQUARTERS), "/", **OPENED)
    assert page.all(f"{DRILL}//a[contains(@href, '/attest/')]") == []
