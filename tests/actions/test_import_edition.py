"""A ministry workbook of a new year becomes an edition: looked at, proposed, and written only when a person says so."""

import pytest

from tenken.actions.answer import answer
from tenken.actions.assess import assess_form
from tenken.actions.hand_over import hand_over
from tenken.actions.import_edition import ImportRefused, Wanted, as_edition, keep_edition, look
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.forms.sheets import WorkbookError
from tenken.forms.workbook import Entry, Mark, fill, load_workbook, read
from tenken.standard.load import EditionError, edition_folder, edition_names, load
from tests.actions.layouts import LAYOUTS, ONE_COLUMN, ROWS, TITLE, UNHEARD_OF, WITH_A_NEW_QUESTION, made
from tests.actions.steps import files, saved
from tests.build import NOW, TODAY, in_days
from tests.forms.workbooks import FORMS, members, opened, shipped

PLAIN = LAYOUTS["one column for the answer"]
VENDOR = shipped("r7", "vendor").blank


@pytest.fixture(params=LAYOUTS)
def layout(request: pytest.FixtureRequest) -> bytes:
    return LAYOUTS[request.param]


def imported(site: Site, data: bytes = PLAIN, name: str = "r9", **lineages: str) -> None:
    proposal = look(site, data)
    wanted = Wanted(name, lineages={row.replace("_", "-"): lineage for row, lineage in lineages.items()})
    keep_edition(site, data, proposal, as_edition(proposal, wanted, "r9.xlsx"))


def test_every_row_is_found_with_its_lineage(site: Site, layout: bytes) -> None:
    found = look(site, layout).rows
    assert [(f.number, f.lineage) for f in found] == [(row.number, row.lineage) for row in ROWS]


def test_every_row_has_its_cells(site: Site, layout: bytes) -> None:
    cells = [found.cells for found in look(site, layout).rows]
    assert all((c.first.answer or (c.first.yes and c.first.no)) and c.first.on and c.target for c in cells)


def test_every_row_is_asked_of_the_machines_under_whose_heading_it_stands(site: Site, layout: bytes) -> None:
    rows = as_edition(look(site, layout), Wanted("r9"), "r9.xlsx").forms[0].rows
    assert [row.applies_to for row in rows] == [row.applies_to for row in ROWS]


def test_title_form_year_and_heads_are_found(site: Site, layout: bytes) -> None:
    found = look(site, layout)
    assert (found.title, found.form, found.fiscal_year, dict(found.heads)) == (
        TITLE,
        "hospital",
        2027,
        {"医療機関名": "B3"},
    )


def test_an_imported_edition_can_be_assessed(site: Site, layout: bytes) -> None:
    imported(site, layout)
    verdicts = assess_form(site, "r9", "hospital", NOW).verdicts
    assert [verdict.row.lineage for verdict in verdicts] == [row.lineage for row in ROWS]


def test_an_imported_form_gives_back_what_is_filled_in(site: Site, layout: bytes) -> None:
    imported(site, layout)
    form = load_workbook(edition_folder("r9", site.config.imported_editions), "hospital")
    entries = {
        row.id: Entry(Mark(number % 2 == 0, TODAY), in_days(30) if number % 2 else None)
        for number, row in enumerate(site.edition("r9").form("hospital").rows)
    }
    assert read(form, fill(form, entries, {"医療機関名": "みどり野総合病院"})).entries == entries


def test_an_imported_edition_can_be_answered_and_handed_over(site: Site) -> None:
    imported(site)
    answer(site, "r9", "hospital", "3-3", Proposed(True, "佐藤", TODAY, reason="確認済み"), NOW)
    form = load_workbook(edition_folder("r9", site.config.imported_editions), "hospital")
    paper = members(hand_over(site, "r9", "hospital", TODAY, NOW))["01_様式/医療機関確認用.xlsx"]
    assert read(form, paper).entries == {"3-3": Entry(Mark(True, TODAY))}


@pytest.mark.parametrize(("edition", "form"), FORMS)
def test_every_shipped_form_is_recognised_row_by_row(site: Site, edition: str, form: str) -> None:
    found = look(site, shipped(edition, form).blank)
    rows = load(edition).form(form).rows
    assert [(f.number, f.lineage) for f in found.rows] == [(row.number, row.lineage) for row in rows]


def test_looking_writes_nothing(site: Site) -> None:
    look(site, PLAIN)
    assert files(site.config.data) == []


def test_what_is_written_is_one_folder_with_three_files(site: Site) -> None:
    imported(site)
    assert files(site.config.data) == [
        "editions/r9/edition.toml",
        "editions/r9/hospital.cells.toml",
        "editions/r9/hospital.xlsx",
    ]


