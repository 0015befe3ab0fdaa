"""From a cell of the form to the kept original: each step is one click."""

from django.test import Client

from tenken.actions.site import Site
from tenken.web.frame import now
from tests.ledger.steps import bcp, seen
from tests.web.pages import get


def clicked(client: Client, address: str, path: str) -> str:
    """Where the first link on this path leads."""
    return get(client, address.partition("#")[0]).all(f"{path}/@href")[0]


def test_from_a_cell_of_the_list_two_clicks_lead_to_the_original(site: Site, english: Client) -> None:
    bcp(site, now())
    evidence = clicked(english, "/checklist/", "//tr[@id='r-3-3']/td//a[@class='proof']")
    original = clicked(english, evidence, "//a[contains(@href, 'original')]")
    assert english.get(original).content


def test_from_the_cell_over_row_machine_and_fact_four_clicks_lead_to_the_original(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    row = clicked(english, "/checklist/", "//tr[@id='r-2-6']/th/a")
    machine = clicked(english, row, "//section[@aria-labelledby='h-findings']//th/a[contains(., 'ehr-srv01')]")
    evidence = clicked(english, machine, "//details[@id='patch-level']//a")
    original = clicked(english, evidence, "//a[contains(@href, 'original')]")
    assert (evidence, b"hostname" in english.get(original).content) == (f"/evidence/{number}/", True)


def test_from_a_cell_of_the_home_page_the_way_leads_through_the_drill_down(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    cell = clicked(english, "/", "//td/a[contains(@href, 'row=2-6') and contains(@href, 'of=server')]")
    assert clicked(english, cell, "//section[@id='drill']//td//a[@class='proof']") == f"/evidence/{number}/"
