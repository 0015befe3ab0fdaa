"""One line of a sheet to one row of the ledger, and every cell of it that cannot be taken."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from tenken.collectors.spreadsheet import cells
from tenken.collectors.spreadsheet.heads import Fitted
from tenken.collectors.spreadsheet.model import LedgerRow, Line, Problem
from tenken.collectors.spreadsheet.words import class_in, clean, is_nothing, one_line, says_retired, yes_or_no
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import CLASS_NAMES, LONGEST_NAME, MachineClass, Mark, MarkKind
from tenken.text import Complaint, Message, _

LONGEST_NOTE = 10_000
ESCAPE = "'"
_NAMES = ("vendor", "maker", "model", "role")
_NAMING = ("title", "hostname", "fqdn", "asset_tag")
_NOTHING_SAID: Mapping[str, Any] = {"title": "", "machine_class": MachineClass.UNKNOWN}
_SHOWN = 80

T = TypeVar("T")


class Reader:
    """Reads the cells of one line by their fields, and gathers what is wrong with them."""

    def __init__(self, fitted: Fitted, line: Line, today: date | None) -> None:
        self.fitted, self.line, self.today = fitted, line, today
        self.problems: list[Problem] = []
        found = ((name, list(self._filled(columns))) for name, columns in fitted.columns.items())
        self._texts = {name: texts for name, texts in found if texts}

    def _filled(self, columns: tuple[int, ...]) -> Iterator[tuple[int, str]]:
        escape = ESCAPE if self.fitted.profile.escaped else ""
        for column in columns:
            text = clean(self.line.cells[column]) if column < len(self.line.cells) else ""
            if not is_nothing(text):
                yield column, text.removeprefix(escape)

    @property
    def filled(self) -> int:
        """How many fields the line fills."""
        return len(self._texts)

    def texts(self, name: str) -> Sequence[tuple[int, str]]:
        """(column, text) of every filled cell of a field, the one that counts first standing first."""
        return self._texts.get(name, ())

    def text(self, name: str) -> str:
        return next((text for _column, text in self.texts(name)), "")

    def joined(self, name: str, between: str = " ") -> str:
        """All cells of a field in the order of the sheet, each said once."""
        return between.join(dict.fromkeys(text for _column, text in sorted(self.texts(name))))

    def value(self, name: str, read: Callable[[str], T], nothing: T) -> T:
        """The first filled cell of a field, read; a cell that cannot be read is a problem."""
        for column, text in self.texts(name):
            try:
                return read(text)
            except Complaint as error:
                self.wrong(column, text, error.reason)
        return nothing

    def values(self, name: str, read: Callable[[str], tuple[T, ...]]) -> tuple[T, ...]:
        """All filled cells of a field, read."""
        found: dict[T, None] = {}
        for column, text in self.texts(name):
            try:
                found |= dict.fromkeys(read(text))
            except Complaint as error:
                self.wrong(column, text, error.reason)
        return tuple(found)

    def wrong(self, column: int, found: str, why: Message) -> None:
        self.problems.append(Problem(self.line.number, self.head_of(column), found[:_SHOWN], why))

    def wrong_field(self, name: str, found: str, why: Message) -> None:
        """Of a field as a whole; where the sheet has no column for it, of the whole line."""
        columns = self.fitted.columns.get(name, ())
        self.problems.append(
            Problem(self.line.number, self.head_of(columns[0]) if columns else "", found[:_SHOWN], why)
        )

    def head_of(self, column: int) -> str:
        return self.fitted.head.words[column]


def read_line(fitted: Fitted, line: Line, today: date | None) -> tuple[LedgerRow | None, tuple[Problem, ...]]:
    """The row, or None where something of it cannot be taken; then why."""
    reader = Reader(fitted, line, today)
    marks = _marks(reader)
    entry, given = _entry(reader)
    if not marks and not reader.text("subject"):
        marks = _marks_by_title(reader, entry.title)
    gone = reader.value("retired_on", _gone, None)
    bought = reader.value("purchased_on", cells.days, None)
    row = LedgerRow(
        line=line.number,
        marks=marks,
        entry=entry,
        given=frozenset(given),
        subject=reader.value("subject", _number_of_ours, ""),
        system=cells.narrow(reader.text("system")),
        addresses=reader.values("address", cells.addresses),
        purchased_on=bought.first if bought else None,
        retired_on=gone.last if gone else None,
        seen_as=line.cells,
        noted=tuple((reader.head_of(column), one_line(text)) for column, text in sorted(reader.texts("noted"))),
    )
    _check_lengths(reader, row)
    return (None if reader.problems else row), tuple(reader.problems)


def _number_of_ours(text: str) -> str:
    if not text.startswith("machine:"):
        raise cells.CellError(_("is no number that Tenken gave; leave the cell empty for a new machine"))
    return text


def _gone(text: str) -> cells.Days | None:
    """The day on which it left; a word that says that it left is no day and no mistake."""
    return None if says_retired(text) else cells.days(text)


def _marks(reader: Reader) -> tuple[Mark, ...]:
    """What tells the machine apart, best first."""
    serial = reader.value("serial", cells.number_mark, "")
    tag = reader.value("asset_tag", cells.number_mark, "")
    host = reader.value("hostname", cells.host, "")
    full = reader.value("fqdn", cells.host, "") or (host if "." in host else "")
    marks = [
        Mark(MarkKind.SERIAL, serial),
        *(Mark(MarkKind.UUID, value) for value in reader.values("uuid", cells.uuids)),
        *(Mark(MarkKind.MAC, value) for value in reader.values("mac", cells.macs)),
        Mark(MarkKind.FQDN, full),
        Mark(MarkKind.HOSTNAME, (host or full).partition(".")[0]),
        Mark(MarkKind.ASSET_TAG, tag),
    ]
    return tuple(mark for mark in marks if mark.value)


def _marks_by_title(reader: Reader, title: str) -> tuple[Mark, ...]:
    """A list without numbers may call its machines by their host names."""
    if cells.is_plain_host(title):
        return (Mark(MarkKind.HOSTNAME, cells.narrow(title)),)
    if not reader.problems:
        why = _(
            "nothing tells this machine apart: fill in an asset number, a serial number, a MAC address or a host name"
        )
        reader.wrong_field("title", title, Message(why))
    return ()


def _entry(reader: Reader) -> tuple[LedgerEntry, dict[str, Any]]:
    """The entry, and those of its fields that the line fills."""
    given: dict[str, Any] = {name: one_line(reader.text(name)) for name in _NAMES}
    given["place"] = one_line(reader.joined("place"))
    given["title"] = _title(reader)
    given["machine_class"] = reader.value("machine_class", lambda text: _class(reader, text), None)
    given["owner"] = " ".join(part for part in (reader.joined("unit"), one_line(reader.text("owner"))) if part)
    given["serial"] = cells.narrow(reader.text("serial"))
    given["fit_for_use"] = reader.value("fit_for_use", _yes_or_no, None)
    given["retired"] = _retired(reader)
    given["note"] = reader.joined("note", "\n") or _reason(reader, given)
    filled = {name: value for name, value in given.items() if value not in ("", None)}
    entered = reader.value("entered", _yes_or_no, True)
    return LedgerEntry(**{**_NOTHING_SAID, **filled}, entered=entered), filled


def _title(reader: Reader) -> str:
    """Its name; else its host name; else its number, where the line says anything more."""
    told = next((text for name in _NAMING[:3] if (text := one_line(reader.text(name)))), "")
    title = told or (one_line(reader.text("asset_tag")) if reader.filled > 1 else "")
    if not title:
        found = reader.text("asset_tag")
        reader.wrong_field("title", found, Message(_("the name is missing; write what the machine is called")))
    return title


def _class(reader: Reader, text: str) -> MachineClass:
    found = class_in(text, reader.fitted.profile.classes)
    if found is None:
        choices = tuple(Message(CLASS_NAMES[known]) for known in MachineClass if known is not MachineClass.UNKNOWN)
        raise cells.CellError(_("is no class; write one of {choices}, or name it in a profile"), choices=choices)
    return found


def _yes_or_no(text: str) -> bool:
    found = yes_or_no(text)
    if found is None:
        raise cells.CellError(_("“{text}” is neither はい nor いいえ"), text=text)
    return found


def _retired(reader: Reader) -> bool | None:
    """Out of use by a word, or by a day that has come. Without ``today`` a day alone ends nothing."""
    if any(says_retired(text) for name in ("status", "retired_on") for _column, text in reader.texts(name)):
        return True
    gone = next((text for _column, text in reader.texts("retired_on")), "")
    if gone and reader.today and _day_has_come(gone, reader.today):
        return True
    by_word = reader.value("retired", lambda text: True if says_retired(text) else _yes_or_no(text), None)
    known = bool(reader.text("status")) or by_word is not None
    return bool(by_word) if known else None


def _day_has_come(text: str, today: date) -> bool:
    try:
        return cells.days(text).last <= today
    except cells.CellError:
        return False


def _reason(reader: Reader, given: dict[str, Any]) -> str:
    """Why no row is to judge it, in the file's own words: the ledger asks for it."""
    if reader.fitted.profile.escaped:  # our own file says what the ledger says, and nothing more
        return ""
    names = ("retired_on", "status", "retired") if given["retired"] else ()
    names = (*names, "machine_class") if given["machine_class"] is MachineClass.OTHER else names
    told = ((column, text) for name in names for column, text in reader.texts(name))
    return "、".join(f"{reader.head_of(column)}: {one_line(text)}" for column, text in told)


def _check_lengths(reader: Reader, row: LedgerRow) -> None:
    texts = {
        name: getattr(row.entry, name)
        for name in ("title", "place", "owner", "vendor", "maker", "model", "serial", "role")
    }
    texts |= {mark.kind.replace("-", "_"): mark.value for mark in row.marks}
    texts |= {"subject": row.subject, "system": row.system}
    for name, text in texts.items():
        if len(text) > LONGEST_NAME:
            reader.wrong_field(name, text, Message(_("is longer than {n} characters"), {"n": LONGEST_NAME}))
    if sum(len(text) for _head, text in row.noted) > LONGEST_NOTE:
        reader.wrong_field("noted", row.noted[0][1], Message(_("is longer than {n} characters"), {"n": LONGEST_NOTE}))
    if len(row.entry.note) > LONGEST_NOTE:
        reader.wrong_field("note", row.entry.note, Message(_("is longer than {n} characters"), {"n": LONGEST_NOTE}))
