"""Columns of the ledger's list: which there are, and what stands in them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tenken.facts.model import CLASS_NAMES
from tenken.ledger.lists import MachineLine
from tenken.text import Message, _
from tenken.web.plain import Cell


@dataclass(frozen=True)
class Column:
    """``cell`` gives its text; class, last seen and verdict are drawn by the page itself."""

    key: str
    name: str
    cell: Callable[[MachineLine], Cell]


def _yes_no(value: bool | None) -> Cell:
    return "" if value is None else Message(_("yes") if value else _("no"))


TITLE = Column("title", _("name"), lambda line: line.entry.title)
COLUMNS: Mapping[str, Column] = {
    column.key: column
    for column in (
        Column("class", _("class"), lambda line: Message(CLASS_NAMES[line.entry.machine_class])),
        Column("role", _("role"), lambda line: line.entry.role),
        Column("place", _("place"), lambda line: line.entry.place),
        Column("owner", _("person responsible"), lambda line: line.entry.owner),
        Column("vendor", _("vendor"), lambda line: line.entry.vendor),
        Column("maker", _("maker"), lambda line: line.entry.maker),
        Column("model", _("model"), lambda line: line.entry.model),
        Column("serial", _("serial number"), lambda line: line.entry.serial),
        Column("asset_tag", _("asset number"), lambda line: line.asset_tag.upper()),
        Column("hostname", _("host name"), lambda line: line.hostname),
        Column("system", _("operating system"), lambda line: line.system),
        Column("seen", _("last seen"), lambda _line: ""),
        Column("standing", _("verdict"), lambda _line: ""),
        Column("fit", _("fit for use"), lambda line: _yes_no(line.entry.fit_for_use)),
        Column(
            "entered", _("entry"), lambda line: Message(_("entered") if line.entry.entered else _("seen, not entered"))
        ),
        Column("note", _("remark"), lambda line: line.entry.note),
    )
}
USUAL = ("class", "place", "owner", "seen", "standing")


@dataclass(frozen=True)
class Row:
    """A line of the list with its cells: key and name of the column, and the text."""

    line: MachineLine
    cells: Sequence[tuple[str, str, Cell]]


def rows(lines: Iterable[MachineLine], columns: Sequence[Column]) -> list[Row]:
    return [Row(line, [(column.key, column.name, column.cell(line)) for column in columns]) for line in lines]


def chosen(text: str) -> tuple[Column, ...]:
    """``class,place``: the columns in this order; the usual ones where it names none."""
    known = [COLUMNS[key] for key in dict.fromkeys(text.split(",")) if key in COLUMNS]
    return tuple(known) or tuple(COLUMNS[key] for key in USUAL)


def as_text(columns: Iterable[Column]) -> str:
    return ",".join(column.key for column in columns)
