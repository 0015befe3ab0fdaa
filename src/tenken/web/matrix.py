"""The picture of a form: rows by columns of subjects, and the bar above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tenken.actions.overview import Overview, RowView, State
from tenken.facts.model import CLASS_NAMES, MachineClass, SubjectKind
from tenken.ledger.sheets import Cell
from tenken.rules.model import Standing
from tenken.standard.model import Section
from tenken.text import _

COLUMNS = (
    (SubjectKind.FACILITY.value, _("whole facility")),
    (MachineClass.SERVER.value, _("servers")),
    (MachineClass.CLIENT_PC.value, _("client PCs")),
    (MachineClass.NETWORK.value, _("network devices")),
    (MachineClass.UNKNOWN.value, CLASS_NAMES[MachineClass.UNKNOWN]),
    (SubjectKind.SYSTEM.value, _("systems")),
    (SubjectKind.VENDOR.value, _("vendors")),
)

_BAR = ((State.SHOWN, "b-ok"), (State.UNSHOWN, "b-part"), (State.NO, "b-ng"), (State.OPEN, "b-unk"))


@dataclass(frozen=True)
class Square:
    """A cell as drawn. ``look`` is ok, part, ng, unk or na."""

    column: str
    name: str
    look: str
    met: int = 0
    total: int = 0


@dataclass(frozen=True)
class Segment:
    css: str
    x: str
    width: str


def matrix(view: Overview) -> list[tuple[Section, list[tuple[RowView, list[Square]]]]]:
    """Sections of the form, each with its rows and their cells in the order of ``columns``."""
    shown = dict(columns(view))
    return [
        (section, [(row, _among(shown, row)) for row in view.rows if row.row.section == section.id])
        for section in view.form.sections
    ]


def columns(view: Overview) -> list[tuple[str, str]]:
    """Machines that nobody has classed have a column only while some row looks at one: it is there to be emptied."""
    unclassed = any(row.verdict.by_class.get(MachineClass.UNKNOWN.value) for row in view.rows)
    return [(key, name) for key, name in COLUMNS if unclassed or key != MachineClass.UNKNOWN]


def _among(shown: Mapping[str, str], row: RowView) -> list[Square]:
    return [square for square in squares(row) if square.column in shown]


def bar(view: Overview) -> Sequence[Segment]:
    """Shares of the rows as percentages of the width, a thin gap between them."""
    total, x, segments = max(view.asked, 1), 0.0, []
    for state, css in _BAR:
        share = 100 * view.count(state) / total
        if share:
            segments.append(Segment(css, f"{x:.3f}%", f"{max(share - 0.4, 0.2):.3f}%"))
        x += share
    return segments


def squares(row: RowView) -> list[Square]:
    return [_square(column, name, row.verdict.by_class.get(column)) for column, name in COLUMNS]


def _square(column: str, name: str, cell: Cell | None) -> Square:
    if cell is None or not cell.total:
        return Square(column, name, "na")
    looks = {Standing.MET: "ok", Standing.UNKNOWN: "unk", Standing.NOT_MET: "part" if cell.met else "ng"}
    return Square(column, name, looks[cell.standing], cell.met, cell.total)
