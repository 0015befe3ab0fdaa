"""A named person states something, with date and file; what cannot be taken is refused whole, every field at once."""

from datetime import date, timedelta

import pytest

from tenken.actions.answer import answer
from tenken.actions.attest import MAX_FILE_BYTES, Stated, Upload, attest
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.collectors.person.entry import EntryError
from tenken.facts.documents import DocumentOnFile
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import FACILITY, SubjectId
from tenken.facts.vendors import VendorContract
from tenken.ledger.logbook import lately
from tenken.ledger.recall import case_at, observation
from tenken.ledger.writing import LedgerError
from tests.actions.steps import SERVER, VENDOR, contract, files, kept, rows
from tests.build import NOW, TODAY
from tests.ledger.steps import bcp, seen, stated

LATER = NOW + timedelta(hours=1)
PLAN = {"type": "bcp", "title": "BCP", "effective": "2025-04-01", "approved_by": "院長"}


def offered(
    site: Site, values: dict[str, str], upload: Upload | None = None, about: str = FACILITY, kind: str = "document"
) -> None:
    attest(site, Stated(kind, SubjectId(about), values, "佐藤", TODAY, upload), NOW)


def refused(
    site: Site, values: dict[str, str], upload: Upload | None = None, about: str = FACILITY, kind: str = "document"
) -> dict[str, str]:
    """Field → why, of a statement that is not taken."""
    with pytest.raises(EntryError) as error:
        offered(site, values, upload, about, kind)
    return {name: str(why) for name, why in error.value.problems.items()}


def papers(site: Site) -> list[DocumentOnFile]:
    return [fact.says for fact in case_at(LATER).about(FACILITY, DocumentOnFile)]


def test_every_wrong_field_is_named_at_once(site: Site) -> None:
    wrong = {"type": "plan", "title": "", "effective": "soon", "approved_by": "院長", "colour": "red"}
    assert set(refused(site, wrong)) == {"type", "title", "effective", "colour"}


def test_a_day_still_to_come_and_an_empty_file_are_named_at_once(site: Site) -> None:
    tomorrow = TODAY + timedelta(days=1)
    said = Stated("document", FACILITY, PLAN, "佐藤", tomorrow, Upload("a.pdf", b""))
    with pytest.raises(EntryError) as error:
        attest(site, said, NOW)
    assert set(error.value.problems) == {"confirmed_on", "file"}


def test_nobody_is_no_name(site: Site) -> None:
    with pytest.raises(EntryError, match="name of the person who states it"):
        attest(site, Stated("document", FACILITY, PLAN, " ", TODAY), NOW)


def test_what_machines_say_a_person_may_not(site: Site) -> None:
    assert "kind" in refused(site, {"source": "apt"}, kind="patch-level", about=SERVER)


def test_a_refused_statement_leaves_nothing(site: Site) -> None:
    before = rows()
    refused(site, {**PLAN, "effective": "soon"}, Upload("a.pdf", b"%PDF"))
    assert (rows(), kept(site)) == (before, [])


def test_a_file_is_kept_by_its_sha_256(site: Site) -> None:
    bcp(site)
    file = papers(site)[0].file
    assert file is not None
    assert (site.archive.fetch(file.sha256), file.name, file.size_bytes) == (b"%PDF-1.7 plan", "証跡.pdf", 13)


def test_a_file_may_be_as_large_as_the_limit(site: Site) -> None:
    offered(site, PLAN, Upload("scan.tif", bytes(MAX_FILE_BYTES)))
    assert len(kept(site)) == 2


def test_a_file_beyond_the_limit_is_refused(site: Site) -> None:
    large = Upload("scan.tif", bytes(MAX_FILE_BYTES + 1))
    assert (refused(site, PLAN, large), kept(site)) == ({"file": "the file is larger than 50 MB"}, [])


def test_an_empty_file_is_refused(site: Site) -> None:
    assert refused(site, PLAN, Upload("scan.pdf", b"")) == {"file": "the file is empty"}


