"""Who looks only is led to nothing that would refuse: no link, no form, no menu ends before a closed door."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

import pytest
from django.test import Client
from django.urls import resolve

from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger.people import Role
from tenken.web import frame
from tenken.web.access import roles_of
from tests.web.conftest import signed_in
from tests.web.installed import furnish
from tests.web.pages import Page, get
from tests.web.places import EMPTY, PLAIN


def opened(client: Client, known: Mapping[str, object]) -> Iterator[tuple[str, Page]]:
    """Every page that this person may open."""
    for name, address in {**EMPTY, **PLAIN}.items():
        page = get(client, address.format_map(known))
        if page.status == 200:
            yield name, page


def closed_doors(page: Page, role: Role) -> list[str]:
    """Where the page leads to that does not open to the role."""
    paths = {urlsplit(address).path for address in page.all("//a/@href | //form/@action")} - {""}
    return sorted(path for path in paths if role not in roles_of(resolve(unquote(path)).func))


@pytest.mark.parametrize("role", [Role.HEADQUARTERS, Role.OFFICER])
def test_no_page_leads_before_a_closed_door(site: Site, role: Role) -> None:
    known = {**furnish(site), "today": local_day(frame.now())}
    pages = opened(signed_in("mori", role=role), known)
    assert {name: doors for name, page in pages if (doors := closed_doors(page, role))} == {}
