"""はじめの12分: the steps, and what becomes of one that a person puts off: a task, never a guess."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tenken.actions.site import Site
from tenken.actions.tasks import Wanted, open_task, settle
from tenken.answers.selfcheck import put, read_replies
from tenken.dates import local_day
from tenken.ledger import start
from tenken.ledger.start import REPLIES, Gone
from tenken.ledger.tasks import Source, State, of_origins, open_from
from tenken.ledger.writing import writing
from tenken.text import _, translate


class Step(StrEnum):
    """The steps in their order."""

    KIND = "kind"
    FACILITY = "facility"
    SYSTEMS = "systems"
    VENDORS = "vendors"
    OFFICER = "officer"
    ROUTER = "router"
    PCS = "pcs"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Who:
    """Who states it, and when."""

    by: str
    now: datetime

    @property
    def on(self) -> date:
        return local_day(self.now)


_TO_FIND_OUT: Mapping[Step, tuple[str, str]] = {
    Step.KIND: (_("Decide which form of the checklist is ours"), ""),
    Step.FACILITY: (_("Write down the name of the facility and the day of the inspection"), ""),
    Step.SYSTEMS: (_("Find out which systems hold information on patients"), "has-system"),
    Step.VENDORS: (_("Find out who looks after each system, and since when by contract"), "remote-maintenance"),
    Step.OFFICER: (_("Have the safety management officer appointed"), "responsible-officer"),
    Step.ROUTER: (_("Find the router, and write down what its label says"), "asset-ledger"),
    Step.PCS: (_("Count the PCs, and give each a name"), "asset-ledger"),
    Step.BACKUPS: (_("Find out where the backups are, and when the last one succeeded"), "backup-recovery"),
}
"""What is still to be done about a step that was put off, and the lineage that it serves."""


def put_off(site: Site, step: Step, who: Who) -> None:
    """わからない: to be found out later. One task, however often it is put off; what was kept before stays kept."""
    title, lineage = _TO_FIND_OUT[step]
    if step in (gone := start.taken()) and gone[step].state is Gone.DONE:
        return
    with writing(who.now) as moment:
        start.take(step, Gone.LATER, who.by, moment)
        _open(_origin(step), Wanted(translate(title, site.config.language), lineage=lineage), who)


def found_out(step: Step, who: Who) -> None:
    """Settle the task of a step that was put off before."""
    task = open_from([_origin(step)]).get(_origin(step))
    if task:
        settle(task.number, task.version, State.DONE, "", who.by, who.now)


def keep_replies(site: Site, replies: str, who: Who) -> None:
    """Make what was answered いいえ or わからない in the self-check into tasks. Raises SelfcheckError."""
    open_ = [one for one in put(read_replies(replies)) if one.cost]
    with writing(who.now) as moment:
        start.take(REPLIES, Gone.DONE, who.by, moment, replies)
        for one in open_:
            title, asks = (translate(text, site.config.language) for text in (one.question.first, one.question.asks))
            wanted = Wanted(title, note=asks, lineage=one.question.lineages[0])
            _open(f"{REPLIES}:{one.id}", wanted, who)


def _origin(step: Step) -> str:
    return f"start:{step}"


def _open(origin: str, wanted: Wanted, who: Who) -> None:
    if origin not in of_origins([origin]):
        open_task(wanted, Source.START, who.by, who.now, origin)
