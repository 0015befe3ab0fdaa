"""改善報告: a draft for the authority, out of the remarks of an inspection and what became of their tasks."""

from dataclasses import dataclass
from datetime import date

from tenken.actions.site import Site
from tenken.answers.model import number_of
from tenken.dates import in_wareki, local_day
from tenken.forms.document import Align, Document, Heading, Paragraph, Table
from tenken.ledger.inspections import Inspection, Remark, Report, remarks
from tenken.ledger.tasks import State, Task, numbered

TITLE = "立入検査における指摘事項の改善報告書（案）"
_HEAD = ("番号", "行", "指摘の内容", "改善の内容", "担当", "期限", "状況")
_WIDTHS = (5, 8, 26, 28, 11, 12, 10)
_STATES = {State.OPEN: "対応中", State.DONE: "改善済み", State.DROPPED: "対応しない"}


@dataclass(frozen=True)
class Improvement:
    """A remark, the number of its row as printed, and the task that it became."""

    remark: Remark
    row: str
    task: Task | None

    @property
    def measure(self) -> str:
        """What was done; before that, what is to be done. A task says the remark itself until somebody changes it."""
        if self.task is None:
            return ""
        note = "" if self.task.note == self.remark.text else self.task.note
        return "\n".join(text for text in (note, self.task.word) if text)


def improvements(site: Site, found: Inspection) -> tuple[Improvement, ...]:
    edition = site.edition(found.edition)
    rows = {row.id: number_of(edition, row) for row in edition.form(found.form).rows}
    said = remarks(found.number)
    tasks = numbered(remark.task for remark in said)
    return tuple(Improvement(remark, rows.get(remark.row, ""), tasks.get(remark.task)) for remark in said)


def report_of(site: Site, found: Inspection) -> Report:
    """What somebody wrote, and where nobody did, what is proposed."""
    day, name = in_wareki(local_day(found.opened_at)), site.config.facility.name or "当施設"
    opening = (
        f"{day}に実施された立入検査（{found.inspector}様）において、サイバーセキュリティ対策について指摘を受けた事項の"
        "改善の内容と予定を、次のとおり報告します。"
    )
    closing = f"改善が済んでいない事項は、期限までに対応し、改めて報告します。\n\n{name}"
    said = found.report
    return Report(said.to or (f"{found.office}　御中" if found.office else ""), said.opening or opening,
                  said.closing or closing)  # fmt: skip


def report(site: Site, found: Inspection, today: date) -> Document:
    texts, name = report_of(site, found), site.config.facility.name
    rows = tuple(_row(number, one) for number, one in enumerate(improvements(site, found), 1))
    blocks = (
        Paragraph(in_wareki(today), Align.RIGHT),
        Paragraph(texts.to),
        Paragraph(name, Align.RIGHT),
        Heading(TITLE, 1),
        Paragraph(texts.opening),
        Table(_HEAD, rows, _WIDTHS),
        Paragraph(texts.closing),
    )
    return Document(TITLE, name, blocks)


def _row(number: int, one: Improvement) -> tuple[str, ...]:
    task = one.task
    due = in_wareki(task.due) if task and task.due else ""
    state = _STATES[task.state] if task else ""
    return (str(number), one.row, one.remark.text, one.measure, task.owner if task else "", due, state)
