"""What leaves by the pages is saved under its name and never runs, whichever page it comes from."""

from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tenken.actions.site import Site
from tenken.web.downloads import download
from tenken.web.frame import now
from tenken.web.headers import HeadersMiddleware
from tests.ledger.steps import bcp


def sent(answer: HttpResponse) -> HttpResponse:
    return HeadersMiddleware(lambda _request: answer)(RequestFactory().get("/"))


@pytest.mark.parametrize(
    "kind", ["image/svg+xml", "application/pdf", "text/xml", "application/xhtml+xml", "text/csv", "application/zip"]
)
def test_what_could_run_is_saved_and_shut_in(kind: str) -> None:
    answer = sent(HttpResponse(b"<svg/>", content_type=kind, headers={"Content-Disposition": "inline"}))
    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_picture_may_be_shown_in_place(db: None) -> None:
    answer = sent(HttpResponse(b"\x89PNG", content_type="image/png", headers={"Content-Disposition": "inline"}))
    assert answer.headers["Content-Disposition"] == "inline"


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("BCP 第4版.pdf", "BCP 第4版.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\計画.docx", "計画.docx"),
        ('a"b\r\nSet-Cookie: x=1.txt', 'a"bSet-Cookie: x=1.txt'),
        ("..", "file"),
        ("長" * 300 + ".pdf", "長" * 146 + ".pdf"),
    ],
)
def test_a_name_is_a_name_and_nothing_else(name: str, saved: str) -> None:
    header = download(b"x", name).headers["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert unquote(header.partition("utf-8''")[2]) or header.partition('"')[2].rstrip('"').replace("\\", "") == saved


def test_a_kept_paper_leaves_shut_in(site: Site, officer: Client) -> None:
    number = bcp(site, now()).recorded.observation
    answer = officer.get(f"/evidence/{number}/original")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_script_for_windows_leaves_shut_in(officer: Client) -> None:
    answer = officer.get("/sources/windows-script")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_every_page_gives_up_rights_that_it_does_not_need(officer: Client) -> None:
    headers = officer.get("/").headers
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_after_sign_out_nothing_of_before_is_left_in_the_browser(officer: Client) -> None:
    assert officer.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache"'
