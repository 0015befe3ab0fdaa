"""機器のラベル as PDF, on sheets of labels that are sold cut."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tenken.forms.pdf import render

TEMPLATE = Path(__file__).with_name("labels.typ")


@dataclass(frozen=True, slots=True)
class Sheet:
    """An A4 sheet; lengths in mm. Labels stand side by side without gaps."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float

    @property
    def labels(self) -> int:
        return self.columns * self.rows


SHEETS: Mapping[str, Sheet] = {
    "24": Sheet(3, 8, 66.0, 33.9, 6.0, 12.9),
    "12": Sheet(2, 6, 86.4, 42.3, 18.6, 21.6),
    "40": Sheet(4, 10, 48.3, 25.4, 8.4, 21.5),
}
"""By the number of labels. Sheets of this size are sold by several makers; print one on plain paper first."""


@dataclass(frozen=True, slots=True)
class Label:
    """``svg`` is a square code, ``alt`` what it holds."""

    title: str
    tag: str
    place: str
    svg: str
    alt: str


def labels_pdf(labels: Sequence[Label], sheet: Sheet, skip: int, facility: str, title: str, moment: datetime) -> bytes:
    """``skip`` labels of the first sheet are used already."""
    data = {
        "title": title,
        "facility": facility,
        "sheet": asdict(sheet),
        "skip": skip,
        "labels": [asdict(label) for label in labels],
    }
    return render(TEMPLATE, data, moment)
