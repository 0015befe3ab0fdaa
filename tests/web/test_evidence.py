"""証跡: one attempt, who made it, what it said, and the kept bytes: as text or a download, never as a page."""

import gzip
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenken.actions.attest import MAX_FILE_BYTES
from tenken.actions.collect import collect
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Target
from tenken.facts.model import FACILITY
from tenken.ledger.recall import observation
from tenken.web.frame import now
from tenken.web.pages.evidence import SHOWN_BYTES
from tenken.web.plain import COLLECTOR_NAMES
from tests import samples
from tests.ledger.steps import LINUX, bcp, seen, stated
from tests.web.pages import Page, get, post

HTML = b"<!doctype html><script>document.title = 'taken over'</script>"
BCP = {"about": "facility", "by": "佐藤", "confirmed_on": "2026-04-01", "type": "bcp", "title": "BCP",
       "effective": "2025-04-01", "approved_by": "院長"}  # fmt: skip


def uploaded(client: Client, content: bytes, name: str = "BCP 第4版.pdf") -> Page:
    return post(client, "/attest/document/", **BCP, file=SimpleUploadedFile(name, content, "text/html"))


def link_to_file(client: Client) -> str:
    return get(client, "/documents/").one("//a[starts-with(@href, '/kept/')]/@href")


