"""列の対応: which column of a system's CSV export means what. A file in TOML that the facility writes once a system.

encoding = "cp932"          # else UTF-8 where it fits, CP932 where not
delimiter = ","
[columns]                   # field of the event = heading in the export
at = "操作日時"             # or date = "日付" and time = "時刻"
user_id = "利用者ID"
patient_id = "患者番号"
function = "操作内容"
[outcome]                   # what stands in the column, and RFC 3881's code for it
"失敗" = "4"
"""

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from tenken.logs.model import MINOR, AuditEvent
from tenken.text import Complaint, _

_TIMES = ("at", "date", "time")
FIELDS = tuple(one.name for one in fields(AuditEvent))
"""What a column can mean, beside ``date`` and ``time``."""


class ColumnsError(Complaint):
    """The map does not fit itself or the file; the message says what to write instead."""


@dataclass(frozen=True)
class Columns:
    """``means`` leads from a field (or ``date`` and ``time``) to a heading; ``headings`` are those of the export, in
    its order; ``outcome`` from a value in that column to a code."""

    means: Mapping[str, str]
    headings: tuple[str, ...] = ()
    outcome: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ","

    def cells(self, line: bytes) -> list[str]:
        """One record of the export. Raises UnicodeDecodeError, csv.Error."""
        return next(csv.reader([self.text(line)], delimiter=self.delimiter, strict=True), [])

    def text(self, line: bytes) -> str:
        plain = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n\0")
        if self.encoding:
            return plain.decode(self.encoding)
        try:
            return plain.decode()
        except UnicodeDecodeError:
            return plain.decode("cp932")

    def value(self, cells: Sequence[str], name: str) -> str:
        """What stands in the column for this field; empty where there is none."""
        heading = self.means.get(name)
        return cells[self.headings.index(heading)].strip() if heading else ""

    def fitted(self, first: bytes) -> "Columns":
        """With the headings of this file. Raises ColumnsError where one that is needed is missing."""
        try:
            headings = tuple(cell.strip() for cell in self.cells(first))
        except (UnicodeDecodeError, csv.Error) as error:
            raise ColumnsError(
                _("the first line of the file cannot be read as headings: {why}"), why=str(error)
            ) from error
        missing = sorted(set(self.means.values()) - set(headings))
        if missing:
            words = _("the file has no column {missing}; its columns are {headings}")
            raise ColumnsError(words, missing=tuple(missing), headings=headings[:40])
        return replace(self, headings=headings)


def read_columns(text: str) -> Columns:
    """Raises ColumnsError."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ColumnsError(_("the map of columns is no TOML: {why}"), why=str(error)) from error
    means, outcome = values.pop("columns", {}), values.pop("outcome", {})
    encoding, delimiter = values.pop("encoding", ""), values.pop("delimiter", ",")
    _refuse(values, _("the map of columns has no {names}"))
    if not (isinstance(means, dict) and isinstance(outcome, dict)):
        raise ColumnsError(_("[columns] and [outcome] are tables: a name, =, and a text on each line"))
    _refuse(set(means) - {*FIELDS, "date", "time"}, _("no field of an event is called {names}"))
    _refuse_timeless(means)
    if not all(isinstance(one, str) for one in (*means.values(), *outcome.values(), encoding, delimiter)):
        raise ColumnsError(_("the map of columns holds texts only"))
    _refuse_encoding(encoding)
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise ColumnsError(_("“{text}” is no delimiter; write a single sign, such as , or \\t"), text=delimiter)
    return Columns(means, outcome=outcome, encoding=encoding, delimiter=delimiter)


def chosen_columns(means: Mapping[str, str], failures: Sequence[str], encoding: str, delimiter: str) -> Columns:
    """As a person chose them on a page; ``failures`` are values of the outcome. Raises ColumnsError."""
    _refuse_timeless(means)
    _refuse_encoding(encoding)
    if "outcome" in means and not failures:
        raise ColumnsError(_("write which values in the column of the outcome mean that it failed"))
    outcome = dict.fromkeys(failures, MINOR) if "outcome" in means else {}
    return Columns(dict(means), outcome=outcome, encoding=encoding, delimiter=delimiter)


def _refuse_timeless(means: Mapping[str, str]) -> None:
    if not ("at" in means or {"date", "time"} <= set(means)):
        raise ColumnsError(_("the map names no column for the time: at, or date and time"))


def _refuse(names: Iterable[str], words: str) -> None:
    if set(names):
        raise ColumnsError(words, names=tuple(sorted(names)))


def _refuse_encoding(name: str) -> None:
    """Lines are found before they are decoded: so it must write line ends, quotes and ASCII as ASCII does."""
    try:
        if not '\r\n"A,'.encode(name or "utf-8").endswith(b'\r\n"A,'):
            raise LookupError(name)
    except (LookupError, UnicodeError) as error:
        raise ColumnsError(_("there is no encoding “{name}”; write utf-8, cp932 or euc_jp"), name=name) from error
