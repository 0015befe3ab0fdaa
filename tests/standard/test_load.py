"""An edition is data: every key of it is known, and a released wording is never edited."""

import hashlib
from pathlib import Path

import pytest

from tenken.standard.load import EDITIONS, SHIPPED, EditionError, edition_folder, edition_names, load, read_edition
from tenken.standard.model import Edition, Row, Scope

RELEASED = {
    "r5": "f51bc6ac7759ec65cefa4229825c66da9049ea54512ddfd934ae58312aa018bb",
    "r6": "4d13ae731748316a439751497ae5aff273dd9dd7bed193142f12b842f4dc0dc4",
    "r7": "6dc14511b78443f8a8a57b37ad67ccc63c2b1aed320be37753c64ea3fc641517",
    "r8": "6099abb0b0c848437b38c78c2af914bf3725a4cf3759fc2500d93fa0b0b8d994",
}
"""SHA-256 over form, id, number, lineage and wording of every row. It changes only where a row was misread."""

EDITION = """
id = "x1"
title = "試験版"
fiscal_year = 2030
issued = "2030-05-01"
source = "厚生労働省"
verified_scope = ""
numbering = "circled"
target_label = "目標日"

[[form]]
id = "hospital"
title = "医療機関確認用"
answered_by = "facility"
heads = ["医療機関名"]
section = [{ id = "2", title = "管理・運用" }]

[[form.row]]
id = "2-1"
number = "2-1"
section = "2"
lineage = "patch"
wording = "パッチを適用している。"
applies_to = ["general"]
verified = false
number_verified = true
evidence = "official"
source = ""
"""


def changed(old: str, new: str) -> str:
    assert EDITION.count(old) >= 1
    return EDITION.replace(old, new, 1)


def imported(folder: Path, name: str, text: str | bytes = EDITION) -> Path:
    (folder / name).mkdir()
    (folder / name / "edition.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def wording_digest(edition: Edition) -> str:
    lines = [
        "\t".join((form.id, row.id, row.number, row.lineage, row.wording))
        for form in edition.forms
        for row in form.rows
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def rows(edition: str, form: str) -> tuple[Row, ...]:
    return load(edition).form(form).rows


@pytest.mark.parametrize("name", EDITIONS)
def test_every_shipped_edition_loads_under_its_own_name(name: str) -> None:
    assert load(name).id == name


def test_every_shipped_folder_stands_in_the_list() -> None:
    assert {path.name for path in SHIPPED.iterdir() if path.is_dir()} == set(EDITIONS)


def test_the_list_runs_from_the_oldest_to_the_newest() -> None:
    assert [load(name).fiscal_year for name in EDITIONS] == [2023, 2024, 2025, 2026]


@pytest.mark.parametrize("name", EDITIONS)
def test_a_released_wording_is_unchanged(name: str) -> None:
    assert wording_digest(load(name)) == RELEASED[name]


@pytest.mark.parametrize("name", EDITIONS)
def test_every_row_stands_in_a_section_of_its_form(name: str) -> None:
    stray = {
        (form.id, row.id)
        for form in load(name).forms
        for row in form.rows
        if row.section not in {section.id for section in form.sections}
    }
    assert stray == set()


@pytest.mark.parametrize("name", EDITIONS)
def test_every_form_has_its_workbook_and_cell_map(name: str) -> None:
    files = {path.name for path in edition_folder(name).iterdir()} - {"edition.toml", "NOTES.md"}
    assert files == {f"{form.id}.{end}" for form in load(name).forms for end in ("xlsx", "cells.toml")}


@pytest.mark.parametrize("form", ["hospital", "pharmacy"])
def test_the_provisional_r8_has_the_rows_of_r7_under_either_name(form: str) -> None:
    told = [(row.id, row.lineage, row.wording, row.applies_to, row.asks) for row in rows("r8", form)]
    assert told == [(row.id, row.lineage, row.wording, row.applies_to, row.asks) for row in rows("r7", "hospital")]


def test_every_form_of_the_provisional_r8_names_what_stands_in_for_it() -> None:
    assert [(form.id, form.provisional) for form in load("r8").forms] == [("hospital_pharmacy", "r7"), ("vendor", "r7")]


def test_no_row_of_the_provisional_r8_passes_for_compared_with_the_official_form() -> None:
    all_rows = [row for form in load("r8").forms for row in form.rows]
    assert not any(row.verified or row.number_verified for row in all_rows)


def test_no_other_shipped_form_is_provisional() -> None:
    assert {name for name in EDITIONS for form in load(name).forms if form.provisional} == {"r8"}


def test_the_general_scope_is_servers_client_pcs_and_network_devices() -> None:
    assert read_edition(EDITION).forms[0].rows[0].applies_to == (Scope.SERVER, Scope.CLIENT_PC, Scope.NETWORK)


def test_a_scope_named_twice_counts_once() -> None:
    text = changed('["general"]', '["server", "general"]')
    assert read_edition(text).forms[0].rows[0].applies_to == (Scope.SERVER, Scope.CLIENT_PC, Scope.NETWORK)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('title = "試験版"', 'titel = "試験版"', "x1: the key “title” is missing"),
        ('issued = "2030-05-01"', 'issued = "2030-05-01"\nremark = ""', "x1: unknown key .remark."),
        ("fiscal_year = 2030", 'fiscal_year = "2030"', "x1: .fiscal_year. should be int"),
        ("fiscal_year = 2030", "fiscal_year = true", "x1: .fiscal_year. should be int"),
        ('id = "x1"\n', "", "\\?: the key “id” is missing"),
        ("[[form]]", "[form]", "x1: .form. should be list"),
        ('heads = ["医療機関名"]', "heads = 3", "x1, form hospital: .heads. should be list"),
        ('answered_by = "facility"', "", "x1, form hospital: the key “answered_by” is missing"),
        ('answered_by = "facility"', 'answered_by = "facility"\ncolor = 1', "x1, form hospital: unknown key .color."),
        (
            '{ id = "2", title = "管理・運用" }',
            '{ id = "2" }',
            "x1, form hospital, section 2: the key “title” is missing",
        ),
        ('{ id = "2", title = "管理・運用" }', '"2"', "x1, form hospital: .section. should be "),
        ('number = "2-1"', "number = 2.1", "x1, form hospital, row 2-1: .number. should be str"),
        ('source = ""\n', "remark = 1\n" + 'source = ""\n', "x1, form hospital, row 2-1: unknown key .remark."),
        ("verified = false\n", "", "x1, form hospital, row 2-1: the key “verified” is missing"),
        ('"patch"', '"patches"', "x1, form hospital, row 2-1: unknown lineage .patches."),
        ('["general"]', '["router"]', "x1, form hospital, row 2-1: .router. is not a valid Scope"),
        ("[[form]]", "[[form", "edition.toml: "),
    ],
)
def test_an_error_names_edition_form_row_and_key(old: str, new: str, message: str) -> None:
    with pytest.raises(EditionError, match=rf"^{message}"):
        read_edition(changed(old, new))


