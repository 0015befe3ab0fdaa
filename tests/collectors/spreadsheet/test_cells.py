"""A cell becomes a value in whichever notation it was written, or says what is wrong with it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.spreadsheet import cells
from tenken.collectors.spreadsheet.cells import CellError, Days
from tenken.dates import in_wareki
from tenken.text import Complaint

MAC = "aa:bb:cc:dd:ee:0f"


@pytest.mark.parametrize(
    "text",
    ["AA-BB-CC-DD-EE-0F", "aa:bb:cc:dd:ee:0f", "aabb.ccdd.ee0f", "AABBCCDDEE0F", "ＡＡ－ＢＢ－ＣＣ－ＤＤ－ＥＥ－０Ｆ",
     "aabb-ccdd-ee0f", " AA-BB-CC-DD-EE-0F（有線）"],
)  # fmt: skip
def test_a_mac_address_is_read_in_any_notation(text: str) -> None:
    assert cells.macs(text) == (MAC,)


@pytest.mark.parametrize(
    "text", [f"{MAC} / 11-22-33-44-55-66", f"有線: {MAC}\n無線: 112233445566", f"{MAC},{MAC},11:22:33:44:55:66"]
)
def test_several_mac_addresses_in_one_cell_are_all_read(text: str) -> None:
    assert cells.macs(text) == (MAC, "11:22:33:44:55:66")


@pytest.mark.parametrize(
    "text", ["AA-BB-CC-DD-EE", "AA-BB-CC-DD-EE-FF-00", "受付", "AABBCCDDEEFFAABB", f"{MAC} 0012-34", "G1" * 6]
)
def test_what_is_no_mac_address_is_told(text: str) -> None:
    with pytest.raises(CellError, match="no MAC address"):
        cells.macs(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和5年4月1日", date(2023, 4, 1)), ("R5.4.1", date(2023, 4, 1)), ("令和元年5月1日", date(2019, 5, 1)),
        ("Ｈ３０．１２．２４", date(2018, 12, 24)), ("2023/4/1", date(2023, 4, 1)), ("2023-04-01", date(2023, 4, 1)),
        ("２０２３年４月１日", date(2023, 4, 1)), ("20230401", date(2023, 4, 1)), ("45017", date(2023, 4, 1)),
        ("2023/04/01 0:00:00", date(2023, 4, 1)), ("2023-04-01T09:30:00", date(2023, 4, 1)),
        ("令和5年4月1日(土)", date(2023, 4, 1)),
    ],
)  # fmt: skip
def test_a_day_is_read_in_any_calendar(text: str, day: date) -> None:
    assert cells.days(text) == Days(day, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("令和元年", date(2019, 1, 1), date(2019, 12, 31)), ("2023年", date(2023, 1, 1), date(2023, 12, 31)),
        ("令和5年4月", date(2023, 4, 1), date(2023, 4, 30)), ("R6.2", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023/4", date(2023, 4, 1), date(2023, 4, 30)), ("令和5年度", date(2023, 4, 1), date(2024, 3, 31)),
    ],
)  # fmt: skip
def test_a_month_or_a_year_is_a_span_of_days(text: str, first: date, last: date) -> None:
    assert cells.days(text) == Days(first, last)


@pytest.mark.parametrize(
    "text", ["来年", "2023/13/1", "令和5年2月30日", "23/4/1", "1234567", "R5.13", "99999", "²³/4/1", "令和99999年"]
)
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(CellError, match="is no date"):
        cells.days(text)


@given(st.dates(date(1926, 12, 25), date(2100, 1, 1)))
def test_every_day_comes_back_from_its_japanese_spelling(day: date) -> None:
    assert cells.days(in_wareki(day)) == Days(day, day)


@pytest.mark.parametrize(
    "read",
    [cells.days, cells.macs, cells.uuids, cells.addresses, cells.host, cells.number_mark],
    ids=lambda f: f.__name__,
)
@given(text=st.text(max_size=40) | st.text("0123456789.:-/年月日令和R ²Ⅳ", max_size=20))
def test_any_text_is_a_value_or_a_complaint(read: Callable[[str], object], text: str) -> None:
    with suppress(Complaint):
        read(text)


@pytest.mark.parametrize("text", ["1.23457E+11", "1E+15", "１．２３Ｅ＋１１"])
def test_a_number_that_a_program_has_rounded_is_told(text: str) -> None:
    with pytest.raises(CellError, match="rounded"):
        cells.number_mark(text)


@pytest.mark.parametrize(("text", "mark"), [("ＰＣ－００１", "PC-001"), ("0012345", "0012345"), ("12E45", "12E45")])
def test_a_number_is_narrowed_and_otherwise_kept(text: str, mark: str) -> None:
    assert cells.number_mark(text) == mark


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10.20.1.5", ("10.20.1.5",)), ("１０．２０．１．５", ("10.20.1.5",)), ("010.020.001.005", ("10.20.1.5",)),
        ("10.20.1.5/24", ("10.20.1.5",)), ("10.20.1.5、10.20.1.6", ("10.20.1.5", "10.20.1.6")),
        ("fd00::5", ("fd00::5",)),
        ("DHCP", ()), ("自動取得", ()),
    ],
)  # fmt: skip
def test_addresses_are_read(text: str, found: tuple[str, ...]) -> None:
    assert cells.addresses(text) == found


@pytest.mark.parametrize("text", ["10.20.1", "10.20.1.256", "別紙"])
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(CellError, match="no IP address"):
        cells.addresses(text)


def test_a_uuid_is_read_with_and_without_braces() -> None:
    plain = "4c4c4544-0042-3510-8052-b4c04f4e3332"
    assert cells.uuids("{4C4C4544-0042-3510-8052-B4C04F4E3332}") == cells.uuids(plain.replace("-", "")) == (plain,)


@pytest.mark.parametrize("text", ["受付 端末", "a/b", "x" * 254])
def test_what_is_no_host_name_is_told(text: str) -> None:
    with pytest.raises(CellError, match="no host name"):
        cells.host(text)


@pytest.mark.parametrize(
    ("text", "holds"), [("PC-001", True), ("ehr-srv", True), ("pc1", True), ("NEC", False), ("受付端末", False)]
)
def test_a_name_with_a_digit_or_a_hyphen_may_be_a_host_name(text: str, holds: bool) -> None:
    assert cells.is_plain_host(text) is holds
