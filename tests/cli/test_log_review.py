"""tenken logs review: lists are taken in as hashes, the month is looked through, and what was flagged says why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.steps import done, json_of
from tests.conftest import data_folder, run_tenken
from tests.logs.exports import HEADINGS, MAP

_LINES = (
    "2026/11/04,09:00,sato,P00042,カルテ参照,成功",
    "2026/11/05,09:00,gone,P00042,カルテ参照,成功",
    "2026/11/06,09:00,suzuki,P00042,カルテ参照,成功",
)
_STAFF = "利用者ID,氏名,所属,退職日\nsato,佐藤 花子,内科,\ngone,退職 太郎,外科,2026-10-31\nsuzuki,鈴木 一,内科,\n"
_PATIENTS = "患者番号,氏名,住所\nP00042,退職　次郎,緑町1-2-3\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("review")
    for name, text in (("map.toml", MAP), ("staff.csv", _STAFF), ("patients.csv", _PATIENTS)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "export.csv").write_text("".join(f"{line}\n" for line in (HEADINGS, *_LINES)), encoding="cp932")
    with data_folder(folder / "data") as data:
        call = ("--source", "電子カルテ", "--format", "csv", "--map", str(folder / "map.toml"))
        done(data, "logs", "import", str(folder / "export.csv"), *call)
        assert json_of(data, "logs", "list", "staff", str(folder / "staff.csv"), "--json")["lines"] == 3
        done(data, "logs", "list", "patients", str(folder / "patients.csv"))
        yield data


def test_the_month_is_looked_through_and_each_flag_says_why_and_where(house: Path) -> None:
    found = json_of(house, "logs", "review", "--month", "2026-11", "--json")
    told = {flag["rule"]: (flag["user"], flag["patient"], flag["segment"], flag["index"]) for flag in found["flags"]}
    assert told == {"left-user": ("gone", "", 0, 2), "same-family-name": ("gone", "P00042", 0, 2)}
    assert "退職" in found["flags"][0]["why"]["ja"]
    assert found["counted"]["explained"]["department"] == 2
    assert next(ran["lacks"] for ran in found["rules"] if ran["rule"] == "vip") == ["vips"]


def test_names_and_homes_of_patients_are_nowhere_on_the_disk(house: Path) -> None:
    kept = [path.read_bytes() for path in house.rglob("*") if path.is_file()]
    assert kept
    for word in ("次郎", "緑町"):
        assert not [1 for content in kept if word.encode() in content or word.encode("cp932") in content]


def test_what_is_no_month_is_refused_in_words(house: Path) -> None:
    run = run_tenken(house, "logs", "review", "--month", "2026-13")
    assert (run.returncode, "2026-13" in run.stderr, "Traceback" in run.stderr) == (2, True, False)