def test_rows_count_as_compared_only_on_a_persons_word(site: Site) -> None:
    proposal = look(site, PLAIN)
    ours = as_edition(proposal, Wanted("r9"), "r9.xlsx").forms[0].rows
    official = as_edition(proposal, Wanted("r9", official=True), "r9.xlsx").forms[0].rows
    assert ({row.verified for row in ours}, {row.verified for row in official}) == ({False}, {True})


def test_a_question_of_no_known_lineage_is_named_and_left_to_a_person(site: Site) -> None:
    with pytest.raises(ImportRefused, match=f"say what these rows ask.*4-9 {UNHEARD_OF[:20]}"):
        as_edition(look(site, WITH_A_NEW_QUESTION), Wanted("r9"), "r9.xlsx")


def test_a_person_may_say_what_it_asks(site: Site) -> None:
    imported(site, WITH_A_NEW_QUESTION, **{"4_9": "operating-rules"})
    assert site.edition("r9").form("hospital").row("4-9").lineage == "operating-rules"


def test_a_person_may_leave_it_out(site: Site) -> None:
    imported(site, WITH_A_NEW_QUESTION, **{"4_9": "-"})
    assert len(site.edition("r9").form("hospital").rows) == len(ROWS)


def test_a_lineage_that_there_is_not_is_refused(site: Site) -> None:
    with pytest.raises(ImportRefused, match="there is no lineage gardening"):
        imported(site, WITH_A_NEW_QUESTION, **{"4_9": "gardening"})


@pytest.mark.parametrize("name", ["../r9", "R9", "", "r9/..", "a" * 17])
def test_a_name_that_is_none_is_refused_and_nothing_is_written(site: Site, name: str) -> None:
    with pytest.raises(EditionError, match="is no name of an edition"):
        imported(site, name=name)
    assert files(site.config.data) == []


@pytest.mark.parametrize("form", ["hotel", "../hospital"])
def test_a_form_that_there_is_not_is_refused(site: Site, form: str) -> None:
    with pytest.raises(ImportRefused, match="there are hospital, pharmacy, hospital_pharmacy, vendor"):
        as_edition(look(site, PLAIN), Wanted("r9", form), "r9.xlsx")


def test_a_form_without_a_column_for_the_answer_is_refused_and_nothing_is_written(site: Site) -> None:
    with pytest.raises(ImportRefused, match="no answer cell was found for the rows: 0, 1-1"):
        imported(site, made([("番号", "確認項目", "備考")]))
    assert files(site.config.data) == []


def test_two_rows_under_one_number_and_heading_are_refused_and_nothing_is_written(site: Site) -> None:
    ledger = next(row for row in ROWS if row.id == "2-1")
    with pytest.raises(EditionError, match="two rows have one id: 2-1:server"):
        imported(site, made([ONE_COLUMN], [*ROWS[:3], ledger, *ROWS[3:]]))
    assert files(site.config.data) == []


def test_a_form_without_a_year_asks_for_it(site: Site) -> None:
    book = opened(PLAIN)
    book.active["A1"] = "医療機関におけるサイバーセキュリティ対策チェックリスト"
    with pytest.raises(ImportRefused, match="give it with --year"):
        imported(site, saved(book))


def test_what_is_no_checklist_is_refused(site: Site) -> None:
    book = opened(PLAIN)
    book.active.delete_rows(1, 100)
    with pytest.raises(WorkbookError, match="no sheet looks like a checklist"):
        look(site, saved(book))


def test_the_vendors_form_joins_the_hospitals_in_one_edition(site: Site) -> None:
    imported(site)
    imported(site, VENDOR)
    assert [form.id for form in site.edition("r9").forms] == ["vendor", "hospital"]


def test_a_form_imported_again_takes_the_place_of_the_earlier(site: Site) -> None:
    imported(site, WITH_A_NEW_QUESTION, **{"4_9": "operating-rules"})
    imported(site)
    assert len(site.edition("r9").form("hospital").rows) == len(ROWS)


def test_a_shipped_edition_gives_way_to_an_imported_one_of_its_name_and_keeps_its_other_forms(site: Site) -> None:
    imported(site, name="r8")
    assert [form.id for form in site.edition("r8").forms] == ["hospital", "vendor"]


def test_what_a_broken_off_import_left_behind_is_no_edition(site: Site) -> None:
    imported(site)
    folder = site.config.imported_editions
    (folder / "r9").rename(folder / ".r9.part")
    assert "r9" not in "".join(edition_names(folder))


def test_an_edition_that_was_set_aside_when_an_import_broke_off_comes_back_with_the_next(site: Site) -> None:
    imported(site)
    folder = site.config.imported_editions
    (folder / "r9").rename(folder / ".r9.old")
    imported(site, VENDOR)
    assert [form.id for form in site.edition("r9").forms] == ["vendor", "hospital"]
