"""A zip may be hostile: it is bounded in size, in members and in what it swells to."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.forms.zips import MAX_MEMBERS, ZipError, open_zip, read_member

CONTENT = b"<worksheet>" + bytes(range(256)) * 4 + b"</worksheet>"
DIRECTORY, LOCAL = b"PK\x01\x02", b"PK\x03\x04"


def archive(
    content: bytes = CONTENT, *, method: int = zipfile.ZIP_DEFLATED, names: tuple[str, ...] = ("sheet.xml",)
) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name in names:
            made.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return out.getvalue()


def patched(data: bytes, record: bytes, offset: int, value: bytes) -> bytes:
    """The archive with some bytes of its first record of a kind overwritten."""
    at = data.index(record) + offset
    return data[:at] + value + data[at + len(value) :]


def refused(data: bytes) -> str:
    with pytest.raises(ZipError) as caught:
        open_zip(data)
    return str(caught.value)


def unreadable(data: bytes) -> str:
    opened = open_zip(data)
    with pytest.raises(ZipError) as caught:
        read_member(opened, "sheet.xml")
    return str(caught.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_honest_archive_is_read(method: int) -> None:
    assert read_member(open_zip(archive(method=method)), "sheet.xml") == CONTENT


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(ZipError, match="100 bytes; at most 99 are taken"):
        open_zip(b"x" * 100, max_bytes=99)


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", archive()[:-10]])
def test_what_is_no_archive_or_cut_off_is_refused(data: bytes) -> None:
    assert refused(data).startswith("this is no zip archive, or it is cut off")


def test_too_many_members_are_refused() -> None:
    names = tuple(str(number) for number in range(MAX_MEMBERS + 1))
    assert refused(archive(b"", method=zipfile.ZIP_STORED, names=names)).startswith("20001 ")


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(ZipError, match="would unpack to 3000 bytes; at most 2999 are taken"):
        open_zip(archive(b"x" * 1000, names=("a", "b", "c")), max_unpacked=2999)


def test_an_archive_of_just_the_allowed_sizes_is_read() -> None:
    data = archive(b"x" * 1000, names=("a", "b", "c"))
    assert open_zip(data, max_bytes=len(data), max_unpacked=3000).namelist() == ["a", "b", "c"]


def test_just_as_many_members_as_are_allowed_are_read() -> None:
    names = tuple(str(number) for number in range(MAX_MEMBERS))
    assert len(open_zip(archive(b"", method=zipfile.ZIP_STORED, names=names)).namelist()) == MAX_MEMBERS


def test_a_member_that_swells_more_than_200_times_is_refused() -> None:
    assert refused(archive(bytes(2_000_000))).startswith("sheet.xml would swell ")


def test_a_small_member_may_swell_as_it_likes() -> None:
    assert read_member(open_zip(archive(bytes(1_000_000))), "sheet.xml") == bytes(1_000_000)


def test_a_member_that_calls_itself_huge_is_refused_by_its_directory_alone() -> None:
    huge = patched(archive(), DIRECTORY, 24, (2**32 - 2).to_bytes(4, "little"))
    assert refused(huge).startswith("would unpack to 4294967294 bytes")


def test_a_member_locked_with_a_password_is_refused() -> None:
    locked = patched(archive(), DIRECTORY, 8, b"\x01")
    assert refused(locked).startswith("sheet.xml is locked with a password")


def test_an_archive_of_a_newer_zip_is_refused() -> None:
    assert "zip file version" in refused(patched(archive(), DIRECTORY, 6, b"\xff"))


def test_a_member_that_is_not_there_is_an_error_that_names_it() -> None:
    with pytest.raises(ZipError, match=r"xl/workbook\.xml cannot be read"):
        read_member(open_zip(archive()), "xl/workbook.xml")


@pytest.mark.parametrize("promised", [1, len(CONTENT) - 1])
def test_a_member_longer_than_its_directory_entry_says_is_not_read(promised: int) -> None:
    assert unreadable(patched(archive(), DIRECTORY, 24, promised.to_bytes(4, "little"))).startswith("sheet.xml ")


def test_a_member_packed_in_an_unknown_way_is_not_read() -> None:
    assert "cannot be read" in unreadable(patched(archive(), DIRECTORY, 10, b"\x63"))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@settings(max_examples=40)
@given(at=st.integers(0, 200), byte=st.integers(0, 255))
def test_a_damaged_member_is_read_whole_or_is_an_error(method: int, at: int, byte: int) -> None:
    data = patched(archive(method=method), LOCAL, at, bytes([byte]))
    assert read_or_refused(data) in (None, CONTENT)


def read_or_refused(data: bytes) -> bytes | None:
    try:
        return read_member(open_zip(data), "sheet.xml")
    except ZipError:
        return None
