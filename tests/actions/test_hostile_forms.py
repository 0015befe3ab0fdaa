"""A file that comes from outside may be anything: it is refused in words, at once, and nothing of it is kept."""

import tracemalloc
from collections.abc import Iterator

import pytest

from tenken.actions.import_edition import look
from tenken.actions.import_form import import_vendor_form
from tenken.actions.site import Site
from tenken.collectors.model import Unreadable
from tenken.forms.sheets import WorkbookError
from tests.actions.bombs import honest_bomb, lying_bomb, slow_bomb
from tests.actions.steps import R7_VENDOR, contract, kept, rows
from tests.build import NOW
from tests.forms.workbooks import exchanged, zipped

WORKBOOK = R7_VENDOR.blank
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
SMALL_BYTES = 64 * 1024 * 1024

HOSTILE = {
    "nothing": (b"", "this is no zip archive"),
    "a PDF": (b"%PDF-1.7\n" + bytes(1000), "this is no zip archive"),
    "a page of the web": (b"<html><table><tr><td>1</td></tr></table></html>", "this is no zip archive"),
    "cut off": (WORKBOOK[: len(WORKBOOK) // 2], "cut off"),
    "locked with a password": (LOCKED, "save it as .xlsx without a password"),
    "another zip": (zipped({"a.txt": b"a"}), "xl/workbook.xml cannot be read"),
    "no XML": (exchanged(WORKBOOK, "xl/workbook.xml", lambda _old: b"\x00" * 100), "open the file in Excel"),
    "a bomb": (honest_bomb(), "would unpack to 9663676416 bytes"),
    "a bomb that is packed loosely": (slow_bomb(), "would unpack to 314572800 bytes"),
    "a bomb that lies": (lying_bomb(), "cannot be read"),
}


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> tuple[bytes, str]:
    return HOSTILE[request.param]


@pytest.fixture
def little_memory() -> Iterator[None]:
    """Whatever happens within takes no more than a little memory."""
    tracemalloc.start()
    yield
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < SMALL_BYTES


@pytest.mark.usefixtures("little_memory")
def test_as_a_vendors_form_it_is_refused_and_nothing_is_kept(site: Site, hostile: tuple[bytes, str]) -> None:
    contract(site)
    before, files = rows(), kept(site)
    with pytest.raises(Unreadable) as refusal:
        import_vendor_form(site, hostile[0], NOW)
    assert hostile[1] in str(refusal.value)
    assert (rows(), kept(site)) == (before, files)


@pytest.mark.usefixtures("little_memory")
def test_as_an_edition_it_is_refused(site: Site, hostile: tuple[bytes, str]) -> None:
    with pytest.raises(WorkbookError) as refusal:
        look(site, hostile[0])
    assert hostile[1] in str(refusal.value)


def test_a_larger_file_than_any_form_is_refused(site: Site) -> None:
    with pytest.raises(Unreadable, match="at most 52428800 are taken"):
        import_vendor_form(site, bytes(50 * 1024 * 1024 + 1), NOW)
