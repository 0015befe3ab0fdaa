"""はじめの12分: every step is kept at once as the right statement of a named person; nothing becomes はい by it."""

import pytest
from django.test import Client

from tenken.actions.overview import State, overview
from tenken.actions.site import Site
from tenken.facts.contacts import Contact
from tenken.facts.documents import OfficerAppointment
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, MachineClass, SubjectId, SubjectKind
from tenken.facts.systems import BackupRecord, SystemInUse
from tenken.facts.vendors import VendorContract
from tenken.ledger.entries import entry_value, present_entry, subject_of
from tenken.ledger.lists import titles
from tenken.ledger.recall import facts_about
from tenken.ledger.tasks import State as TaskState
from tenken.ledger.tasks import of_origins
from tenken.web import frame
from tests.ledger import steps as tests_steps
from tests.web.pages import Page, get, post

EHR = "system:電子カルテ"
ALL_UNSURE = "u" * 15


def said(client: Client, step: str, **typed: str) -> Page:
    """佐藤 fills in a step and presses 登録して次へ."""
    return post(client, f"/start/{step}/", by="佐藤 花子", do="keep", **typed)


def stated(kind: type, about: str) -> list[object]:
    return [fact.says for fact in facts_about(SubjectId(about), frame.now()) if isinstance(fact.says, kind)]


@pytest.fixture
def with_ehr(administrator: Client) -> Client:
    """A house with one system."""
    said(administrator, "systems", **{"use-ehr": "yes", "name-ehr": ""})
    return administrator


def test_an_officer_may_not_set_up_the_house(officer: Client) -> None:
    assert get(officer, "/start/").status == 403


def test_the_kind_of_facility_chooses_form_and_edition(administrator: Client) -> None:
    said(administrator, "kind", kind="pharmacy")
    config = frame.site().config
    assert (config.facility.kind, config.checklist.form) == ("pharmacy", "pharmacy")


def test_name_and_day_of_inspection_are_kept(administrator: Client) -> None:
    said(administrator, "facility", name="みどり診療所", inspection="令和8年12月15日")
    config = frame.site().config
    assert (config.facility.name, config.checklist.inspection) == ("みどり診療所", "2026-12-15")


def test_ticked_systems_are_in_use(with_ehr: Client) -> None:
    (says,) = stated(SystemInUse, EHR)
    assert says == SystemInUse(purpose="診療の記録", by="佐藤 花子", confirmed_on=says.confirmed_on)  # type: ignore[attr-defined]


def test_a_vendor_is_named_by_its_system_and_has_its_contract(with_ehr: Client) -> None:
    line = {"system-0": EHR, "vendor-0": "北斗システム", "phone-0": "03-0000-0000", "starts-0": "2024-04-01"}
    said(with_ehr, "vendors", **line)
    (contract,) = stated(VendorContract, "vendor:北斗システム")
    (system,) = stated(SystemInUse, EHR)
    assert (contract.systems, system.vendor, system.purpose) == (("電子カルテ",), "北斗システム", "診療の記録")  # type: ignore[attr-defined]


def test_whom_to_call_is_kept_even_without_a_contract(with_ehr: Client) -> None:
    said(with_ehr, "vendors", **{"system-0": EHR, "vendor-0": "北斗システム", "phone-0": "03-1234-5678"})
    (contact,) = stated(Contact, "vendor:北斗システム")
    assert (contact.whom, contact.phone) == ("北斗システム", "03-1234-5678")  # type: ignore[attr-defined]


def test_one_who_comes_back_finds_what_is_on_file(with_ehr: Client) -> None:
    said(with_ehr, "vendors", **{"system-0": EHR, "vendor-0": "北斗システム", "phone-0": "03-1234-5678"})
    page = get(with_ehr, "/start/vendors/")
    assert (page.value("vendor-0"), page.value("phone-0")) == ("北斗システム", "03-1234-5678")


def test_what_the_step_does_not_ask_stays_on_file(site: Site, with_ehr: Client) -> None:
    line = {"system-0": EHR, "where-0": "NAS", "last-0": "2025-11-10", "generations-0": "7", "detached-0": "no"}
    kept = {"methods": "NAS", "generations": "7", "last_success": "2025-11-01", "detached": "no"}
    tests_steps.stated(site, "backup-record", EHR, frame.now(), add="no", **kept, last_restore="2025-10-01")
    said(with_ehr, "backups", **line)
    (says,) = stated(BackupRecord, EHR)
    assert (str(says.last_success), str(says.last_restore)) == ("2025-11-10", "2025-10-01")  # type: ignore[attr-defined]


