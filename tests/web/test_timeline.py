"""The timeline: what all sources knew of a machine, an account, an address, in order, and sealed for investigators."""

import csv
import json
import shutil
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.test import Client

from tenken.actions.log_evidence import logs_of
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger import logbook
from tenken.pack.seal import verify
from tenken.web import frame
from tests.ledger.steps import seen
from tests.web.pages import get, post

APRIL = {"since": "R8.4.1", "until": "2026-04-02"}


def test_an_account_is_followed_through_every_log_in_the_order_of_time(auditor: Client) -> None:
    page = get(auditor, "/logs/timeline/", user="SATO", **APRIL)
    times = page.all("//tbody/tr/th")
    assert (times == sorted(times), "カルテ参照" in page.words, "Patient Record" in page.words) == (True, True, True)


def test_what_was_done_in_tenken_stands_in_the_same_line(auditor: Client) -> None:
    logbook.note(frame.now(), "sato", "attest", "facility", "document bcp")
    page = get(auditor, "/logs/timeline/", user="sato", since="2026-04-01", until=local_day(frame.now()).isoformat())
    assert ("操作の記録" in page.words, "カルテ参照" in page.words, "封印" in page.words) == (True, True, True)


def test_a_machine_is_known_by_its_names_and_brings_what_the_ledger_learned(auditor: Client, site: Site) -> None:
    seen(site, now=frame.now())
    today = local_day(frame.now()).isoformat()
    page = get(auditor, "/logs/timeline/", machine="EHR-SRV01", since=today, until=today)
    assert ("ehr-srv01" in page.words, "新しく分かった" in page.words, "証跡 #" in page.words) == (True, True, True)


@pytest.mark.parametrize(("asked", "told"), [({"machine": "nobody"}, "台帳にない"), ({}, "どれかを入力")])
def test_what_cannot_be_followed_is_told(auditor: Client, asked: dict[str, str], told: str) -> None:
    assert told in get(auditor, "/logs/timeline/", **asked, **APRIL).words


def test_what_is_handed_out_is_sealed_and_holds_a_proof_for_every_event(auditor: Client) -> None:
    answer = auditor.post("/logs/timeline/out", {"query": "user=sato&since=2026-04-01&until=2026-04-02"})
    archive = ZipFile(BytesIO(answer.content))
    rows = list(csv.DictReader(StringIO(archive.read("時系列.csv").decode("utf-8-sig"))))
    proofs = [json.loads(archive.read(row["証明"])) for row in rows]
    assert (verify(answer.content).whole, len(rows) > 1) == (True, True)
    assert [proof["leaf"] for proof in proofs] == [row["照合値（SHA-256）"] for row in rows]
    assert archive.read("時系列.pdf").startswith(b"%PDF")


def test_handing_out_is_in_the_record_with_the_digest_of_the_file(auditor: Client) -> None:
    auditor.post("/logs/timeline/out", {"query": "user=sato&since=2026-04-01&until=2026-04-02"})
    newest = logbook.newest("look log timeline")
    assert len(newest.detail.split()[1] if newest else "") == 64


def test_nothing_leaves_while_something_received_cannot_be_searched_yet(auditor: Client, site: Site) -> None:
    shutil.rmtree(logs_of(site) / "search")
    page = post(auditor, "/logs/timeline/out", query="user=sato&since=2026-04-01&until=2026-04-02")
    assert "まだ読み込んでいます" in page.words


def test_a_machine_that_a_link_leads_to_stands_in_the_field_by_its_name(auditor: Client, site: Site) -> None:
    seen(site, now=frame.now())
    assert get(auditor, "/logs/timeline/", machine="machine:ehr-srv01", **APRIL).value("machine") == "ehr-srv01"
