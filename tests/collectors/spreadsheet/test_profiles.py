"""A profile says which column is which field. Its file is checked, and every mistake is named by its key."""

from pathlib import Path

import pytest

from tenken.collectors.spreadsheet.profiles import (
    FIELDS,
    SHIPPED,
    Profile,
    ProfileError,
    load_profile,
    profile_named,
    profiles_in,
    written,
)
from tenken.collectors.spreadsheet.write import HEADS
from tenken.facts.model import MachineClass

MANUAL = Path(__file__).parents[3] / "docs" / "manual" / "spreadsheet.ja.md"
SKYSEA = """\
name = "our-skysea"
title = "SKYSEA からの書き出し（当院の列）"
recognised_by = ["管理台帳番号"]
[columns]
asset_tag = ["管理台帳番号"]
title = ["端末の呼び名"]
[classes]
client_pc = ["診察室機"]
"""


def loaded(folder: Path, content: str) -> Profile:
    (folder / "own.toml").write_text(content, encoding="utf-8")
    return load_profile(folder / "own.toml")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_profile_leads_to_known_fields(name: str) -> None:
    assert {of for of, _place in SHIPPED[name].columns.values()} <= set(FIELDS)


def test_every_column_that_is_written_is_one_of_the_own_profile() -> None:
    assert {SHIPPED["own"].field_of(head) for head in HEADS.values()} == {(name, 0) for name in HEADS}


def test_no_field_is_without_a_word_in_a_shipped_profile() -> None:
    assert {of for profile in SHIPPED.values() for of, _place in profile.columns.values()} == {*FIELDS} - {"noted"}


@pytest.mark.parametrize(
    ("name", "heads", "separator", "encoding"),
    [
        ("systemwalker", ("資産管理番号", "モデル名", "シリアル番号", "メーカ名", "分類"), "comma", "cp932"),
        ("ism", ("クライアントID", "ハードウェア名", "シリアル番号"), "tab", "utf-16-le"),
        ("own", tuple(HEADS.values()), "comma", "utf-8"),
        ("generic-ja", ("管理番号", "機器名", "設置場所"), "semicolon", "euc-jp"),
    ],
)
def test_the_first_profile_that_fits_is_the_special_one(
    name: str, heads: tuple[str, ...], separator: str, encoding: str
) -> None:
    assert next(p.name for p in SHIPPED.values() if p.fits(heads, separator, encoding)) == name


def test_a_profile_of_one_encoding_does_not_fit_another() -> None:
    assert not SHIPPED["systemwalker"].fits(("資産管理番号", "モデル名", "メーカ名"), "comma", "utf-8")


def test_a_workbook_has_neither_separator_nor_encoding_and_fits_all_the_same() -> None:
    assert SHIPPED["ism"].fits(("クライアントID", "ハードウェア名"), "", "")


def test_a_facility_makes_a_profile_with_its_own_words(tmp_path: Path) -> None:
    profile = loaded(tmp_path, SKYSEA)
    assert profile.field_of("管理台帳番号") == ("asset_tag", 0)
    assert profile.classes["診察室機"] is MachineClass.CLIENT_PC


def test_the_profile_that_the_manual_shows_is_one(tmp_path: Path) -> None:
    shown = MANUAL.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    profile = loaded(tmp_path, shown)
    assert profile.fits(("管理台帳No", "端末の呼び名"), "comma", "utf-8")
    assert profile.field_of("設置場所") is not None


def test_the_manual_names_every_field_of_a_column() -> None:
    manual, ours = MANUAL.read_text(encoding="utf-8"), {"subject", "entered", "fit_for_use"}
    assert [name for name in FIELDS if name not in ours and f"`{name}`" not in manual] == []


def test_a_profile_that_names_no_heads_needs_three_columns(tmp_path: Path) -> None:
    profile = loaded(tmp_path, SKYSEA.replace('recognised_by = ["管理台帳番号"]', ""))
    assert not profile.fits(("管理台帳番号", "端末の呼び名"), "", "")


def test_the_own_profiles_of_a_facility_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    loaded(tmp_path, SKYSEA)
    assert [profile.name for profile in profiles_in(tmp_path)] == ["our-skysea", *SHIPPED]


def test_a_profile_of_the_same_name_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    loaded(tmp_path, SKYSEA.replace("our-skysea", "ism"))
    assert profile_named("ism", profiles_in(tmp_path)).title.startswith("SKYSEA")


def test_without_a_folder_there_are_the_shipped_ones(tmp_path: Path) -> None:
    assert profiles_in(None) == profiles_in(tmp_path / "none") == tuple(SHIPPED.values())


def test_a_name_that_nobody_bears_is_told_with_those_that_there_are() -> None:
    with pytest.raises(ProfileError, match="no profile “skysea”; known are own, systemwalker"):
        profile_named("skysea", SHIPPED.values())


def test_a_profile_may_build_upon_another(tmp_path: Path) -> None:
    profile = loaded(tmp_path, SKYSEA.replace("[columns]", 'based_on = "generic-ja"\n[columns]', 1))
    assert profile.field_of("設置場所") is not None
    assert profile.columns["端末の呼び名"] < profile.columns["機器名"]


def test_a_written_profile_is_read_back(tmp_path: Path) -> None:
    profile = loaded(tmp_path, SKYSEA.partition("[classes]")[0])
    assert loaded(tmp_path, written(profile)) == profile


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('name = "our-skysea"', 'name = "../x"', "name: must be small letters"),
        ('name = "our-skysea"', "", "name: must be small letters"),
        ("title =", "titel =", "titel: there is no such key"),
        ("[columns]", 'separator = "pipe"\n[columns]', "separator: is none of comma"),
        ("[columns]", "least_columns = 'x'\n[columns]", "least_columns: has the wrong shape"),
        ("[columns]", 'based_on = "none"\n[columns]', "based_on: there is no such profile"),
        ("asset_tag =", "assettag =", "columns.assettag: is none of"),
        ('["端末の呼び名"]', '"端末の呼び名"', "columns.title: must be a list of words"),
        ('["端末の呼び名"]', "[1]", "columns.title: must be a list of words"),
        ("client_pc =", "pc =", "classes.pc: is none of"),
        ("[columns]", "[columns", "own.toml: "),
        ('recognised_by = ["管理台帳番号"]', "recognised_by = [1]", "recognised_by: has the wrong shape"),
    ],
)
def test_a_mistake_in_a_profile_is_named_by_its_key(tmp_path: Path, old: str, new: str, why: str) -> None:
    with pytest.raises(ProfileError, match=why):
        loaded(tmp_path, SKYSEA.replace(old, new, 1))


def test_a_profile_without_columns_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="columns: must be filled in"):
        loaded(tmp_path, 'name = "x"\n')
    with pytest.raises(ProfileError, match="larger than"):
        loaded(tmp_path, "#" * 300_000)