def test_two_rows_of_one_id_are_an_error() -> None:
    second = EDITION[EDITION.index("[[form.row]]") :]
    with pytest.raises(EditionError, match="x1, form hospital: two rows have one id: 2-1"):
        read_edition(EDITION + second)


def test_two_forms_that_answer_to_one_name_are_an_error() -> None:
    second = EDITION[EDITION.index("[[form]]") :].replace('id = "hospital"', 'id = "merged"\nalso = ["hospital"]')
    with pytest.raises(EditionError, match="x1: two forms have one id: hospital"):
        read_edition(EDITION + second)


def test_forms_that_are_no_tables_are_an_error() -> None:
    with pytest.raises(EditionError, match=r"x1: “form” should be .*"):
        read_edition('id = "x1"\nform = ["hospital"]')


def test_an_edition_that_is_not_here_is_an_error_that_names_those_that_are() -> None:
    with pytest.raises(EditionError, match="r99: there is no such edition here; known are r5, r6, r7, r8"):
        load("r99")


def test_an_imported_edition_is_named_behind_the_shipped_ones(tmp_path: Path) -> None:
    assert edition_names(imported(tmp_path, "x1")) == (*EDITIONS, "x1")


def test_an_imported_edition_is_loaded(tmp_path: Path) -> None:
    assert load("x1", imported(tmp_path, "x1")).title == "試験版"


def test_an_imported_edition_stands_before_a_shipped_one_of_its_name(tmp_path: Path) -> None:
    corrected = EDITION.replace('id = "x1"', 'id = "r8"')
    assert load("r8", imported(tmp_path, "r8", corrected)).title == "試験版"


def test_no_folder_for_imported_editions_is_no_error(tmp_path: Path) -> None:
    assert load("r7", tmp_path / "editions") == load("r7")


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"edition\.toml: "):
        load("x1", imported(tmp_path, "x1", b"id = '\xff'"))


def test_a_file_of_more_than_a_million_bytes_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="larger than 1000000 bytes"):
        load("x1", imported(tmp_path, "x1", EDITION + "#" * 1_000_000))