def test_a_line_of_the_ledger_takes_no_file(site: Site) -> None:
    seen(site)
    values = {"title": "EHR", "machine_class": "server"}
    assert refused(site, values, Upload("a.pdf", b"%PDF"), SERVER, "ledger-entry").keys() == {"file"}


@pytest.mark.parametrize("about", [SERVER, VENDOR, "system:電子カルテ"])
def test_whom_the_ledger_does_not_know_is_refused_and_nothing_is_kept(site: Site, about: str) -> None:
    values = {"topic": "patch", "holds": "yes", "how": "目視"}
    before = rows()
    with pytest.raises(LedgerError, match="register it first"):
        offered(site, values, Upload("a.pdf", b"%PDF"), about, "confirmation")
    assert (rows(), kept(site)) == (before, [])


def test_a_subject_of_the_wrong_kind_is_refused(site: Site) -> None:
    seen(site)
    assert refused(site, PLAN, about=SERVER).keys() == {"about"}


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x","y")', "+1+1", "-1", "@SUM(A1)", "＝1＋1"])
def test_text_like_a_formula_is_kept_word_for_word(site: Site, text: str) -> None:
    bcp(site, title=text)
    assert papers(site)[0].title == text


def test_a_vendor_keeps_its_name_with_the_blank_in_it(site: Site) -> None:
    outcome = contract(site, "vendor:株式会社 北斗")
    vendor = SubjectId("vendor:株式会社-北斗")
    assert (outcome.recorded.subjects, case_at(LATER).names[vendor]) == ((vendor,), "株式会社 北斗")


@pytest.mark.parametrize("about", ["vendor:株式会社 北斗", "vendor:株式会社-北斗"])
def test_by_its_name_or_by_its_id_it_is_the_same_vendor(site: Site, about: str) -> None:
    contract(site, "vendor:株式会社 北斗")
    contract(site, about, LATER, contact="03-0000-0000")
    contracts = [fact.says.contact for fact in case_at(LATER).everybody(VendorContract)]
    assert contracts == ["03-0000-0000"]


def test_a_word_about_a_machine_leaves_its_line_in_the_ledger_alone(site: Site) -> None:
    seen(site)
    before = case_at(NOW).about(SERVER, LedgerEntry)[0].says
    stated(site, "confirmation", SERVER, LATER, topic="patch", holds="yes", how="目視")
    assert case_at(LATER).about(SERVER, LedgerEntry)[0].says == before


def test_a_line_of_the_ledger_keeps_the_columns_that_were_not_given(site: Site) -> None:
    stated(site, "ledger-entry", SERVER, title="EHR", machine_class="server", place="サーバ室")
    stated(site, "ledger-entry", SERVER, LATER, add="no", owner="山田")
    says = case_at(LATER).about(SERVER, LedgerEntry)[0].says
    assert (says.place, says.owner) == ("サーバ室", "山田")


def test_a_setting_beyond_its_bounds_is_refused_with_the_reason(site: Site) -> None:
    values = {"field": "patch.grace", "value": "soon", "reason": "保守"}
    assert refused(site, values, kind="policy-setting").keys() == {"value"}


def test_who_stated_what_stands_in_the_logbook(site: Site) -> None:
    bcp(site)
    assert [(done.by, done.verb, done.detail) for done in lately()] == [("佐藤", "attest", "document bcp")]


def test_an_observation_of_a_person_bears_the_name(site: Site) -> None:
    made = observation(bcp(site).recorded.observation)
    assert made is not None
    assert (made.by, made.collector.partition("/")[0], made.complete) == ("佐藤", "person", True)


def test_an_upload_leaves_no_file_beside_the_archive(site: Site) -> None:
    bcp(site)
    assert [name for name in files(site.config.data) if not name.startswith("archive/")] == []


def test_an_answer_may_cite_what_was_stated(site: Site) -> None:
    bcp(site)
    given = answer(site, "r7", "hospital", "3-3", Proposed(True, "佐藤", date(2025, 11, 20)), LATER)
    assert (given.standing.name, given.met, given.total) == ("MET", 1, 1)