def test_what_was_kept_is_not_put_off_again(with_ehr: Client) -> None:
    post(with_ehr, "/start/systems/", by="佐藤 花子", do="later")
    assert of_origins(["start:systems"]) == {}


def test_without_the_begin_no_contract_is_made_up(with_ehr: Client) -> None:
    said(with_ehr, "vendors", **{"system-0": EHR, "vendor-0": "北斗システム"})
    assert stated(VendorContract, "vendor:北斗システム") == []


def test_a_wrong_day_keeps_nothing_and_shows_what_was_typed(with_ehr: Client) -> None:
    page = said(with_ehr, "vendors", **{"system-0": EHR, "vendor-0": "北斗システム", "starts-0": "昨日"})
    (system,) = stated(SystemInUse, EHR)
    assert (page.status, page.value("vendor-0"), system.vendor) == (409, "北斗システム", "")  # type: ignore[attr-defined]


def test_the_officer_is_appointed_by_a_named_person(administrator: Client) -> None:
    said(administrator, "officer", person="佐藤 花子", post="事務長", appointed_on="2026-04-01")
    (says,) = stated(OfficerAppointment, FACILITY)
    assert (says.person, says.by) == ("佐藤 花子", "佐藤 花子")  # type: ignore[attr-defined]


def test_the_router_is_entered_and_its_version_is_a_remark_only(administrator: Client) -> None:
    said(administrator, "router", title="ルータ", maker="ヤマハ", model="RTX1220", version="15.04.06", leased="yes")
    entry = present_entry(subject_of(SubjectId("machine:ルータ")))
    assert entry is not None
    value = entry_value(entry)
    assert (value.machine_class, value.maker, "15.04.06" in value.note) == (MachineClass.NETWORK, "ヤマハ", True)
    assert [f.says.kind for f in facts_about(SubjectId("machine:ルータ"), frame.now())] in ([], [LedgerEntry.kind])


def test_pcs_are_entered_one_for_each_line(administrator: Client) -> None:
    said(administrator, "pcs", count="2", names="受付PC | 1階受付\n診察室PC｜診察室1\n")
    assert [title for _slug, title in titles(SubjectKind.MACHINE)] == ["受付PC", "診察室PC"]


def test_a_backup_is_recorded_for_its_system(with_ehr: Client) -> None:
    line = {"system-0": EHR, "where-0": "NAS", "last-0": "2026-01-10", "generations-0": "７", "detached-0": "no"}
    page = said(with_ehr, "backups", **line)
    assert page.one("//h1") == "はじめの結果"
    (says,) = stated(BackupRecord, EHR)
    assert (says.methods, says.generations, says.detached) == (("NAS",), 7, False)  # type: ignore[attr-defined]


def test_half_a_backup_is_refused_by_name_of_the_system(with_ehr: Client) -> None:
    page = said(with_ehr, "backups", **{"system-0": EHR, "where-0": "NAS"})
    assert (page.status, "電子カルテ" in page.one("//p[@role='alert']")) == (409, True)


def test_what_nobody_knows_is_put_off_as_a_task(administrator: Client) -> None:
    post(administrator, "/start/officer/", by="佐藤 花子", do="later")
    assert of_origins(["start:officer"])["start:officer"].state is TaskState.OPEN


def test_the_task_is_done_once_the_step_is(administrator: Client) -> None:
    post(administrator, "/start/officer/", by="佐藤 花子", do="later")
    said(administrator, "officer", person="佐藤 花子", post="事務長", appointed_on="2026-04-01")
    assert of_origins(["start:officer"])["start:officer"].state is TaskState.DONE


def test_replies_of_the_self_check_become_tasks_and_never_answers(site: Site, administrator: Client) -> None:
    post(administrator, "/start/", replies=ALL_UNSURE)
    view = overview(site, "r7", "hospital", frame.now())
    assert (len(of_origins(["selfcheck:backup", "selfcheck:officer"])), view.count(State.OPEN)) == (2, view.asked)


def test_one_comes_back_to_the_step_that_is_open(administrator: Client) -> None:
    said(administrator, "kind", kind="clinic")
    assert "施設の名前と、立入検査の日" in post(administrator, "/start/").one("//h1")


def test_without_a_name_nothing_is_kept(administrator: Client) -> None:
    page = post(
        administrator, "/start/officer/", by=" ", do="keep", person="佐藤", post="院長", appointed_on="2026-04-01"
    )
    assert (page.status, stated(OfficerAppointment, FACILITY)) == (409, [])


def test_the_result_says_what_cannot_be_told_and_answers_nothing(site: Site, administrator: Client) -> None:
    page = get(administrator, "/start/result/")
    assert "まだ判定不能です" in page.words
    assert overview(site, "r7", "hospital", frame.now()).count(State.SHOWN) == 0
