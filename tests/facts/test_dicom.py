"""An AE title and the place of a consent are what DICOM and the network call so."""

import pytest

from tenken.facts.dicom import is_ae_title, place_of


@pytest.mark.parametrize("title", ["A", "CT_ROOM1", "PACS MAIN", "1234567890123456", "a@b"])
def test_up_to_sixteen_printable_characters_are_a_title(title: str) -> None:
    assert is_ae_title(title)


@pytest.mark.parametrize("title", ["", " ", " A", "A ", "12345678901234567", "A\\B", "CT\n", "ＣＴ", "読影"])
def test_anything_else_is_none(title: str) -> None:
    assert not is_ae_title(title)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("10.20.5.7:104", ("10.20.5.7", 104)),
        (" 10.20.5.7:11112 ", ("10.20.5.7", 11112)),
        ("[fd00::7]:104", ("fd00::7", 104)),
        ("fd00:0::7:104", ("fd00::7", 104)),
        ("10.20.5.7", None),
        ("10.20.5.7:0", None),
        ("10.20.5.7:70000", None),
        ("ct-01:104", None),
        ("10.20.5.300:104", None),
        (":104", None),
    ],
)
def test_a_place_is_an_address_with_a_port(text: str, place: tuple[str, int] | None) -> None:
    assert place_of(text) == place
