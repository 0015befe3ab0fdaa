"""A picture of a link that the camera of a phone reads."""

import re

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from tenken.forms.qr import Drawing, qr

LINK = "https://tenken.example/join/" + "a" * 32


def squares(drawing: Drawing) -> set[tuple[int, int]]:
    strokes = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawing.path)
    return {(int(x) + step, int(y)) for x, y, width in strokes for step in range(int(width))}


def test_what_is_black_in_the_code_is_black_in_the_picture() -> None:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(LINK)
    matrix = code.get_matrix()
    assert squares(qr(LINK)) == {(x, y) for y, row in enumerate(matrix) for x, black in enumerate(row) if black}


def test_four_squares_around_it_are_white_so_that_it_is_found() -> None:
    drawing = qr(LINK)
    inside = range(4, drawing.side - 4)
    assert all(x in inside and y in inside for x, y in squares(drawing))
