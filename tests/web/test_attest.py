"""登録: a person states something; what is wrong is told at its field, and what was typed stays typed."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.test import Client

from tenken.actions.site import Site
from tenken.collectors.person.entry import ENTERABLE, fields_of
from tenken.dates import local_day
from tenken.facts.model import FACILITY, SubjectKind
from tenken.ledger.lists import titles
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import facts_about
from tenken.web.frame import now
from tests.ledger.steps import bcp, seen, stated
from tests.web.pages import Page, get, post

SAID = {"about": FACILITY, "by": "佐藤 花子", "confirmed_on": "2026-04-01"}
LATER = (local_day(now()) + timedelta(days=60)).isoformat()
NEW_VENDOR = {"about": "", "new_kind": "vendor", "new_name": "北斗システム"}
NEW_SYSTEM = {"about": "", "new_kind": "system", "new_name": "電子カルテ"}
NEW_MACHINE = {"about": "", "new_kind": "machine", "new_name": "EHR-SRV09"}

ENTRIES: Mapping[str, dict[str, object]] = {
    "administrator-register": {"holders": "root | 佐藤 花子\nbackup | 夜間の保存 | ehr-srv01"},
    "backup-record": {**NEW_SYSTEM, "methods": "毎日の差分, 毎週の全体", "generations": "14",
                      "last_success": "2026-03-31", "detached": "yes"},
    "contact": {"whom": "佐藤 花子", "lane": "found", "phone": "000-0000-0101"},
    "network-segment": {"subnet": "10.20.1.0/24", "title": "診療系", "medical": "yes"},
    "confirmation": {"topic": "patch", "holds": "yes", "how": "画面で見た"},
    "declared-inbound": {**NEW_MACHINE, "channels": "保守 | 203.0.113.5"},
    "disclosure": {**NEW_VENDOR, "form": "MDS", "form_version": "5.0", "product": "電子カルテ", "product_version": "8",
                   "received_on": "2026-03-01", "open_points": "2"},
    "document": {"type": "bcp", "title": "BCP 第4版", "effective": "2025-04-01", "approved_by": "院長",
                 "covers": ["normal", "detection"]},
    "echo-consent": {**NEW_MACHINE, "ae_title": "CT_ROOM1", "reached_at": "10.20.5.7:104", "vendor": "北斗メディカル",
                     "paper": "2025年10月20日付の回答書", "until": LATER},
    "ledger-entry": {**NEW_MACHINE, "title": "EHR-SRV09", "machine_class": "server", "place": "サーバ室"},
    "log-source": {"source": "電子カルテ"},
    "log-review": {"period_from": "2026-01-01", "period_to": "2026-03-31", "found": "なし"},
    "log-search": {"topic": "access-log", "title": "照会", "asked": "利用者 sato", "period_from": "2026-01-01",
                   "period_to": "2026-03-31", "events": "3", "checkpoint": "tenken-logs/00 3 qrvM", "found": "なし"},
    "needed-accounts": {"needed": "backup | 夜間の保存"},
    "needed-services": {"machine_class": "server", "needed": "tcp/443 | 診療"},
    "officer-appointment": {"person": "佐藤 花子", "post": "医療情報部長", "appointed_on": "2025-04-01"},
    "no-touch": {"by_what": "card", "which": "00-60-2B", "reason": "CT、事業者の指示"},
    "out-of-scope": {"topic": "two-factor", "reason": "使っていない"},
    "policy-setting": {"field": "patch.grace", "value": "14", "reason": "院内の規程"},
    "remote-maintenance-reply": {**NEW_VENDOR, "uses_remote": "yes", "answered_on": "2026-03-01",
                                 "ways": "VPN | 203.0.113.5"},
    "system-in-use": {**NEW_SYSTEM, "purpose": "診療の記録"},
    "sweep-consent": {"subnet": "10.20.1.0/24", "hours": "22:00-05:00", "until": "2026-12-31", "medical": "no",
                      "reason": "台帳との突き合わせ", "weekdays": "土, 日"},
    "two-factor": {**NEW_SYSTEM, "implemented": "yes", "method": "ICカードと暗証番号"},
    "update-duty": {"all_servers_on_vendors": "yes", "clause": "第12条"},
    "vendor-contract": {**NEW_VENDOR, "systems": "電子カルテ", "starts": "2025-04-01"},
    "waiver": {"lineage": "patch", "reason": "部品待ち", "compensating": "網を分けた", "until": LATER},
}  # fmt: skip
"""Something that can be stated, of every kind."""


def stated_as(client: Client, kind: str, **typed: object) -> Page:
    return post(client, f"/attest/{kind}/", **{**SAID, **typed})


@pytest.mark.parametrize("kind", ENTERABLE)
def test_the_form_of_every_kind_asks_for_every_field_of_it(english: Client, kind: str) -> None:
    asked = set(get(english, f"/attest/{kind}/", type="bcp").all("//main//@name"))
    assert {field.name for field in fields_of(kind)} <= asked
    assert {"about", "by", "confirmed_on"} <= asked


@pytest.mark.parametrize("kind", ENTERABLE)
def test_a_valid_entry_of_every_kind_is_kept(english: Client, kind: str) -> None:
    before = ObservationRow.objects.count()
    page = stated_as(english, kind, **ENTRIES[kind])
    assert (page.status, page.one("//*[@role='status']")) == (200, "kept")
    assert ObservationRow.objects.count() == before + 1


@pytest.mark.parametrize("kind", ENTERABLE)
def test_an_empty_entry_of_every_kind_is_refused_and_nothing_is_kept(english: Client, kind: str) -> None:
    refused = post(english, f"/attest/{kind}/", about=FACILITY, by="", confirmed_on="2026-04-01")
    assert (refused.status, ObservationRow.objects.count()) == (409, 0)
    assert refused.one("//*[@role='alert']").startswith("Nothing was kept.")


def test_every_wrong_field_is_marked_at_once(english: Client) -> None:
    refused = stated_as(english, "document", type="bcp", effective="昨日", by=" ")
    wrong = refused.all("//div[p[@class='err']]/label")
    assert wrong == ["name required", "in effect since required", "approved by required",
                     "name of the person who states it required"]  # fmt: skip


def test_what_was_typed_stays_typed_when_it_is_refused(english: Client) -> None:
    typed = {"type": "bcp", "title": "BCP <第4版>", "effective": "昨日", "approved_by": "院長", "by": "鈴木 一郎"}
    refused = stated_as(english, "document", **typed, covers=["normal", "recovery"], remark="写し")
    assert {name: refused.value(name) for name in typed} == typed
    assert refused.all("//input[@name='covers'][@checked]/@value") == ["normal", "recovery"]
    assert (refused.value("remark"), refused.value("confirmed_on")) == ("写し", "2026-04-01")


def test_the_name_of_a_new_one_stays_typed_too(english: Client) -> None:
    refused = stated_as(english, "vendor-contract", **NEW_VENDOR, systems="電子カルテ", starts="")
    assert (refused.value("new_kind"), refused.value("new_name")) == ("vendor", "北斗システム")


@pytest.mark.parametrize(
    ("day", "why"), [("9999-12-31", "is still to come"), ("soon", "is no date"), ("", "is no date")]
)
def test_a_wrong_day_of_confirmation_is_told_at_its_field(english: Client, day: str, why: str) -> None:
    refused = stated_as(english, "update-duty", **{**ENTRIES["update-duty"], "confirmed_on": day})
    assert refused.status == 409
    assert why in refused.one("//div[label[@for='f-on']]/p[@class='err']")


def test_a_new_machine_is_entered_under_its_name(english: Client) -> None:
    page = stated_as(english, "ledger-entry", **ENTRIES["ledger-entry"])
    assert page.one("//h1") == "EHR-SRV09"


def test_a_machine_that_is_added_is_not_taken_for_one_that_is_there(site: Site, english: Client) -> None:
    seen(site, now=now())
    form = get(english, "/attest/ledger-entry/")
    asked = {"about": form.value("about"), "new_kind": form.value("new_kind")}
    stated_as(english, "ledger-entry", **asked, title="EHR-SRV09", machine_class="server")
    assert titles(SubjectKind.MACHINE) == [("machine:EHR-SRV09", "EHR-SRV09"), ("machine:ehr-srv01", "ehr-srv01")]


def test_a_machine_is_not_entered_twice_under_one_name(site: Site, english: Client) -> None:
    seen(site, now=now())
    refused = stated_as(
        english, "ledger-entry", about="", new_kind="machine", title="ehr-srv01", machine_class="server"
    )
    assert "has a machine of this name already" in refused.one("//div[label[@for='f-title']]/p[@class='err']")
    assert ObservationRow.objects.count() == 1


def test_an_entry_that_is_changed_stays_that_of_its_machine(site: Site, english: Client) -> None:
    seen(site, now=now())
    form = get(english, "/attest/ledger-entry/?about=machine:ehr-srv01")
    assert (form.value("about"), form.all("//select[@name='about']")) == ("machine:ehr-srv01", [])


def test_a_document_begins_with_the_question_which_one_it_is(english: Client) -> None:
    page = get(english, "/attest/document/")
    assert page.one("//h2") == "Which document is it?"
    assert "/attest/document/?type=bcp" in page.all("//main//a/@href")


def test_the_form_of_a_document_keeps_to_its_type(english: Client) -> None:
    form = get(english, "/attest/document/?type=bcp")
    assert form.all("//select[@name='type']/option/@value") == ["bcp"]
    assert form.one("//h1") == "document on file：business continuity plan"


def test_what_makes_a_statement_is_asked_before_what_every_statement_has(english: Client) -> None:
    names = get(english, "/attest/document/?type=bcp").all("//main//@name")
    assert names.index("type") < names.index("title") < names.index("next_review") < names.index("remark")


def test_the_name_that_was_put_last_is_offered_next(english: Client) -> None:
    stated_as(english, "update-duty", **ENTRIES["update-duty"])
    assert get(english, "/attest/document/?type=bcp").value("by") == "佐藤 花子"


def test_the_entry_of_a_machine_is_changed_and_the_other_columns_stay(site: Site, english: Client) -> None:
    seen(site, now=now())
    page = stated_as(english, "ledger-entry", about="machine:ehr-srv01", title="電子カルテ", machine_class="server",
                     place="2階", fit_for_use="yes")  # fmt: skip
    assert page.one("//h1") == "電子カルテ"
    assert get(english, "/attest/ledger-entry/?about=machine:ehr-srv01").value("place") == "2階"


def test_a_machine_that_left_is_not_mixed_up_with_one_that_stays(site: Site, english: Client) -> None:
    seen(site, now=now())
    stated(site, "ledger-entry", "machine:OLD", now(), title="OLD", machine_class="server", retired="yes", note="廃棄")
    form = get(english, "/attest/ledger-entry/?about=machine:OLD")
    assert (form.value("about"), form.value("title")) == ("machine:OLD", "OLD")


def test_a_list_is_typed_one_a_line_and_read_back_so(english: Client) -> None:
    stated_as(english, "administrator-register", **ENTRIES["administrator-register"])
    form = get(english, "/attest/administrator-register/?about=facility")
    assert form.value("holders").split("\n") == ["root | 佐藤 花子", "backup | 夜間の保存 | ehr-srv01"]


def test_a_line_that_lacks_a_cell_is_told_with_what_a_line_is(english: Client) -> None:
    refused = stated_as(english, "administrator-register", holders="root")
    assert "lacks person or purpose" in refused.one("//p[@class='err']")


def test_a_document_offers_the_points_that_its_type_has(english: Client) -> None:
    assert get(english, "/attest/document/?type=contact-chart").all("//input[@name='covers']/@value") == [
        "internal",
        "vendor",
        "ministry",
        "police",
    ]


def test_who_came_from_a_row_goes_back_to_it(english: Client) -> None:
    back = "/checklist/r7/hospital/3-3/"
    page = stated_as(english, "document", **ENTRIES["document"], back=back)
    assert page.one("//h1").startswith("3-③")


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_host(english: Client, back: str) -> None:
    form = get(english, "/attest/document/", type="bcp", back=back)
    assert (form.value("back"), form.all("//a[.='cancel']/@href")) == ("", ["/documents/"])
    answer = english.post("/attest/update-duty/", {**SAID, **ENTRIES["update-duty"], "back": back})
    assert answer.headers["Location"] == "/documents/"


def test_what_is_on_file_stands_in_the_form_so_that_it_can_be_corrected(site: Site, english: Client) -> None:
    bcp(site, now(), title="BCP 第4版")
    assert get(english, "/attest/document/?about=facility&item=bcp").value("title") == "BCP 第4版"


def test_what_was_stated_bears_the_name_and_the_day(english: Client) -> None:
    stated_as(english, "update-duty", **ENTRIES["update-duty"])
    (fact,) = facts_about(FACILITY, now())
    assert (fact.says.by, fact.says.confirmed_on.isoformat()) == ("佐藤 花子", "2026-04-01")


@pytest.mark.parametrize("kind", ["nonsense", "patch-level", "vendor-answer", "Document"])
def test_what_a_person_may_not_state_has_no_form(english: Client, kind: str) -> None:
    assert get(english, f"/attest/{kind}/").status == 404
    assert stated_as(english, kind).status == 404


@pytest.mark.parametrize("about", ["nonsense", "machine:", "facility:x", ":", "Machine:x", "%00"])
def test_an_address_about_nobody_is_refused(english: Client, about: str) -> None:
    assert get(english, "/attest/waiver/", about=about).status == 400
    assert stated_as(english, "waiver", **{**ENTRIES["waiver"], "about": about}).status == 400


def test_an_address_about_somebody_unknown_is_told_in_words(english: Client) -> None:
    assert get(english, "/attest/waiver/?about=machine:nowhere").status == 404


def test_an_entry_about_somebody_unknown_is_refused_and_stays_typed(english: Client) -> None:
    refused = stated_as(english, "waiver", **{**ENTRIES["waiver"], "about": "machine:nowhere"})
    assert (refused.status, refused.value("about")) == (409, "machine:nowhere")


@pytest.mark.parametrize("kind", ["nonsense", "facility", ""])
def test_a_new_one_of_a_kind_that_there_is_not_is_refused(english: Client, kind: str) -> None:
    assert stated_as(english, "waiver", **{**ENTRIES["waiver"], "new_kind": kind, "new_name": "X"}).status == 400


def test_nothing_is_kept_of_a_refused_entry(english: Client) -> None:
    stated_as(english, "vendor-contract", **NEW_VENDOR, systems="", starts="")
    assert (ObservationRow.objects.count(), titles(SubjectKind.VENDOR)) == (0, [])


def test_a_refusal_speaks_of_fields_as_the_form_calls_them(english: Client) -> None:
    refused = post(english, "/attest/backup-record/", generations="many")
    assert "about: say what it is about" in refused.one("//p[@role='alert']")