def test_who_looked_when_and_what_was_kept_is_told(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    found = observation(number)
    page = get(english, f"/evidence/{number}/")
    assert page.one("//h1") == f"evidence #{number}"
    assert found is not None
    assert page.one("//div[dt='SHA-256']/dd") == found.raw_sha256


def test_the_way_back_to_the_machine_is_shown(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    assert (
        get(english, f"/evidence/{number}/").all("//nav[@class='crumbs']/a/@href")[-1] == "/ledger/machine:ehr-srv01/"
    )


def test_the_way_back_from_a_paper_leads_to_the_papers(site: Site, english: Client) -> None:
    number = bcp(site, now()).recorded.observation
    assert get(english, f"/evidence/{number}/").all("//nav[@class='crumbs']/a/@href") == ["/documents/"]


def test_every_collector_is_named_in_words() -> None:
    assert set(COLLECTORS) <= set(COLLECTOR_NAMES)


def test_what_it_said_anew_is_told_in_words(site: Site, english: Client) -> None:
    number = bcp(site, now()).recorded.observation
    said = get(english, f"/evidence/{number}/").all("//section[@aria-labelledby='h-said']//dl/div")
    assert "kind of document business continuity plan" in said
    assert "points that stand in it in normal times: preparation detection first response recovery "\
           "afterwards: report and prevention" in said  # fmt: skip


def test_a_second_look_that_found_the_same_says_so(site: Site, english: Client) -> None:
    seen(site, now=now())
    number = seen(site, now=now()).recorded.observation
    assert "It said the same as before." in get(english, f"/evidence/{number}/").words


def test_a_failed_attempt_says_why_and_offers_no_original(site: Site, english: Client) -> None:
    number = collect(site, LINUX, Target("127.0.0.1", "nobody", port=1), now()).recorded.observation
    page = get(english, f"/evidence/{number}/")
    assert "does not answer" in page.one("//div[dt='outcome']/dd")
    assert page.all("//a[contains(@href, 'original')]") == []
    assert get(english, f"/evidence/{number}/original").status == 404


def test_the_original_stands_there_as_text_with_secrets_taken_out(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    (text,) = get(english, f"/evidence/{number}/").found("//pre/text()")
    assert "== self" in text
    assert "$y$" not in text


def test_of_a_long_original_the_beginning_is_shown(site: Site, english: Client) -> None:
    long = samples.section(samples.machine("ehr-srv01", 1), "sockets", "x" * SHOWN_BYTES)
    number = seen(site, long, now()).recorded.observation
    page = get(english, f"/evidence/{number}/")
    assert "only the beginning is shown" in page.words
    assert len(page.one("//pre")) <= SHOWN_BYTES


def test_the_original_is_downloaded_as_it_was_kept_and_no_browser_runs_it(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    answer = english.get(f"/evidence/{number}/original")
    found = observation(number)
    assert found is not None
    assert sha256(answer.content).hexdigest() == found.raw_sha256
    assert answer.headers["Content-Disposition"] == f'attachment; filename="observation-{number}.txt"'
    _is_only_a_download(answer.headers)


def test_a_file_that_was_handed_in_comes_back_whole_under_its_name(english: Client) -> None:
    uploaded(english, b"%PDF-1.7 plan")
    answer = english.get(link_to_file(english))
    assert answer.content == b"%PDF-1.7 plan"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''BCP%20%E7%AC%AC4%E7%89%88.pdf"


@pytest.mark.parametrize("name", ["plan.html", "plan.svg", "plan.pdf"])
def test_a_page_that_was_handed_in_at_the_command_line_is_never_shown_as_a_page(
    site: Site, english: Client, name: str
) -> None:
    paper = {"type": "bcp", "title": "BCP", "effective": "2025-04-01", "approved_by": "院長", "covers": "normal"}
    stated(site, "document", FACILITY, now(), HTML, **paper)
    answer = english.get(link_to_file(english).partition("?")[0], {"name": name})
    assert answer.content == HTML
    _is_only_a_download(answer.headers)


@pytest.mark.parametrize(
    "name", ['a"; filename="b.html', "a\r\nX-Injected: yes.pdf", "../../etc/passwd", "\u202efdp.exe", "長" * 300]
)
def test_no_name_of_a_file_breaks_the_download(english: Client, name: str) -> None:
    uploaded(english, b"%PDF-1.7 plan", name)
    answer = english.get(link_to_file(english))
    assert (answer.status_code, "X-Injected" in answer.headers) == (200, False)
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_empty_file_is_refused_at_its_field(english: Client) -> None:
    refused = uploaded(english, b"")
    assert (refused.status, refused.one("//div[label[@for='f-file']]/p[@class='err']")) == (409, "the file is empty")


def test_a_file_that_is_too_large_is_refused_at_its_field(english: Client) -> None:
    refused = uploaded(english, b"%PDF-" + bytes(MAX_FILE_BYTES))
    assert refused.status == 409
    assert "larger than 50 MB" in refused.one("//div[label[@for='f-file']]/p[@class='err']")


def test_of_a_refused_entry_no_file_is_kept(site: Site, english: Client) -> None:
    post(english, "/attest/document/", about="facility", file=SimpleUploadedFile("plan.pdf", b"plan"))
    assert list(site.archive.digests()) == []


def test_a_kept_file_that_was_changed_is_not_handed_out_and_the_page_says_so(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    (kept,) = site.archive.folder.glob("*/*.gz")
    kept.write_bytes(gzip.compress(b"changed"))
    assert "the kept bytes were changed" in get(english, f"/evidence/{number}/").words
    assert get(english, f"/evidence/{number}/original").status == 404


def test_a_kept_file_that_is_gone_is_told(site: Site, english: Client) -> None:
    number = seen(site, now=now()).recorded.observation
    (kept,) = site.archive.folder.glob("*/*.gz")
    kept.unlink()
    assert "no longer in the archive" in get(english, f"/evidence/{number}/").words


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 40])
def test_evidence_that_there_is_not_is_told_in_words(site: Site, english: Client, number: str) -> None:
    stated(site, "update-duty", FACILITY, now(), all_servers_on_vendors="yes", clause="第12条")
    assert get(english, f"/evidence/{number}/").status == 404
    assert get(english, f"/evidence/{number}/original").status == 404


@pytest.mark.parametrize("digest", ["x", "0" * 64, "z" * 64, "あ" * 64, "..%2f..%2fkeys", "0" * 63 + "."])
def test_a_file_that_there_is_not_is_told_in_words(english: Client, digest: str) -> None:
    assert get(english, f"/kept/{digest}/").status == 404


def _is_only_a_download(headers: object) -> None:
    told = dict(headers)  # type: ignore[call-overload]
    assert told["Content-Disposition"].startswith("attachment")
    assert (told["Content-Type"], told["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert told["Content-Security-Policy"] == "sandbox; default-src 'none'"
