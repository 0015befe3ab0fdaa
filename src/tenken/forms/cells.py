"""Where on the paper: the cell map that lies beside each official workbook."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenken.forms.sheets import WorkbookError, split_address
from tenken.text import Complaint, _


class CellsError(Complaint):
    """A cell map does not hold together; the message names file and key."""


@dataclass(frozen=True, slots=True)
class RoundCells:
    """One round of a row. Either ``answer`` takes はい or いいえ, or one of ``yes`` and ``no`` takes the mark."""

    answer: str = ""
    yes: str = ""
    no: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class RowCells:
    number: str
    first: RoundCells
    target: str = ""
    second: RoundCells = RoundCells()


@dataclass(frozen=True, slots=True)
class Cells:
    """``dates`` is ``serial`` for cells formatted as dates, ``wareki`` or ``iso`` for cells that take text."""

    sheet: str
    workbook_sha256: str
    dates: str
    yes: str
    no: str
    mark: str
    heads: Mapping[str, str]
    rows: Mapping[str, RowCells]


_ROW_KEYS = {"number", "first", "target", "second"}
_KEYS = {"sheet", "workbook_sha256", "dates", "yes", "no", "mark", "heads", "rows"}


def load_cells(path: Path) -> Cells:
    """The map in this file. Raises CellsError."""
    try:
        return read_cells(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise CellsError(_("{file}: {why}"), file=path.name, why=str(error)) from error


def read_cells(text: str, name: str = "cells.toml") -> Cells:
    try:
        data = tomllib.loads(text)
        _known(data, _KEYS, name)
        return Cells(
            sheet=str(data["sheet"]),
            workbook_sha256=str(data["workbook_sha256"]),
            dates=str(data.get("dates", "serial")),
            yes=str(data.get("yes", "はい")),
            no=str(data.get("no", "いいえ")),
            mark=str(data.get("mark", "○")),
            heads={str(k): _address(v) for k, v in data.get("heads", {}).items()},
            rows={str(k): _row(v, f"{name}, row {k}") for k, v in data["rows"].items()},
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, WorkbookError) as error:
        raise CellsError(_("{file}: {why}"), file=name, why=str(error)) from error


def _known(data: Mapping[str, Any], keys: set[str], where: str) -> None:
    unknown = set(data) - keys
    if unknown:
        raise CellsError(_("{where}: unknown key “{key}”"), where=where, key=min(unknown))


def _row(data: Mapping[str, Any], where: str) -> RowCells:
    _known(data, _ROW_KEYS, where)
    return RowCells(
        number=_address(data.get("number", "")),
        first=_round(data["first"]),
        target=_address(data.get("target", "")),
        second=_round(data.get("second", {})),
    )


def _round(data: Mapping[str, Any]) -> RoundCells:
    return RoundCells(**{key: _address(value) for key, value in data.items()})


def _address(value: Any) -> str:
    if value:
        split_address(str(value))
    return str(value)


def written_cells(cells: Cells) -> str:
    """The map as TOML; ``read_cells`` reads it back."""
    plain = ("sheet", "workbook_sha256", "dates", "yes", "no", "mark")
    lines = [f"{key} = {_quoted(getattr(cells, key))}" for key in plain] + ["", "[heads]"]
    lines += [f'{_quoted(label)} = "{address}"' for label, address in cells.heads.items()]
    for row, at in cells.rows.items():
        lines += ["", f"[rows.{_quoted(row)}]", *_written_row(at)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A string of JSON is one of TOML too, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _written_row(at: RowCells) -> list[str]:
    single = {"number": at.number, "target": at.target}
    lines = [f'{key} = "{address}"' for key, address in single.items() if address]
    for name, cells in (("first", at.first), ("second", at.second)):
        parts = {"answer": cells.answer, "yes": cells.yes, "no": cells.no, "on": cells.on}
        filled = ", ".join(f'{key} = "{address}"' for key, address in parts.items() if address)
        if filled:
            lines.append(f"{name} = {{ {filled} }}")
    return lines
