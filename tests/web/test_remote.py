"""遠隔操作ソフト: every one that was seen stands there with what explains it, and where nothing can be said."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenken.actions.assess import assess_and_keep
from tenken.actions.site import Site
from tenken.web.frame import now
from tests import samples
from tests.ledger.steps import seen, stated
from tests.web.pages import Page, get

TODAY = datetime.now(UTC).date().isoformat()


def server(site: Site, software: str = "anydesk 7.0.2", number: int = 1, vendor: str = "北斗システム") -> None:
    name = f"srv{number:02}"
    seen(site, samples.running(samples.machine(name, number), "22 sshd", software), now(), address=f"10.20.8.{number}")
    columns = {"machine_class": "server", "title": name, "vendor": vendor}
    stated(site, "ledger-entry", f"machine:{name}", now(), add="no", **columns)


def reply(site: Site, ways: str) -> None:
    says = {"uses_remote": "yes", "answered_on": TODAY, "ways": ways}
    stated(site, "remote-maintenance-reply", "vendor:株式会社北斗システム", now(), **says)


def looked(client: Client, **typed: str) -> Page:
    return get(client, "/remote/", **typed)


def test_an_empty_ledger_claims_nothing(site: Site, english: Client) -> None:
    words = looked(english).words
    assert "Of 0 of 0 machines a source lists the software" in words
    assert "No known remote-control program was seen." in words


def test_a_program_stands_there_with_version_machine_and_vendor(site: Site, english: Client) -> None:
    server(site)
    line = looked(english).line("AnyDesk")
    assert ("AnyDesk 7.0.2" in line, "srv01" in line, "北斗システム" in line, "not explained" in line) == (True,) * 4


def test_the_facilitys_list_explains_it_with_its_reason(site: Site, english: Client) -> None:
    server(site)
    stated(site, "needed-services", "facility", now(), machine_class="server", needed="AnyDesk | 院内の窓口")
    assert "list of needed services：院内の窓口" in looked(english).line("AnyDesk")


def test_the_vendors_reply_explains_it(site: Site, english: Client) -> None:
    server(site)
    reply(site, "AnyDesk")
    assert "vendor's reply on remote maintenance：株式会社北斗システム" in looked(english).line("AnyDesk")


def test_what_a_vendor_named_and_nobody_saw_stands_apart(site: Site, english: Client) -> None:
    server(site)
    reply(site, "AnyDesk, TeamViewer")
    assert looked(english).all("//section[@aria-labelledby='h-declared']//dd") == ["TeamViewer"]


def test_machines_whose_software_nobody_listed_are_counted(site: Site, english: Client) -> None:
    server(site)
    stated(site, "ledger-entry", "machine:PACS", now(), machine_class="server", title="PACS")
    assert "Of 1 of 2 machines a source lists the software. Of the other 1 nothing can be said here" in (
        looked(english).words
    )


@pytest.mark.parametrize(("typed", "n"), [({"explained": "no"}, 1), ({"explained": "yes"}, 1), ({"q": "srv02"}, 1),
                                          ({"q": "TEAM"}, 0), ({}, 2)])  # fmt: skip
def test_the_list_is_narrowed_by_explanation_and_words(
    site: Site, english: Client, typed: dict[str, str], n: int
) -> None:
    server(site)
    server(site, "x11vnc 0.9.16", 2, vendor="")
    reply(site, "AnyDesk")
    assert len(looked(english, **typed).all("//tbody/tr/th")) == n


@pytest.mark.parametrize("count", [1, 6])
def test_a_page_takes_a_fixed_number_of_queries(site: Site, english: Client, count: int) -> None:
    for number in range(1, count + 1):
        server(site, number=number)
    assess_and_keep(site, "r7", "hospital", now())
    looked(english)  # the first visit also notes the session
    with CaptureQueriesContext(connection) as queries:
        looked(english, explained="no", q="AnyDesk")
    assert len(queries) <= 12


def test_the_machines_own_page_knows_the_vendors_reply_as_well(site: Site, english: Client) -> None:
    server(site)
    reply(site, "AnyDesk")
    assert "the remote-control programs are explained: AnyDesk 7.0.2" in get(english, "/ledger/machine:srv01/").words


def test_a_denied_program_makes_the_vendors_reply_doubtful(site: Site, english: Client) -> None:
    server(site)
    stated(site, "vendor-contract", "vendor:北斗システム", now(), systems="電子カルテ", starts="2025-04-01")
    denied = {"uses_remote": "no", "answered_on": TODAY}
    stated(site, "remote-maintenance-reply", "vendor:北斗システム", now(), add="no", **denied)
    assert "does not name what was found on its machines: AnyDesk" in get(english, "/checklist/r7/hospital/2-2/").words
