"""A vendor's returned 事業者確認用 is read, kept, and held against what we say ourselves."""

from datetime import date, timedelta

import pytest

from tenken.actions.answer import answer
from tenken.actions.assess import assess_form
from tenken.actions.import_edition import Wanted, as_edition, keep_edition, look
from tenken.actions.import_form import Imported, import_vendor_form
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.answers.xray import Shadow
from tenken.collectors.model import Unreadable
from tenken.facts.vendors import VendorAnswer
from tenken.forms.workbook import Entry, Mark, fill
from tenken.ledger.logbook import lately
from tenken.ledger.recall import case_at, observation
from tenken.ledger.writing import LedgerError
from tests.actions.steps import R7_VENDOR, VENDOR, contract, kept, rows, saved
from tests.build import NOW, TODAY
from tests.forms.workbooks import FILLED, opened, shipped

LATER = NOW + timedelta(days=1)
ON = date(2025, 11, 10)
YES, NO = Entry(Mark(True, ON)), Entry(Mark(False, ON), date(2026, 3, 1))


def returned(entries: dict[str, Entry], name: str = "北斗システム", edition: str = "r7") -> bytes:
    """The form as a vendor fills it in."""
    return fill(shipped(edition, "vendor"), entries, {"事業者名": name} if name else {})


def imported(site: Site, raw: bytes, *, dry_run: bool = False) -> Imported:
    return import_vendor_form(site, raw, NOW, by="佐藤", dry_run=dry_run)


def refused(site: Site, raw: bytes, error: type[Exception] = Unreadable) -> str:
    """Why a file is not taken; nothing is written then."""
    before, files = rows(), kept(site)
    with pytest.raises(error) as refusal:
        imported(site, raw)
    assert (rows(), kept(site)) == (before, files)
    return str(refusal.value)


def vendors_spots(site: Site) -> list[tuple[str, str]]:
    spots = assess_form(site, "r7", "hospital", LATER).spots()
    return [(spot.row.id, str(spot.because)) for spot in spots if spot.shadow is Shadow.VENDOR]


def test_what_the_vendor_answered_is_known(site: Site) -> None:
    contract(site)
    imported(site, returned({"1-1": YES, "2-2": NO}))
    facts = case_at(NOW).about(VENDOR, VendorAnswer)
    assert [(f.says.row, f.says.yes, f.says.target) for f in facts] == [
        ("1-1", True, None),
        ("2-2", False, date(2026, 3, 1)),
    ]


def test_the_workbook_is_kept_as_it_came(site: Site) -> None:
    contract(site)
    raw = returned({"1-1": YES})
    imported(site, raw)
    last = observation(case_at(NOW).about(VENDOR, VendorAnswer)[0].seen_in)
    assert last is not None
    assert (site.archive.fetch(last.raw_sha256), last.by) == (raw, "佐藤")


def test_what_is_new_changed_and_as_before_is_counted(site: Site) -> None:
    contract(site)
    imported(site, returned({"1-1": YES, "2-2": YES}))
    done = imported(site, returned({"1-1": YES, "2-2": NO, "2-3": YES}))
    assert (done.read, done.added, done.changed, done.unchanged) == (3, 1, 1, 1)


def test_a_dry_run_counts_the_same_and_writes_nothing(site: Site) -> None:
    contract(site)
    imported(site, returned({"1-1": YES, "2-2": YES}))
    before, files = rows(), kept(site)
    done = imported(site, returned({"1-1": YES, "2-2": NO, "2-3": YES}), dry_run=True)
    assert (done.read, done.added, done.changed, done.unchanged) == (3, 1, 1, 1)
    assert (rows(), kept(site)) == (before, files)


def test_our_yes_against_the_vendors_no_shows_in_the_x_ray(site: Site) -> None:
    contract(site)
    imported(site, returned({"2-2": NO}))
    answer(site, "r7", "hospital", "2-2", Proposed(True, "佐藤", TODAY, reason="確認済み"), NOW)
    assert vendors_spots(site) == [("2-2", "we answer はい, 北斗システム answers いいえ")]


