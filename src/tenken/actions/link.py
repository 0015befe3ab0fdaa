"""link: a person says that two entries of the ledger are one machine, or two; and may say otherwise later."""

import json
from datetime import datetime

from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.facts.model import SubjectId, SubjectKind, kind_of
from tenken.ledger import logbook
from tenken.ledger.links import Status, decide
from tenken.ledger.models import Subject
from tenken.ledger.record import Attempt, record
from tenken.ledger.writing import LedgerError, writing
from tenken.text import _


def link(site: Site, first: SubjectId, second: SubjectId, status: Status, by: str, now: datetime) -> None:
    """Keep a person's word on a pair: with LINK, the first stands for the second. Raises LedgerError."""
    pair = _machine(first), _machine(second)
    if pair[0] == pair[1]:
        raise LedgerError(_("these are one entry already"))
    said = {"first": first, "second": second, "status": status.value}
    raw = json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode()
    stream = f"person:link:{first}:{second}"
    attempt = Attempt(stream, COLLECTORS["person"].reader, by, now, by, site.archive.keep(raw))
    with writing(now) as moment:
        record(attempt, moment)
        decide(*pair, status, moment, by, ())
        logbook.note(now, by, f"link {status.value}", first, second)


def _machine(about: SubjectId) -> Subject:
    found = Subject.objects.filter(slug=about, kind=SubjectKind.MACHINE).first()
    if found is None or kind_of(about) is not SubjectKind.MACHINE:
        raise LedgerError(_("the ledger knows no {about}; register it first"), about=about)
    return found
