"""Every file that comes in by the pages is judged at one door, by its size and by what it is, and refused in words."""

import lzma
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenken.actions.attest import MAX_FILE_BYTES
from tenken.web.kinds import FileKind, kind_of
from tests.web.pages import Page, post

BCP = {"about": "facility", "by": "佐藤", "confirmed_on": "2026-04-01", "type": "bcp", "title": "BCP",
       "effective": "2025-04-01", "approved_by": "院長"}  # fmt: skip


def zipped(name: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as pack:
        pack.writestr(name, "x")
    return out.getvalue()


def uploaded(client: Client, content: bytes, name: str = "計画.pdf") -> Page:
    return post(client, "/attest/document/", **BCP, file=SimpleUploadedFile(name, content, "application/pdf"))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n\0\0", FileKind.PICTURE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", FileKind.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8 ", FileKind.PICTURE),
        (b"\0\0\0\x18ftypheic\0\0", FileKind.PICTURE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", FileKind.WORKBOOK),
        (zipped("[Content_Types].xml"), FileKind.WORKBOOK),
        (zipped("photo.png"), FileKind.PACKED),
        (lzma.compress(b"x"), FileKind.PACKED),
        (b"MZ\x90\0\x03\0", FileKind.PROGRAM),
        (b"\x7fELF\x02\x01", FileKind.PROGRAM),
        (b"#!/bin/sh\nrm", FileKind.SCRIPT),
        (b"@ECHO OFF\r\n", FileKind.SCRIPT),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", FileKind.WEB_PAGE),
        (b"<?xml version='1.0'?><svg xmlns='x'>", FileKind.WEB_PAGE),
        ("<html>".encode("utf-16"), FileKind.WEB_PAGE),
        (b"<?xml version='1.0'?><nmaprun>", FileKind.TEXT),
        ("MZ-12 病棟".encode("cp932"), FileKind.TEXT),
        ("機器,場所".encode("utf-16"), FileKind.TEXT),
        (b"BM-3,x", FileKind.TEXT),
        (b"", FileKind.TEXT),
        (b"\0\1\2\3", FileKind.OTHER),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, kind: FileKind) -> None:
    assert kind_of(content) is kind


def test_a_program_that_is_called_a_paper_is_refused_with_what_it_is(officer: Client) -> None:
    refused = uploaded(officer, b"MZ\x90\0\x03\0\0\0", "計画.pdf")
    assert (refused.status, refused.one("//h1")) == (415, "受け取れません")
    assert "「計画.pdf」は、中身を見るとプログラムです" in refused.words


def test_a_paper_that_is_none_is_refused_with_what_is_taken(officer: Client) -> None:
    refused = uploaded(officer, zipped("a.png"))
    assert refused.status == 415
    assert "圧縮されたファイル" in refused.words
    assert "PDF、画像、" in refused.words


def test_a_web_page_is_taken_nowhere(officer: Client) -> None:
    page = post(officer, "/import/upload", file=SimpleUploadedFile("a.csv", b"<html><script>"), by="佐藤")
    assert page.status == 415


def test_a_paper_is_taken(officer: Client) -> None:
    assert uploaded(officer, b"%PDF-1.7 plan").one("//*[@role='status']") == "登録しました。"


def test_what_is_far_too_large_never_reaches_the_page(officer: Client) -> None:
    refused = uploaded(officer, b"%PDF-" + bytes(MAX_FILE_BYTES + 3 * 1024 * 1024))
    assert (refused.status, "50 MB まで" in refused.words) == (413, True)


def test_a_stranger_brings_no_files(visitor: Client) -> None:
    file = SimpleUploadedFile("a.pdf", b"%PDF-" + bytes(4 * 1024 * 1024))
    assert post(visitor, "/accounts/login/", login="sato", file=file).status == 413


def test_a_form_with_more_text_than_is_taken_is_refused_in_words(officer: Client) -> None:
    refused = post_plain(officer, "/withdraw/", "about=" + "x" * 3_000_000)
    assert (refused.status, "文字が多すぎます" in refused.words) == (413, True)


def post_plain(client: Client, address: str, body: str) -> Page:
    answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
    return Page(answer.status_code, answer.content.decode(), dict(answer.headers))
