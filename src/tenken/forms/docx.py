"""A document as DOCX (WordprocessingML, ECMA-376): few parts, no macros, no links; same document, same bytes."""

import zipfile
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO

from lxml import etree

from tenken.forms.document import Align, Block, Document, Heading, Items, Paragraph, Table, printable
from tenken.forms.docx_parts import CONTENT_TYPES, DOCUMENT_RELATIONS, NUMBERING, RELATIONS, STYLES, core_properties

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TEXT_WIDTH = 9184
"""Twentieths of a point between the margins of an A4 page, as the section below sets them."""
_ROOM = 1000
"""Least height of a row that is written into by hand, in twentieths of a point."""
_SIDES = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_FIRST_LIST = 2
"""Numbering 1 is the dots; each numbered list counts anew, under a number of its own from here on."""


def docx(document: Document, moment: datetime) -> bytes:
    """The file. ``moment`` is the only time that gets into it."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": _body(document),
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING.replace("@LISTS@", "".join(_counters(document))),
        "docProps/core.xml": core_properties(printable(document.title), printable(document.author), moment),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(_member(name, moment), text.encode())
    return out.getvalue()


def _member(name: str, moment: datetime) -> zipfile.ZipInfo:
    at = moment.astimezone(UTC)
    info = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
    return info


def _counters(document: Document) -> Iterator[str]:
    lists = [block for block in document.blocks if isinstance(block, Items) and block.numbered]
    for number, _list in enumerate(lists, _FIRST_LIST):
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        yield f'<w:num w:numId="{number}"><w:abstractNumId w:val="2"/>{restart}</w:num>'


def _body(document: Document) -> str:
    body, counted = _el("body"), _FIRST_LIST
    for block in document.blocks:
        body.extend(_block(block, counted))
        counted += isinstance(block, Items) and block.numbered
    body.append(
        _el(
            "sectPr",
            _el("pgSz", w="11906", h="16838"),
            _el("pgMar", top="1247", right="1361", bottom="1134", left="1361", header="567", footer="567", gutter="0"),
        )
    )
    return etree.tostring(_el("document", body), xml_declaration=True, encoding="UTF-8", standalone=True).decode()


def _block(block: Block, number: int) -> Iterator[etree._Element]:
    match block:
        case Paragraph(text, align):
            yield _paragraph(text, _el("jc", val=_SIDES[align]))
        case Heading(text, level):
            yield _paragraph(text, _el("pStyle", val=f"Heading{level}"))
        case Items(texts, numbered):
            of = _el("numPr", _el("ilvl", val="0"), _el("numId", val=str(number if numbered else 1)))
            for text in texts:
                yield _paragraph(text, _el("pStyle", val="ListParagraph"), deepcopy(of))
        case Table():
            yield _table(block)
            yield _paragraph("")


def _paragraph(text: str, *properties: etree._Element) -> etree._Element:
    return _el("p", _el("pPr", *properties), *_runs(text))


def _runs(text: str, bold: bool = False) -> Iterator[etree._Element]:
    for number, line in enumerate(printable(text).split("\n")):
        content = _el("t", line)
        content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        properties = [_el("rPr", _el("b"), _el("bCs"))] if bold else []
        yield _el("r", *properties, *([_el("br")] if number else []), content)


def _table(table: Table) -> etree._Element:
    total = sum(table.widths)
    widths = [_TEXT_WIDTH * width // total for width in table.widths]
    borders = [
        _el(side, val="single", sz="4", space="0", color="7F7F7F")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = _el("tblCellMar", *(_el(side, w="100", type="dxa") for side in ("left", "right")))
    return _el(
        "tbl",
        _el(
            "tblPr", _el("tblW", w=str(sum(widths)), type="dxa"), _el("tblInd", w="100", type="dxa"),
            _el("tblBorders", *borders),
            _el("tblLayout", type="fixed"), margins,
        ),
        _el("tblGrid", *(_el("gridCol", w=str(width)) for width in widths)),
        _row(table.head, widths, _el("cantSplit"), _el("tblHeader"), head=True),
        *(_row(row, widths, _el("cantSplit"), *_height(table)) for row in table.rows),
    )  # fmt: skip


def _height(table: Table) -> Iterable[etree._Element]:
    return [_el("trHeight", val=str(_ROOM), hRule="atLeast")] if table.tall else []


def _row(cells: tuple[str, ...], widths: list[int], *properties: etree._Element, head: bool = False) -> etree._Element:
    shade = [_el("shd", val="clear", color="auto", fill="F0F0F0")] if head else []
    found = []
    for cell, width in zip(cells, widths, strict=True):
        of = _el("tcPr", _el("tcW", w=str(width), type="dxa"), *(deepcopy(s) for s in shade))
        found.append(_el("tc", of, _el("p", _el("pPr", _el("pStyle", val="TableText")), *_runs(cell, bold=head))))
    return _el("tr", _el("trPr", *properties), *found)


def _el(name: str, *children: etree._Element | str, **attributes: str) -> etree._Element:
    """An element of WordprocessingML; a text among the children is its content."""
    element = etree.Element(f"{{{W}}}{name}", {f"{{{W}}}{key}": value for key, value in attributes.items()}, {"w": W})
    for child in children:
        if isinstance(child, str):
            element.text = child
        else:
            element.append(child)
    return element
