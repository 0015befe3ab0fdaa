"""Equal names and addresses are known as equal however they are written; nothing of them is kept."""

from pathlib import Path

import pytest

from tenken.logs.review.lists import ListError, Provenance, fields_of, keep_list, read_list
from tenken.logs.review.names import Hashes, family_name, plain_address
from tests.logs.review.house import HASHES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙﨑 一郎", "高崎　二郎"),
        ("ｻﾄｳ ﾊﾅｺ", "サトウ タロウ"),
        ("渡邉 純", "渡辺 純"),
        ("Ｓｍｉｔｈ Ann", "smith bob"),
    ],
)
def test_a_family_is_one_however_it_is_written(one: str, other: str) -> None:
    assert family_name(one) == family_name(other) != ""


def test_a_name_without_a_space_tells_no_family() -> None:
    assert (family_name("森田一"), HASHES.family("森田一"), HASHES.family("", "森")) == (
        "",
        "",
        HASHES.family("森 田一"),
    )


@pytest.mark.parametrize(
    "address", ["緑町1-2-3", "緑町１丁目２番３号", "緑町一丁目二番地三", "緑町 1丁目 2の3", "緑町１－２－３"]
)
def test_an_address_is_one_however_it_is_written(address: str) -> None:
    assert plain_address(address) == "緑町1-2-3"


@pytest.mark.parametrize(
    ("one", "other"), [("緑町1-2-3", "緑町1-23"), ("緑町十一丁目2", "緑町1-1-2"), ("本町1-2-3", "緑町1-2-3")]
)
def test_other_addresses_are_others(one: str, other: str) -> None:
    assert plain_address(one) != plain_address(other)


def test_another_house_has_other_hashes_and_a_name_is_no_address() -> None:
    assert Hashes(b"other").family("佐藤 花") != HASHES.family("佐藤 花")
    assert HASHES.family("緑町 x") != HASHES.address("緑町")


def test_of_a_register_only_numbers_and_hashes_are_kept(tmp_path: Path) -> None:
    rows = [(2, {"patient": "Ｐ０００１^^^HOSP", "name": "佐藤 花子", "address": "緑町1-2-3"})]
    assert keep_list(tmp_path, "patients", rows, HASHES, Provenance("p.csv")) == 1
    (row,) = read_list(tmp_path, "patients").rows
    assert row == {"patient": "P0001", "patient_family": HASHES.family("佐藤 花子"),
                   "patient_address": HASHES.address("緑町1-2-3")}  # fmt: skip


def test_of_an_account_that_stands_there_twice_the_last_line_counts(tmp_path: Path) -> None:
    rows = [(2, {"user": "HOSP\\Sato", "department": "内科"}), (3, {"user": "sato@hosp.jp", "department": "外科"})]
    keep_list(tmp_path, "staff", rows, HASHES, Provenance())
    assert [(row["user"], row["department"]) for row in read_list(tmp_path, "staff").rows] == [("sato", "外科")]


@pytest.mark.parametrize(
    ("row", "line"),
    [({"user": ""}, "line 2"), ({"user": "a", "until": "いつか"}, "line 2"), ({"user": "a", "kind": "猫"}, "line 2")],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_kept(
    tmp_path: Path, row: dict[str, str], line: str
) -> None:
    with pytest.raises(ListError, match=line):
        keep_list(tmp_path, "staff", [(2, row)], HASHES, Provenance())
    assert not list(tmp_path.iterdir())


def test_columns_are_known_in_any_width_and_a_missing_one_is_named() -> None:
    assert fields_of("patients", ["患者ＩＤ", "患者氏名"]) == {"patient": "患者ＩＤ", "name": "患者氏名"}
    with pytest.raises(ListError, match="患者番号"):
        fields_of("patients", ["氏名"])
