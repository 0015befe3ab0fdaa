"""名簿の取り込み: lists that the review holds accesses against. Of patients only keyed hashes are kept, and no file."""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from tenken.actions.log_evidence import logs_of
from tenken.actions.log_verbs import LISTED
from tenken.actions.site import Site
from tenken.collectors.spreadsheet.encodings import decode
from tenken.collectors.spreadsheet.tables import XLS, XLSX, tables_of
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs.review.lists import ListError, Provenance, Row, fields_of, keep_list
from tenken.logs.review.names import Hashes
from tenken.text import _

MAX_MEGABYTES = 64
Lines = Iterator[tuple[int, Sequence[str]]]


def lists_of(site: Site) -> Path:
    return logs_of(site) / "lists"


def hashes_of(site: Site) -> Hashes:
    return Hashes(site.keys.persons())


def import_list(site: Site, kind: str, raw: bytes, name: str, by: str, now: datetime) -> int:
    """In place of the list of this kind; how many lines it has. Raises ListError, Unreadable; nothing is kept then."""
    digest = hashlib.sha256(raw).hexdigest()
    source = Provenance(name[:200], digest, now.astimezone(UTC).isoformat(), by)
    n = keep_list(lists_of(site), kind, _rows(kind, _lines(raw)), hashes_of(site), source)
    with writing(now) as at:
        logbook.note(at, by, LISTED, kind, f"{n} {digest[:16]}")
    return n


def _rows(kind: str, lines: Lines) -> Iterator[tuple[int, Row]]:
    _first, headings = next(lines, (0, ()))
    if not headings:
        raise ListError(_("the list is empty"))
    fields = fields_of(kind, headings)
    places = {field: headings.index(heading) for field, heading in fields.items()}
    for number, cells in lines:
        yield number, {field: cells[place] if place < len(cells) else "" for field, place in places.items()}


def _lines(raw: bytes) -> Lines:
    """Those that hold something, by their number in the file."""
    if raw.startswith((XLSX, XLS)):
        return ((line.number, line.cells) for line in tables_of(raw)[0].lines if any(line.cells))
    return _of_text(raw)


def _of_text(raw: bytes) -> Lines:
    text, _encoding = decode(raw)
    first = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",", strict=True)
    try:
        yield from ((reader.line_num, cells) for cells in reader if any(cells))
    except csv.Error as error:
        raise ListError(_("line {n}: {why}"), n=reader.line_num, why=str(error)) from error
