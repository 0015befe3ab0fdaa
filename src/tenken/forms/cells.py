"""Where on the paper: the cell map that lies beside each official workbook."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tenken.forms.sheets import split_address


class CellsError(Exception):
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
    remark: str = ""


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


_KEYS = {"sheet", "workbook_sha256", "dates", "yes", "no", "mark", "heads", "rows"}


def load_cells(path: Path) -> Cells:
    """The map in this file. Raises CellsError."""
    try:
        return read_cells(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise CellsError(f"{path.name}: {error.strerror}") from error


def read_cells(text: str, name: str = "cells.toml") -> Cells:
    try:
        data = tomllib.loads(text)
        unknown = set(data) - _KEYS
        if unknown:
            raise CellsError(f"{name}: unknown key '{min(unknown)}'")
        return Cells(
            sheet=str(data["sheet"]),
            workbook_sha256=str(data["workbook_sha256"]),
            dates=str(data.get("dates", "serial")),
            yes=str(data.get("yes", "はい")),
            no=str(data.get("no", "いいえ")),
            mark=str(data.get("mark", "○")),
            heads={str(k): _address(v) for k, v in data.get("heads", {}).items()},
            rows={str(k): _row(v) for k, v in data["rows"].items()},
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise CellsError(f"{name}: {error}") from error


def _row(data: Mapping[str, Any]) -> RowCells:
    return RowCells(
        number=_address(data.get("number", "")),
        first=_round(data["first"]),
        target=_address(data.get("target", "")),
        second=_round(data.get("second", {})),
        remark=_address(data.get("remark", "")),
    )


def _round(data: Mapping[str, Any]) -> RoundCells:
    return RoundCells(**{key: _address(value) for key, value in data.items()})


def _address(value: Any) -> str:
    if value:
        split_address(str(value))
    return str(value)


def written_cells(cells: Cells) -> str:
    """The map as TOML; ``read_cells`` reads it back."""
    lines = [f'sheet = "{cells.sheet}"', f'workbook_sha256 = "{cells.workbook_sha256}"', f'dates = "{cells.dates}"']
    lines += [f'yes = "{cells.yes}"', f'no = "{cells.no}"', f'mark = "{cells.mark}"', "", "[heads]"]
    lines += [f'"{label}" = "{address}"' for label, address in cells.heads.items()]
    for row, at in cells.rows.items():
        lines += ["", f'[rows."{row}"]', *_written_row(at)]
    return "\n".join(lines) + "\n"


def _written_row(at: RowCells) -> list[str]:
    single = {"number": at.number, "target": at.target, "remark": at.remark}
    lines = [f'{key} = "{address}"' for key, address in single.items() if address]
    for name, cells in (("first", at.first), ("second", at.second)):
        parts = {"answer": cells.answer, "yes": cells.yes, "no": cells.no, "on": cells.on}
        filled = ", ".join(f'{key} = "{address}"' for key, address in parts.items() if address)
        if filled:
            lines.append(f"{name} = {{ {filled} }}")
    return lines
