"""A program of its own: a workbook on standard input, the texts of its sheets as JSON on standard output.

calamine trusts what a workbook says of itself: one cell far out ends the process, damaged XLS files panic. Here that
ends this process only, and the memory that it may take is bounded. It is run by its path and imports nothing of ours.
"""

import datetime
import io
import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

import python_calamine

if sys.platform != "win32":
    import resource

PASSWORD, REFUSED, TOO_MUCH = 3, 4, 5
"""How the process ends where it says why."""
MAX_MEMORY_BYTES = 2 * 1024**3
MAX_SIGNS = 64_000_000
"""Of all sheets together: one long text may stand in a million cells."""


def _bound_memory() -> None:
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))


def _text(value: Any) -> str:
    """A cell as a person would type it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def _sheet(sheet: python_calamine.CalamineSheet, most_rows: int) -> dict[str, Any]:
    """Rows that hold something, each with its number from 0; calamine leaves out empty columns before them."""
    _top, left = sheet.start or (0, 0)
    texts = ((number, [_text(value) for value in row]) for number, row in enumerate(sheet.iter_rows()))
    return {
        "name": sheet.name,
        "left": left,
        "rows": list(islice(((number, row) for number, row in texts if any(row)), most_rows)),
        "merged": [[*first, *last] for first, last in sheet.merged_cell_ranges or ()],
    }


def _sheets(book: python_calamine.CalamineWorkbook, most_rows: int) -> Iterator[dict[str, Any]]:
    """Visible sheets of cells. Ends the process where they hold more than a list of machines does."""
    signs = 0
    for one in book.sheets_metadata:
        if (one.visible, one.typ) != (
            python_calamine.SheetVisibleEnum.Visible,
            python_calamine.SheetTypeEnum.WorkSheet,
        ):
            continue
        sheet = _sheet(book.get_sheet_by_name(one.name), most_rows)
        signs += sum(len(cell) for _number, row in sheet["rows"] for cell in row)
        if signs > MAX_SIGNS:
            sys.exit(TOO_MUCH)
        yield sheet


def main(most_rows: int) -> int:
    _bound_memory()
    with python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read())) as book:
        sheets = list(_sheets(book, most_rows))
    sys.stdout.buffer.write(json.dumps(sheets, ensure_ascii=False).encode())
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1])))
    except python_calamine.PasswordError:
        sys.exit(PASSWORD)
    except python_calamine.CalamineError as error:
        sys.stdout.buffer.write(json.dumps(str(error)[:200]).encode())
        sys.exit(REFUSED)
