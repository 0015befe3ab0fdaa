"""A source's page: what it promised and gave, where it looks; asked now by officers, set by administrators only."""

from django.test import Client

from tenken.actions.site import Site
from tenken.collectors.linux import COLLECTOR
from tenken.ledger.models import TargetRow
from tests.web.conftest import signed_in
from tests.web.installed import furnish
from tests.web.pages import get, post

LINUX = "/sources/of/linux/"


def test_every_kind_that_was_promised_stands_beside_what_is_known(site: Site, english: Client) -> None:
    furnish(site)
    page = get(english, LINUX)
    assert len([line for line in page.all("//section[1]//tbody/tr") if "every time" in line]) == len(COLLECTOR.gives)
    assert "5" in page.line("operating system")


def test_a_failure_stands_with_its_reason_and_leads_to_its_evidence(site: Site, english: Client) -> None:
    failed = furnish(site)["failed"]
    page = get(english, LINUX)
    assert "does not answer" in page.line("nobody@127.0.0.1:1")
    assert f"/evidence/{failed}/" in page.all("//main//a/@href")


def test_an_officer_has_a_target_looked_at_now(site: Site, english: Client) -> None:
    furnish(site)
    row = TargetRow.objects.get(name="nobody@127.0.0.1:1")
    page = post(english, f"{LINUX}ask", number=str(row.pk))
    assert ("looked at as soon as may be" in page.words, "is being asked" in page.line(row.name)) == (True, True)
    assert page.found("//meta[@http-equiv='refresh']")


def test_an_administrator_adds_sets_and_removes_one(administrator: Client) -> None:
    post(administrator, f"{LINUX}add", host="10.20.0.9", user="tenken")
    row = TargetRow.objects.get()
    post(administrator, f"{LINUX}change", number=str(row.pk), every="168", paused="1", host_key="ssh-ed25519 AAAA")
    row.refresh_from_db()
    assert (row.every_hours, row.paused, row.host_key) == (168, True, "ssh-ed25519 AAAA")
    post(administrator, f"{LINUX}remove", number=str(row.pk))
    assert not TargetRow.objects.exists()


def test_what_was_typed_wrongly_is_shown_again(administrator: Client) -> None:
    page = post(administrator, "/sources/of/windows/add", host="server", user="tenken")
    assert (page.status, page.value("host"), page.value("user")) == (409, "server", "tenken")


def test_no_page_takes_a_path_or_a_secret(site: Site) -> None:
    page = get(signed_in("tanaka"), LINUX)
    fields = page.all("//main//input/@name | //main//textarea/@name")
    assert not {"password", "key_file", "path"} & set(fields)


def test_a_source_that_there_is_not_is_no_page(english: Client) -> None:
    assert get(english, "/sources/of/nothing/").status == 404


def test_a_bundle_is_handed_out_as_a_download_that_does_not_run(site: Site, english: Client) -> None:
    furnish(site)
    answer = english.post("/sources/bundles/make", {"by": "佐藤"})
    assert (answer.content[:2], answer["Content-Type"]) == (b"PK", "application/octet-stream")
