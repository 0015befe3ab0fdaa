"""What is written out is harmless to whoever opens it, and reads back as what the ledger said."""

from collections.abc import Callable, Iterable
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet.model import LedgerRow
from tenken.collectors.spreadsheet.read import read_rows
from tenken.collectors.spreadsheet.text import read_text
from tenken.collectors.spreadsheet.words import clean, one_line
from tenken.collectors.spreadsheet.write import HEADS, as_csv, as_xlsx
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import MachineClass, Mark, MarkKind

Write = Callable[[Iterable[LedgerRow]], bytes]
ODD = st.sampled_from(
    ["=1+1", "+81", "-", "@x", "'", "''x", "なし", "以上", "不明", "＝1", "_x0041_", 'a"b', "a,b", "12345", "1E5"]
)
NAME = ODD | st.text(max_size=12).map(clean).map(one_line).map(clean)
NOTE = ODD | st.text(max_size=30).map(clean)
NUMBER = st.from_regex(r"[A-Z]{2}-[0-9]{1,6}", fullmatch=True)
BOTH = pytest.mark.parametrize("write", [as_csv, as_xlsx])


@st.composite
def rows(draw: st.DrawFn) -> LedgerRow:
    """A machine as the ledger has it, with its number in the ledger and any of its marks."""
    serial, host = draw(NUMBER | st.just("")), draw(st.from_regex(r"[a-z]{1,8}", fullmatch=True) | st.just(""))
    full = draw(st.sampled_from(["", f"{host}.hosp.local"])) if host else ""
    macs = draw(st.lists(st.integers(0, 2**48 - 1).map(lambda n: n.to_bytes(6).hex(":")), max_size=2, unique=True))
    found = (
        (MarkKind.SERIAL, serial), (MarkKind.UUID, draw(st.uuids().map(str) | st.just(""))),
        *((MarkKind.MAC, mac) for mac in macs),
        (MarkKind.FQDN, full), (MarkKind.HOSTNAME, host), (MarkKind.ASSET_TAG, draw(NUMBER | st.just(""))),
    )  # fmt: skip
    entry = LedgerEntry(
        title=draw(NAME.filter(bool)), machine_class=draw(st.sampled_from(MachineClass)), place=draw(NAME),
        owner=draw(NAME), vendor=draw(NAME), maker=draw(NAME), model=draw(NAME), serial=serial,
        fit_for_use=draw(st.sampled_from([None, True, False])), entered=draw(st.booleans()),
        retired=draw(st.booleans()), note=draw(NOTE),
    )  # fmt: skip
    return LedgerRow(
        2, tuple(Mark(kind, value) for kind, value in found if value), entry, subject=f"machine:{draw(NUMBER)}"
    )


def row(**fields: str) -> LedgerRow:
    return LedgerRow(2, (), LedgerEntry(**{"title": "受付端末", "machine_class": MachineClass.CLIENT_PC, **fields}))  # type: ignore[arg-type]


@BOTH
def test_a_machine_that_has_our_number_does_not_take_its_title_for_a_host_name(write: Write) -> None:
    one = LedgerRow(2, (), LedgerEntry("PC-001", MachineClass.CLIENT_PC), subject="machine:pc-001")
    assert read_rows(write([one])).rows[0].marks == ()


@BOTH
@settings(max_examples=100)
@given(one=rows())
def test_what_was_written_out_reads_back_as_it_was(write: Write, one: LedgerRow) -> None:
    sheet = read_rows(write([one]))
    assert sheet.problems == ()
    assert [(r.subject, r.marks, r.entry) for r in sheet.rows] == [(one.subject, one.marks, one.entry)]


@BOTH
def test_many_rows_come_back_in_their_order(write: Write) -> None:
    many = [LedgerRow(n, (Mark(MarkKind.ASSET_TAG, f"PC-{n}"),), row(title=f"端末{n}").entry) for n in range(200)]
    assert [r.entry.title for r in read_rows(write(many)).rows] == [f"端末{n}" for n in range(200)]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠x"])
def test_a_cell_that_a_program_might_run_gets_an_apostrophe(text: str) -> None:
    assert read_text(as_csv([row(note=text)])).lines[1].cells[-1] == f"'{text}"


def test_a_workbook_holds_texts_and_no_formula() -> None:
    (sheet,) = openpyxl.load_workbook(BytesIO(as_xlsx([row(note="=1+1", model="0012")]))).worksheets
    assert {cell.data_type for line in sheet.iter_rows(max_row=2) for cell in line if cell.value} == {"s"}


def test_the_csv_is_as_excel_wants_it() -> None:
    raw = as_csv([row()])
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 3


def test_an_empty_ledger_reads_back_as_an_empty_one() -> None:
    assert read_rows(as_csv([])).rows == ()


def test_a_number_that_tenken_did_not_give_is_a_problem() -> None:
    (problem,) = read_rows(as_csv([LedgerRow(2, (), row().entry, subject="vendor:x")])).problems
    assert (problem.column, problem.found) == ("Tenken台帳番号", "vendor:x")


def test_the_first_line_names_every_column() -> None:
    assert read_text(as_csv([])).lines[0].cells == tuple(HEADS.values())


@BOTH
def test_the_same_rows_give_the_same_bytes(write: Write) -> None:
    assert write([row()]) == write([row()])


def test_an_export_without_its_last_line_was_cut_off() -> None:
    whole = as_csv([row()])
    with pytest.raises(Unreadable, match="the last line, “以上”, is missing"):
        read_rows(whole[: whole.rindex('"以上"'.encode())])
