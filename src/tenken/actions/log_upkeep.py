"""Work on access logs that falls due: the diary and what pages ask for at once, how sources are doing each day, the
whole store every five, last month by the rules. In a process of its own: the engine and the hashing of years have no
place where the pages are."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

from tenken.actions.log_anchors import tokens_room
from tenken.actions.log_diary import wants_seal
from tenken.actions.log_evidence import evidence_of, logs_of
from tenken.actions.log_removal import holdings_old, waiting
from tenken.actions.log_review import runs_of
from tenken.actions.log_sources import looked_at
from tenken.actions.log_waiting import asked_for
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.logs import LogsVerified
from tenken.facts.model import FACILITY
from tenken.ledger.recall import facts_of
from tenken.logs.evidence.records import RECORDS
from tenken.logs.review.keep import months_of_events, read_run
from tenken.logs.review.model import Month

EVERY_DAY, EVERY_FIVE_DAYS = timedelta(days=1), timedelta(days=5)
_AGAIN = timedelta(hours=1)
"""What failed is tried again after this."""


class Upkeep:
    """One piece of work at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._begun: dict[str, datetime] = {}

    def begin(self, site: Site, now: datetime) -> None:
        """Begin with what is due, unless something is under way."""
        if self._process and self._process.poll() is None:
            return
        for verb in (one for one in due(site, now) if now - self._begun.get(one, now - _AGAIN) >= _AGAIN):
            self._begun[verb] = now
            program = (sys.executable, "-m", "tenken.cli", "--data", str(site.config.data), "logs", *verb.split(),
                       "--json")  # fmt: skip
            self._process = subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            return


def due(site: Site, now: datetime) -> Iterator[str]:
    """The calls of `tenken logs` whose turn it is; without any log only the diary's."""
    if wants_seal():
        yield "diary"
    yield from (f"brought {token}" for token in asked_for(site, now))
    yield from (f"anchor --brought {one.token}" for one in tokens_room(site).under_way())
    if waiting():
        yield "retain --agreed"
    if not (evidence_of(site) / RECORDS).exists():
        return
    looked = looked_at(site)
    if looked is None or now - looked >= EVERY_DAY or holdings_old(site, now):
        yield "sources"
    checked = max((fact.seen_at for fact in facts_of(LogsVerified, now, FACILITY)), default=None)
    if checked is None or now - checked >= EVERY_FIVE_DAYS:
        yield "verify"
    month = Month.of(local_day(now)).before
    run = read_run(runs_of(site), month)
    begun = month in months_of_events(logs_of(site) / "search")
    if begun and (run is None or datetime.fromisoformat(run.at) < month.until):
        yield f"review --month {month}"
