"""Cells of an XLSX workbook, read and written in its own XML so that every other byte stays as it was."""

import re
import zipfile
from collections.abc import Mapping
from copy import copy
from datetime import date, timedelta
from io import BytesIO

from lxml import etree

from tenken.forms.styles import date_styles
from tenken.forms.zips import ZipError, open_zip, read_member
from tenken.text import Blanks, Complaint, Message, _, reason_of

Value = str | float | bool
Element = etree._Element

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook begins that was saved with a password, or by an Excel of before 2007."""
_MAX_CELLS = 200_000
_MAX_PART_BYTES = 32 * 1024 * 1024
"""Of one part of XML; in memory it takes ten times as much."""
_OLDEST_DAY = 32_509


class WorkbookError(Complaint):
    """Not a workbook that we can use; the message says where, what was found, and what to do."""


class Sheets:
    """An opened workbook. ``put`` changes cells; ``save`` gives the whole file."""

    def __init__(self, data: bytes) -> None:
        self._zip = _open(data)
        self._changed: dict[str, Element] = {}
        book = self._parse("xl/workbook.xml")
        targets = {
            rel.get("Id"): rel.get("Target", "")
            for rel in self._parse("xl/_rels/workbook.xml.rels").iter("{*}Relationship")
        }
        self._paths = {
            sheet.get("name", ""): _part(targets.get(sheet.get(f"{{{_REL}}}id"), ""))
            for sheet in book.iter(f"{{{_MAIN}}}sheet")
        }
        properties = book.find(f"{{{_MAIN}}}workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._strings: list[str] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._paths)

    def cells(self, sheet: str) -> dict[str, Value]:
        """Every cell that holds something: address → text, number or truth value."""
        found: dict[str, Value] = {}
        for cell in self._sheet(sheet).iter(f"{{{_MAIN}}}c"):
            value = self._value(cell)
            if value not in (None, ""):
                found[cell.get("r", "")] = value
            if len(found) > _MAX_CELLS:
                raise WorkbookError(
                    _("sheet {sheet}: more than {n} filled cells; no form has so many"), sheet=sheet, n=_MAX_CELLS
                )
        return found

    def put(self, sheet: str, values: Mapping[str, Value | None]) -> None:
        """Set cells, keeping their styles. None empties a cell. A cell with a formula is refused."""
        root = self._changed.setdefault(self._path(sheet), self._sheet(sheet))
        data = root.find(f"{{{_MAIN}}}sheetData")
        if data is None:
            raise WorkbookError(_("sheet {sheet} has no cells at all"), sheet=sheet)
        for address, value in values.items():
            _set(_cell(data, address, sheet), value)

    def save(self) -> bytes:
        """The file, every untouched part byte for byte as it was. Same input, same bytes."""
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for member in self._zip.infolist():
                changed = self._changed.get(member.filename)
                content = read_member(self._zip, member.filename) if changed is None else _to_bytes(changed)
                # Writing changes the entry; the one we read by must keep its place in the old file.
                archive.writestr(copy(member), content, compress_type=member.compress_type)
        return out.getvalue()

    def merged(self, sheet: str) -> tuple[str, ...]:
        """Ranges that are shown as one cell, as ``B3:D3``."""
        return tuple(cell.get("ref", "") for cell in self._sheet(sheet).iter(f"{{{_MAIN}}}mergeCell"))

    def shows_dates(self, sheet: str, address: str) -> bool:
        """Whether a cell is formatted as a date."""
        if "xl/styles.xml" not in self._zip.namelist():
            return False
        styles = date_styles(self._parse("xl/styles.xml"))
        found = [c for c in self._sheet(sheet).iter(f"{{{_MAIN}}}c") if c.get("r") == address]
        return bool(found) and int(found[0].get("s", "0")) in styles

    def day_of(self, serial: float) -> date:
        """A date from Excel's count of days. ValueError for one before 1989: no form is so old."""
        if not self.since_1904 and serial < _OLDEST_DAY:
            raise ValueError(f"{serial:g} is no date")
        try:
            return (date(1904, 1, 1) if self.since_1904 else date(1899, 12, 30)) + timedelta(days=int(serial))
        except OverflowError as error:
            raise ValueError(f"{serial} is no date") from error

    def serial_of(self, day: date) -> float:
        return float((day - (date(1904, 1, 1) if self.since_1904 else date(1899, 12, 30))).days)

    def _path(self, sheet: str) -> str:
        if sheet not in self._paths:
            raise WorkbookError(_("there is no sheet “{sheet}”; found {names}"), sheet=sheet, names=self.names)
        return self._paths[sheet]

    def _sheet(self, sheet: str) -> Element:
        path = self._path(sheet)
        return self._changed[path] if path in self._changed else self._parse(path)

    def _parse(self, part: str) -> Element:
        try:
            return _safe_xml(read_member(self._zip, part, _MAX_PART_BYTES))
        except (ZipError, etree.XMLSyntaxError) as error:
            words = _("{part}: {why}; open the file in Excel and save it again as .xlsx")
            raise WorkbookError(words, part=part, why=reason_of(error)) from error

    def _value(self, cell: Element) -> Value | None:
        kind, content = cell.get("t", "n"), cell.findtext(f"{{{_MAIN}}}v")
        if kind == "inlineStr":
            return _words(cell.find(f"{{{_MAIN}}}is"))
        if not content:  # also a formula that no program has worked out yet
            return None
        if kind == "s":
            return self._string(content)
        if kind == "b":
            return content == "1"
        if kind in ("str", "e", "d"):
            return content
        return _number(content, cell)

    def _string(self, index: str) -> str:
        if self._strings is None:
            has_strings = "xl/sharedStrings.xml" in self._zip.namelist()
            root = self._parse("xl/sharedStrings.xml") if has_strings else etree.Element("none")
            self._strings = [_words(item) for item in root.iter(f"{{{_MAIN}}}si")]
        try:
            return self._strings[int(index)]
        except (ValueError, IndexError) as error:
            raise WorkbookError(_("shared text {n} is missing; save the file again in Excel"), n=index) from error


