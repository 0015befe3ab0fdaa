"""What the house answered: R7 by the book, R8 up to where its year has come."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from tenken.actions.answer import answer
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.dates import local_day
from tenken.demo.house import OFFICER
from tenken.ledger.recall import case_at
from tenken.rules.model import Standing
from tenken.verdicts.assess import assess_row

_UNREASONED = ("access-rights", "unneeded-services")
"""はい in spite of what is known: the kind of row that an inspector asks about."""
_OPEN = ("backup-recovery", "operating-rules")
"""Not answered yet this year."""


def answers_of(site: Site) -> Iterator[tuple[date, Callable[[datetime], object]]]:
    """(day, what is done then)."""
    for edition, first in (("r7", date(2025, 10, 6)), ("r8", date(2026, 10, 5))):
        rows = site.edition(edition).form("hospital").rows
        for number, row in enumerate(rows):
            if not (edition == "r8" and row.lineage in _OPEN):
                yield first + timedelta(days=number), partial(_answer, site, edition, row.id)


def _answer(site: Site, edition: str, row_id: str, when: datetime) -> None:
    """はい where the evidence shows it; with a reason where somebody insists; else いいえ with a target date."""
    known = site.edition(edition)
    form = known.form("hospital")
    row, day = form.row(row_id), local_day(when)
    standing = assess_row(known.id, form, row, case_at(when)).standing
    if standing is Standing.MET:
        proposed = Proposed(True, OFFICER, day)
    elif row.lineage in _UNREASONED:
        proposed = Proposed(True, OFFICER, day, reason="観測できない機器は、担当の事業者に口頭で確かめた")
    else:
        proposed = Proposed(False, OFFICER, day, min(known.last_day, day + timedelta(days=150)))
    answer(site, known.id, form.id, row_id, proposed, when)
