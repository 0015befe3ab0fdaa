"""A text document to hand over: blocks that DOCX and PDF are written from alike."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from tenken.forms.pdf import render

TEMPLATE = Path(__file__).with_name("document.typ")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``text`` may hold line ends; each begins a new line of the same paragraph. Empty text is an empty line."""

    text: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 is the document's own name, in the middle; 2 and 3 head its parts."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or with dots."""

    texts: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``widths`` are parts of the whole. ``tall`` leaves room in every row to write by hand."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    tall: bool = False


Block = Paragraph | Heading | Items | Table


@dataclass(frozen=True, slots=True)
class Document:
    """``title`` and ``author`` stand in the file's properties; what is read is in ``blocks``."""

    title: str
    author: str
    blocks: tuple[Block, ...]


def printable(text: str) -> str:
    """Without the signs that no paper and no XML can hold; line ends are those of Unix."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def document_pdf(document: Document, moment: datetime) -> bytes:
    """The document on A4, tagged; the same document and moment give the same bytes."""
    data = {
        "title": printable(document.title),
        "author": printable(document.author),
        "blocks": [_block(block) for block in document.blocks],
    }
    return render(TEMPLATE, data, moment)


def _block(block: Block) -> Mapping[str, Any]:
    match block:
        case Paragraph(text, align):
            return {"kind": "paragraph", "lines": printable(text).split("\n"), "align": align.value}
        case Heading(text, level):
            return {"kind": "heading", "text": printable(text), "level": level}
        case Items(texts, numbered):
            return {"kind": "items", "texts": [printable(text) for text in texts], "numbered": numbered}
        case Table(head, rows, widths, tall):
            cells = [[printable(cell).split("\n") for cell in row] for row in rows]
            return {"kind": "table", "head": list(head), "rows": cells, "widths": list(widths), "tall": tall}
