"""What is to be done in time: look at the machines again, judge anew. One unit on a small site."""

import logging
import os
import threading
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, close_old_connections

from tenken.actions.assess import assess_and_keep, find_form
from tenken.actions.collect import collect
from tenken.actions.inspection import close_run_out
from tenken.actions.log_sign import recount_after_look
from tenken.actions.log_upkeep import Upkeep
from tenken.actions.look_at_logs import keep_up
from tenken.actions.site import Site, site_now
from tenken.actions.sweeps import begin_due
from tenken.actions.tasks import remind
from tenken.actions.waiting import Room
from tenken.collectors import COLLECTORS
from tenken.ledger.recall import newest
from tenken.ledger.sheets import kept
from tenken.ledger.targets import looked_at, watched
from tenken.text import Complaint

JUDGE_EVERY = timedelta(hours=1)
WAKE_S = 60

_WANTED, _UPKEEP = threading.Event(), Upkeep()

_log = logging.getLogger("tenken.due")


def works_here() -> bool:
    """Whether this process is to do due work; `tenken run` says so before its server starts."""
    return os.environ.get("TENKEN_DUE") == "1"


def start(site: Site) -> threading.Thread:
    """Do what is due in a thread of this process, for as long as it lives."""
    thread = threading.Thread(target=_forever, args=(site,), name="tenken-due", daemon=True)
    thread.start()
    return thread


def do_due(site: Site, now: datetime) -> None:
    """One round."""
    _look(site, now)
    begin_due(site, datetime.now(UTC))
    remind(datetime.now(UTC))
    close_run_out(datetime.now(UTC))
    Room(site.config.data).clean(now)
    _UPKEEP.begin(site, now)
    keep_up(site)
    edition, form = find_form(site, site.config.checklist.edition, site.config.checklist.form)
    sheets = kept(edition.id, form.id)
    if not sheets or any(s.head != newest() or now - s.as_of > JUDGE_EVERY for s in sheets.values()):
        assess_and_keep(site, edition.id, form.id, datetime.now(UTC))
    recount_after_look(site, datetime.now(UTC))


def wake() -> None:
    """Somebody waits: do what is due now, if this process does it at all."""
    _WANTED.set()


def _look(site: Site, now: datetime) -> None:
    """First where a person wants it, then where it is time. A source on consent is asked by persons only."""
    known = watched(name for name, collector in COLLECTORS.items() if collector.fetch)
    asked = [one for one in known if one.asked_at]
    due = [one for one in known if not one.asked_at and one.next_at and one.next_at <= now]
    for one in (*asked, *(one for one in due if not COLLECTORS[one.source].on_consent)):
        collect(site, COLLECTORS[one.source], one.target, datetime.now(UTC), one.asked_by)
        looked_at(one)


def _forever(site: Site) -> None:
    while True:
        _WANTED.wait(WAKE_S)
        _WANTED.clear()
        try:
            do_due(site_now(site.config.data), datetime.now(UTC))
        except (DatabaseError, Complaint, OSError) as error:
            _log.warning("due work failed, tried again in %s s: %s", WAKE_S, error)
        finally:
            close_old_connections()
