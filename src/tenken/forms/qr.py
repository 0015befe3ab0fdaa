"""QR codes as one path of SVG: sharp on paper, without a file, a script or a style."""

from collections.abc import Iterator
from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
"""Squares of white around a code, as its standard wants them."""


@dataclass(frozen=True)
class Drawing:
    """A square picture ``side`` units wide, and what is black on it."""

    side: int
    path: str


def qr(text: str) -> Drawing:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    matrix = code.get_matrix()
    return Drawing(len(matrix), "".join(_strokes(matrix)))


def _strokes(matrix: list[list[bool]]) -> Iterator[str]:
    """Black squares side by side are drawn at once."""
    for y, row in enumerate(matrix):
        start = None
        for x, black in enumerate([*row, False]):
            if black and start is None:
                start = x
            elif not black and start is not None:
                yield f"M{start} {y}h{x - start}v1h-{x - start}z"
                start = None
