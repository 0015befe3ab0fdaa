"""One verb for each blocker: what a person does about it next, and where."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from tenken.actions.overview import Blocker, Overview, RowView, State
from tenken.facts.model import MachineClass, SubjectKind
from tenken.rules.model import Standing
from tenken.text import _
from tenken.web.todo import steps_for

_CLASSES = frozenset(one.value for one in MachineClass)


@dataclass(frozen=True)
class Verb:
    name: str
    url: str


def verb_for(view: Overview, blocker: Blocker) -> Verb:
    """What keeps the row from a はい with evidence is met first; a row that is met only wants its answer."""
    mine = blocker.view
    row = reverse("row", args=[view.edition.id, view.form.id, mine.row.id])
    first = mine.verdict.first
    if first is None or mine.verdict.standing in (Standing.MET, Standing.OUT_OF_SCOPE):
        return Verb(_("answer it") if mine.state is State.OPEN else _("answer again"), f"{row}#h-answer")
    if first.column == SubjectKind.FACILITY:
        return _record(mine, row, _("record the document"))
    if first.column == SubjectKind.SYSTEM:
        return _record(mine, row, _("record it"))
    if first.column == SubjectKind.VENDOR:
        return Verb(_("ask the vendor"), reverse("vendor", args=[first.about]))
    if first.column in _CLASSES:
        return Verb(_machine_verb(blocker), drill_url(mine.row.id, first.column))
    return Verb(_("look at the evidence"), f"{row}#h-findings")


def drill_url(row: str, column: str) -> str:
    """The home page with a cell of its matrix opened."""
    return f"{reverse('home')}?{urlencode({'row': row, 'of': column})}#drill"


def _machine_verb(blocker: Blocker) -> str:
    first = blocker.view.verdict.first
    if first and first.column == MachineClass.UNKNOWN:
        return _("give it a class")
    if first and first.standing == Standing.UNKNOWN:
        return _("look at the machines")
    if blocker.view.row.lineage == "patch":
        return _("put updates in")
    return _("mend the machines")


def _record(mine: RowView, row: str, name: str) -> Verb:
    """The first paper or statement that the row's rules look for."""
    step = steps_for(mine.row)[0]
    joint = "&" if "?" in step.url else "?"
    return Verb(name, f"{step.url}{joint}{urlencode({'back': row})}")
