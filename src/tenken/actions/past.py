"""What a form came to at a past moment: judged anew as the ledger knew things then, and held for the pages.

Judging a large house takes seconds. What was known at a past moment doesn't change any more, so a judgement is
held in memory for as long as this process lives; the next start judges with its own rules again.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tenken.actions.assess import assess_form, find_form
from tenken.actions.site import Site
from tenken.dates import end_of
from tenken.ledger.days import keep_day
from tenken.ledger.recall import newest
from tenken.ledger.sheets import Kept, Line, unkept, unpacked

HELD = 8
"""So many judgements are held; of 10,000 machines one takes a few megabytes."""

_Key = tuple[str, str, str, datetime]
_held: OrderedDict[_Key, "PastForm"] = OrderedDict()
_lock = threading.Lock()


@dataclass(frozen=True)
class PastForm:
    """Row → its verdict as of the moment; how many machines of each class there were."""

    sheets: Mapping[str, Kept]
    machines: Mapping[str, int]
    findings: Mapping[str, bytes]

    def lines(self, row: str) -> list[Line]:
        return unpacked(self.findings[row])


def past_form(site: Site, edition: str, form: str, as_of: datetime) -> PastForm:
    """Raises EditionError for an edition or form that there is not."""
    known, asked = find_form(site, edition, form)
    key = (str(site.config.data), known.id, asked.id, as_of)
    with _lock:  # two visitors of one moment judge it once
        if key not in _held:
            _held[key] = _judged(site, known.id, asked.id, as_of)
        _held.move_to_end(key)
        while len(_held) > HELD:
            _held.popitem(last=False)
        return _held[key]


def remember_day(site: Site, edition: str, form: str, day: date) -> None:
    """Write down what the form came to at the end of a day, where nobody judged it then."""
    assessment = assess_form(site, edition, form, end_of(day))
    keep_day(assessment.edition.id, assessment.form.id, assessment.verdicts, assessment.case.as_of)


def _judged(site: Site, edition: str, form: str, as_of: datetime) -> PastForm:
    assessment = assess_form(site, edition, form, as_of)
    head = newest()
    rows = {verdict.row.id: unkept(verdict, assessment.case, head) for verdict in assessment.verdicts}
    machines = Counter({name.value: len(found) for name, found in assessment.case.machines.items()})
    return PastForm(
        {row: sheet for row, (sheet, _findings) in rows.items()},
        machines,
        {row: findings for row, (_sheet, findings) in rows.items()},
    )
