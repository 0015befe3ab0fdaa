"""The pages of the review: a month is looked through, decided in place, signed; and every look is in the record."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenken.ledger import logbook
from tests.web.pages import get, post

MONTH = "/logs/review/2026-04/"
STAFF = "利用者ID,氏名,所属,退職日\nsato,佐藤 花,内科,2026-03-31\nsuzuki,鈴木 一,内科,\n"


def test_a_month_is_looked_through_decided_in_place_and_signed(auditor: Client) -> None:
    assert "まだ調べていません" in get(auditor, MONTH).words
    file = SimpleUploadedFile("職員.csv", STAFF.encode("cp932"))
    assert "2 行を取り込みました" in post(auditor, "/logs/review/list", kind="staff", file=file).words
    page = post(auditor, f"{MONTH}run")
    assert "sato は、持ち主の退職のあとに" in page.words
    flags = re.findall(r'name="flag" value="(\w+)"', page.source)
    refused = post(auditor, f"{MONTH}decide", flag=flags, verdict="misuse", reason="")
    assert (refused.status, "理由を短く書いてください" in refused.words) == (409, True)
    refused = post(auditor, f"{MONTH}sign", found="異常なし")
    assert ("未判断が" in refused.words, "行は判定不能になります" in refused.words) == (True, True)
    decided = post(auditor, f"{MONTH}decide", flag=flags, verdict="misuse", reason="退職後に使われていた")
    assert ("退職後に使われていた" in decided.words, 'name="flag"' in decided.source) == (True, False)
    assert "行は判定不能になります" not in decided.words
    assert "定期確認に署名し" in post(auditor, f"{MONTH}sign", found="退職者のアカウントを止めた").words
    assert auditor.get(f"{MONTH}review.pdf").content.startswith(b"%PDF-")
    assert "署名済み" in get(auditor, "/logs/review/").line("2026-04")


def test_every_look_at_a_month_is_in_the_record(auditor: Client) -> None:
    get(auditor, MONTH)
    newest = logbook.newest("look log review")
    assert newest
    assert "2026-04" in newest.about


@pytest.mark.parametrize("month", ["2026-13", "x", "2026-4"])
def test_what_is_no_month_is_not_found(auditor: Client, month: str) -> None:
    assert auditor.get(f"/logs/review/{month}/").status_code == 404