def test_the_latest_round_counts(site: Site) -> None:
    contract(site)
    imported(site, returned({"2-2": Entry(Mark(False, ON), date(2026, 3, 1), Mark(True, date(2025, 11, 19)))}))
    says = case_at(NOW).about(VENDOR, VendorAnswer)[0].says
    assert (says.yes, says.round, says.confirmed_on) == (True, 2, date(2025, 11, 19))


def test_a_form_of_another_edition_is_kept_as_that_editions(site: Site) -> None:
    contract(site)
    done = imported(site, returned({"2-2": NO}, edition="r6"))
    answer(site, "r7", "hospital", "2-2", Proposed(True, "佐藤", TODAY, reason="確認済み"), NOW)
    assert (done.edition, vendors_spots(site)) == ("r6", [])


def test_the_form_of_an_imported_edition_is_read_as_well(site: Site) -> None:
    contract(site)
    book = opened(returned({"2-2": YES}))
    book.active["A1"] = "令和9年度版 医療機関におけるサイバーセキュリティ対策チェックリスト"
    raw = saved(book)
    proposal = look(site, raw)
    keep_edition(site, raw, proposal, as_edition(proposal, Wanted("r9"), "r9.xlsx"))
    assert imported(site, raw).edition == "r9"


def test_the_hospitals_own_form_is_refused(site: Site) -> None:
    contract(site)
    assert "this is not the vendor form of 令和7年度版" in refused(site, FILLED)


def test_a_form_without_an_answer_is_refused(site: Site) -> None:
    contract(site)
    assert refused(site, returned({})) == "the form has no answer on it"


def test_a_vendor_without_a_contract_is_refused(site: Site) -> None:
    assert "register the contract first" in refused(site, returned({"1-1": YES}), LedgerError)


def test_a_form_that_names_nobody_asks_whose_it_is(site: Site) -> None:
    contract(site)
    assert "does not say whose it is" in refused(site, returned({"1-1": YES}, name=""), LedgerError)


@pytest.mark.parametrize("name", ["", "北斗システム"])
def test_a_chosen_vendor_is_whose_form_it_is(site: Site, name: str) -> None:
    contract(site)
    assert import_vendor_form(site, returned({"1-1": YES}, name=name), NOW, VENDOR).vendor == VENDOR


def test_the_form_of_somebody_else_than_the_chosen_is_refused(site: Site) -> None:
    contract(site)
    with pytest.raises(LedgerError, match="the form is by “東亜医療”, not by “北斗システム”"):
        import_vendor_form(site, returned({"1-1": YES}, name="東亜医療"), NOW, VENDOR)


def test_one_cell_that_cannot_be_read_is_named_and_the_rest_is_taken(site: Site) -> None:
    contract(site)
    book = opened(returned({"1-1": YES, "2-2": YES}))
    book.active[R7_VENDOR.cells.rows["2-2"].first.answer] = "一部"
    done = imported(site, saved(book))
    assert ([(p.row, p.found) for p in done.problems], done.read) == ([("2-2", "一部")], 1)


def test_an_answer_worked_out_by_a_formula_that_was_never_calculated_is_no_answer(site: Site) -> None:
    contract(site)
    book = opened(returned({"1-1": YES, "2-2": YES}))
    book.active[R7_VENDOR.cells.rows["2-2"].first.answer] = '=IF(TRUE,"はい","いいえ")'
    assert imported(site, saved(book)).read == 1


def test_it_stands_in_the_logbook(site: Site) -> None:
    contract(site)
    imported(site, returned({"1-1": YES}))
    done = lately()[0]
    assert (done.by, done.verb, done.about, done.detail) == ("佐藤", "import vendor_form", VENDOR, "r7")
