"""情報源: every source is listed; a failure leads to its evidence; the script is handed out as it is."""

from hashlib import sha256

from django.test import Client

from tenken.actions.import_sightings import import_sightings
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.windows.answer import SCRIPT
from tenken.web.frame import now
from tenken.web.sources import SOURCES
from tests.collectors.windows.answers import PC
from tests.web.installed import furnish
from tests.web.pages import get


def test_every_source_has_its_line() -> None:
    assert set(SOURCES) == set(COLLECTORS)


def test_a_source_tells_of_how_many_machines_it_spoke(site: Site, english: Client) -> None:
    import_sightings(site, COLLECTORS["windows"], PC, now())
    line = get(english, "/sources/").line("read from Windows")
    assert ("machines 1" in line, "2025-11-20 08:52" in line) == (True, True)


def test_a_failure_is_told_in_words_and_leads_to_its_evidence(site: Site, english: Client) -> None:
    failed = furnish(site)["failed"]
    page = get(english, "/sources/")
    assert "does not answer (" in page.line("read from Linux")
    assert f"/evidence/{failed}/" in page.all("//main//a/@href")


def test_the_script_is_handed_out_as_it_is(officer: Client) -> None:
    answer = officer.get("/sources/windows-script")
    assert (answer.content, "tenken-collect.ps1" in answer["Content-Disposition"]) == (SCRIPT.read_bytes(), True)


def test_its_digest_stands_on_the_page(officer: Client) -> None:
    assert sha256(SCRIPT.read_bytes()).hexdigest() in get(officer, "/sources/").words


def test_a_stranger_gets_neither_page_nor_script(visitor: Client) -> None:
    assert {visitor.get(path).status_code for path in ("/sources/", "/sources/windows-script")} == {302}
