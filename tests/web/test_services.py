"""必要なサービス: what most like machines run is offered; a person takes it, with a reason for each."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenken.actions.site import Site
from tenken.facts.services import NeededServices
from tenken.ledger.stated import of_the_house
from tenken.web.frame import now
from tests import samples
from tests.ledger.steps import seen, stated
from tests.web.pages import Page, get, post

ROLE = "電子カルテ端末"
TODAY = datetime.now(UTC).date().isoformat()


def terminals(site: Site, count: int = 4, role: str = ROLE) -> None:
    for number in range(1, count + 1):
        sockets = "22 sshd, 8443 java" if number == 1 else "22 sshd"
        name = f"ehr-pc{number:02}"
        seen(site, samples.running(samples.machine(name, number), sockets), now(), address=f"10.20.8.{number}")
        columns = {"machine_class": "client_pc", "title": name, "role": role}
        stated(site, "ledger-entry", f"machine:{name}", now(), add="no", **columns)


def lists() -> list[NeededServices]:
    return [fact.says for fact in of_the_house((NeededServices,))]


def kept(client: Client, *said: tuple[str, str, str], **more: str) -> Page:
    typed = {"asked": str(len(said)), "role": ROLE, "by": "佐藤 花子", "confirmed_on": TODAY, **more}
    for number, (service, what, reason) in enumerate(said):
        typed |= {f"service-{number}": service, f"as-{number}": what, f"reason-{number}": reason}
    return post(client, "/services/client_pc/", **typed)


def chosen(page: Page, service: str) -> str:
    path = f"//tr[.//input[@value='{service}']]//select/option[@selected]/@value"
    return (page.all(path) or [""])[0]


def test_every_class_and_role_in_use_is_told(site: Site, english: Client) -> None:
    terminals(site)
    line = get(english, "/services/").line(ROLE)
    assert line.startswith(f"client PC {ROLE} role {ROLE} machines 4 read on so many 4")


def test_what_most_machines_run_is_chosen_and_what_few_run_is_left_open(site: Site, english: Client) -> None:
    terminals(site)
    page = get(english, "/services/client_pc/", role=ROLE)
    assert (chosen(page, "sshd (tcp/22)"), chosen(page, "java (tcp/8443)")) == ("needed", "")
    assert "4／4（100%）" in page.line("sshd (tcp/22)")
    assert page.all("//input[starts-with(@name, 'reason-')]/@value") == ["", ""]
    assert lists() == []


def test_of_two_machines_nothing_is_chosen(site: Site, english: Client) -> None:
    terminals(site, 2)
    page = get(english, "/services/client_pc/", role=ROLE)
    assert (chosen(page, "sshd (tcp/22)"), "Fewer than 3 machines were seen" in page.words) == ("", True)


def test_a_list_is_taken_with_a_reason_for_each(site: Site, english: Client) -> None:
    terminals(site)
    kept(english, ("sshd (tcp/22)", "needed", "保守と観測"), ("java (tcp/8443)", "forbidden", ""))
    (says,) = lists()
    assert [(need.service, need.reason) for need in says.needed] == [("sshd (tcp/22)", "保守と観測")]
    assert (says.role, says.forbidden, says.by) == (ROLE, ("java (tcp/8443)",), "佐藤 花子")


def test_without_a_reason_nothing_is_kept_and_what_was_typed_stays(site: Site, english: Client) -> None:
    terminals(site)
    page = kept(english, ("java (tcp/8443)", "needed", "画面"), ("sshd (tcp/22)", "needed", ""))
    assert (page.status, lists()) == (409, [])
    assert "say why it is needed: sshd (tcp/22)" in page.words
    assert "画面" in page.all("//input[starts-with(@name, 'reason-')]/@value")


@pytest.mark.parametrize("typed", [{"by": ""}, {"confirmed_on": "昨日"}, {"asked": "0"}])
def test_nothing_is_kept_without_a_name_a_day_and_a_decision(
    site: Site, english: Client, typed: dict[str, str]
) -> None:
    assert (kept(english, ("sshd (tcp/22)", "needed", "保守"), **typed).status, lists()) == (409, [])


def test_once_taken_only_differences_are_new(site: Site, english: Client) -> None:
    terminals(site)
    kept(english, ("sshd (tcp/22)", "needed", "保守と観測"))
    page = get(english, "/services/client_pc/", role=ROLE)
    assert page.line("sshd (tcp/22)").find("explained") > 0
    assert "not explained" in page.line("java (tcp/8443)")
    assert "保守と観測" in page.all("//input[starts-with(@name, 'reason-')]/@value")


def test_what_the_class_explains_is_not_asked_of_the_role(site: Site, english: Client) -> None:
    terminals(site)
    stated(site, "needed-services", "facility", now(), machine_class="client_pc", needed="sshd | 保守")
    page = get(english, "/services/client_pc/", role=ROLE)
    assert "sshd (tcp/22)" not in page.all("//input/@value")
    assert "保守（ 4／4 ）" in page.one("//section[@aria-labelledby='h-known']//dd")


def test_a_class_that_there_is_not_is_no_page(english: Client) -> None:
    assert get(english, "/services/toasters/").status == 404


@pytest.mark.parametrize("count", [3, 12])
def test_a_page_takes_a_fixed_number_of_queries(site: Site, english: Client, count: int) -> None:
    terminals(site, count)
    get(english, "/services/")  # the first visit also notes the session
    with CaptureQueriesContext(connection) as queries:
        get(english, "/services/client_pc/", role=ROLE)
    assert len(queries) <= 12