def split_address(address: str) -> tuple[str, int]:
    """``E12`` → (``E``, 12)."""
    match = _ADDRESS.fullmatch(address)
    if not match:
        raise WorkbookError(_("“{address}” is no cell address"), address=address[:40])
    return match[1], int(match[2])


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _open(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_LOCKED):
        why = Message(_("it is locked with a password, or is an old .xls; save it as .xlsx without a password"))
        raise WorkbookError(_("no Excel workbook (.xlsx): {why}"), why=why)
    try:
        return open_zip(data)
    except ZipError as error:
        raise WorkbookError(_("no Excel workbook (.xlsx): {why}"), why=error.reason) from error


def _safe_xml(data: bytes) -> Element:
    """Parse without entities, network or DTD; a document type is never needed in a workbook."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise WorkbookError(_("the workbook declares a document type, which no workbook does; it is not read"))
    return root


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _words(item: Element | None) -> str:
    """The text of a string, without its phonetic readings (furigana)."""
    if item is None:
        return ""
    texts = item.iter(f"{{{_MAIN}}}t")
    return "".join(t.text or "" for t in texts if t.getparent().tag != f"{{{_MAIN}}}rPh")  # type: ignore[union-attr]


def _number(content: str, cell: Element) -> float:
    try:
        return float(content)
    except ValueError as error:
        blanks: Blanks = {"cell": cell.get("r", ""), "found": content[:40]}
        raise WorkbookError(_("cell {cell}: “{found}” is no number"), **blanks) from error


def _cell(data: Element, address: str, sheet: str) -> Element:
    """The cell's element, made in its right place where an empty cell has none."""
    letters, number = split_address(address)
    row = _placed(data, f"{{{_MAIN}}}row", str(number), number, _row_number)
    cell = _placed(
        row, f"{{{_MAIN}}}c", address, column_number(letters), lambda e: column_number(split_address(e.get("r", ""))[0])
    )
    if cell.find(f"{{{_MAIN}}}f") is not None:
        blanks: Blanks = {"sheet": sheet, "cell": address}
        raise WorkbookError(
            _("sheet {sheet}, cell {cell} holds a formula; the form has changed, import it anew"), **blanks
        )
    return cell


def _row_number(row: Element) -> int:
    try:
        return int(row.get("r", "0"))
    except ValueError as error:
        raise WorkbookError(
            _("“{text}” is no number of a row; save the file again in Excel"), text=row.get("r", "")
        ) from error


def _placed(parent: Element, tag: str, name: str, order: int, order_of) -> Element:  # type: ignore[no-untyped-def]
    after = 0
    for position, element in enumerate(parent):
        if element.tag != tag:
            continue
        here = order_of(element)
        if here == order:
            return element
        if here < order:
            after = position + 1
    made = etree.Element(tag, {"r": name})
    parent.insert(after, made)
    return made


def _set(cell: Element, value: Value | None) -> None:
    for child in list(cell):
        cell.remove(child)
    if "t" in cell.attrib:
        del cell.attrib["t"]
    if value is None:
        return
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{{{_MAIN}}}is"), f"{{{_MAIN}}}t")
        text.text = _CONTROL.sub("", value)
        text.set(_XML_SPACE, "preserve")
        return
    if isinstance(value, bool):
        cell.set("t", "b")
    etree.SubElement(cell, f"{{{_MAIN}}}v").text = str(int(value)) if float(value).is_integer() else str(value)


def _to_bytes(root: Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
