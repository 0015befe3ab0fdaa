"""One line becomes one row; each cell that cannot be taken is told by line, column, what stands there, and why."""

from datetime import date

import pytest

from tenken.collectors.spreadsheet.read import read_rows
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import MachineClass, Mark, MarkKind
from tests.collectors.spreadsheet.lists import LIST, problem_of, row_of, sheet_of, text

TODAY = date(2026, 11, 25)


def test_a_line_gives_marks_and_entry() -> None:
    row = read_rows(text().encode()).rows[0]
    assert row.marks == (
        Mark(MarkKind.SERIAL, "SN-001"),
        Mark(MarkKind.MAC, "aa:bb:cc:00:00:01"),
        Mark(MarkKind.ASSET_TAG, "PC-001"),
    )
    assert row.entry == LedgerEntry(
        "受付端末", MachineClass.CLIENT_PC, place="本館1階", serial="SN-001", note="予備機あり"
    )


def test_a_row_tells_its_line_what_it_fills_and_how_its_cells_stand() -> None:
    row = read_rows(text().encode()).rows[1]
    assert (row.line, row.seen_as) == (3, LIST[2])
    assert row.given == {"title", "machine_class", "place", "serial"}


def test_what_the_ledger_has_no_field_for_is_read_beside_it() -> None:
    row = row_of(("OS", "Windows 11 Pro"), ("IPアドレス", "10.20.1.5"), ("購入日", "R5.4.1"))
    assert (row.system, row.addresses, row.purchased_on) == ("Windows 11 Pro", ("10.20.1.5",), date(2023, 4, 1))


def test_a_full_name_is_a_domain_name_and_a_host_name() -> None:
    assert row_of(("ホスト名", "pc001.hosp.local")).marks[:2] == (
        Mark(MarkKind.FQDN, "pc001.hosp.local"),
        Mark(MarkKind.HOSTNAME, "pc001"),
    )


def test_marks_are_narrowed_and_names_are_kept() -> None:
    row = row_of(("シリアル番号", "ＳＮ－１"), ("メーカー", "ﾎｸﾄ　電機"))
    assert (row.marks[0].value, row.entry.maker) == ("SN-1", "ﾎｸﾄ　電機")


def test_cells_that_say_nothing_give_no_marks_and_fill_nothing() -> None:
    row = row_of(("シリアル番号", "不明"), ("MACアドレス", "なし"), ("設置場所", "－"))
    assert (len(row.marks), set(row.given)) == (1, {"title"})


def test_department_and_person_make_the_owner() -> None:
    assert row_of(("部署", "医事課"), ("担当者", "山田")).entry.owner == "医事課 山田"


def test_building_floor_and_room_make_the_place() -> None:
    assert row_of(("建物", "本館"), ("階", "3階"), ("部屋", "医局")).entry.place == "本館 3階 医局"


def test_of_two_columns_for_one_field_the_better_one_counts() -> None:
    assert row_of(("機種", "ノート"), ("型番", "LB-100")).entry.model == "LB-100"


def test_text_that_begins_like_a_formula_stays_text() -> None:
    assert row_of(("備考", "=1+1")).entry.note == "=1+1"


def test_an_apostrophe_in_a_foreign_list_is_kept() -> None:
    assert row_of(("備考", "'05年製")).entry.note == "'05年製"


def test_without_a_class_nobody_has_classed_it_yet() -> None:
    row = row_of(("備考", "x"))
    assert (row.entry.machine_class, "machine_class" in row.given) == (MachineClass.UNKNOWN, False)


def test_the_reason_why_no_row_judges_other_equipment_is_the_files_own_word() -> None:
    assert row_of(("区分", "プリンタ")).entry.note == "区分: プリンタ"


@pytest.mark.parametrize(
    ("head", "cell", "note"),
    [("状態", "廃棄済", "状態: 廃棄済"), ("廃棄日", "廃棄", "廃棄日: 廃棄"), ("廃棄", "○", "廃棄: ○")],
)
def test_a_word_retires_a_machine_and_is_the_reason(head: str, cell: str, note: str) -> None:
    row = row_of((head, cell))
    assert (row.entry.retired, row.entry.note) == (True, note)


@pytest.mark.parametrize(
    ("head", "cell"), [("状態", "○"), ("状態", "可"), ("状態", "使用中"), ("廃棄", "×"), ("廃棄日", "なし")]
)
def test_what_does_not_say_that_it_left_retires_nothing(head: str, cell: str) -> None:
    assert not row_of((head, cell)).entry.retired


@pytest.mark.parametrize(
    ("cell", "retired"), [("2026/11/25", True), ("R8.11.26", False), ("2026年11月", False), ("令和7年", True)]
)
def test_a_day_of_disposal_retires_a_machine_once_it_has_come(cell: str, retired: bool) -> None:
    raw = text([("管理番号", "機器名", "廃棄日"), ("PC-1", "受付端末", cell)]).encode()
    assert read_rows(raw, today=TODAY).rows[0].entry.retired is retired


def test_without_knowing_the_day_a_day_alone_retires_nothing() -> None:
    row = row_of(("廃棄日", "2020/1/1"))
    assert (row.entry.retired, row.retired_on) == (False, date(2020, 1, 1))


@pytest.mark.parametrize(
    ("head", "cell", "why"),
    [
        ("区分", "リース", "is no class; write one of server, client PC"),
        ("購入日", "来年", "“来年” is no date"),
        ("廃棄日", "年度末予定", "is no date"),
        ("MACアドレス", "AA-BB-CC", "is no MAC address"),
        ("UUID", "x", "is no UUID"),
        ("IPアドレス", "10.20.1", "is no IP address"),
        ("ホスト名", "受付 端末", "is no host name"),
        ("シリアル番号", "1.2E+11", "has rounded this number"),
        ("廃棄", "多分", "is neither はい nor いいえ"),
        ("メーカー", "x" * 191, "is longer than 190 characters"),
        ("型番", "x" * 191, "is longer than 190 characters"),
        ("備考", "x" * 10_001, "is longer than 10000 characters"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told_by_its_place(head: str, cell: str, why: str) -> None:
    problem = problem_of((head, cell))
    assert (problem.row, problem.column, problem.found) == (2, head, cell[:80])
    assert why in str(problem.why)


def test_every_wrong_cell_of_a_line_is_told_and_the_line_is_left_out() -> None:
    sheet = sheet_of(("区分", "リース"), ("購入日", "来年"))
    assert (sheet.rows, [problem.column for problem in sheet.problems]) == ((), ["区分", "購入日"])


def test_a_machine_without_a_name_is_called_by_its_host_name_or_its_number() -> None:
    assert row_of(("機器名", ""), ("ホスト名", "ehr-srv01")).entry.title == "ehr-srv01"
    assert row_of(("機器名", ""), ("備考", "x")).entry.title == "PC-001"


def test_a_line_with_a_number_alone_lacks_its_name() -> None:
    problem = problem_of(("機器名", ""))
    assert (problem.column, problem.found) == ("機器名", "PC-001")
    assert "the name is missing" in str(problem.why)


def test_a_machine_that_nothing_tells_apart_is_a_problem() -> None:
    problem = problem_of(("管理番号", ""))
    assert (problem.column, problem.found) == ("機器名", "受付端末")
    assert "nothing tells this machine apart" in str(problem.why)


def test_a_name_that_is_a_host_name_tells_it_apart_where_nothing_else_does() -> None:
    assert row_of(("管理番号", ""), ("機器名", "PC-001")).marks == (Mark(MarkKind.HOSTNAME, "PC-001"),)
