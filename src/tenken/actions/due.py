"""What is to be done in time: look at the machines again, judge anew. One unit on a small site."""

import logging
import threading
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, close_old_connections

from tenken.actions.assess import assess_and_keep, find_form
from tenken.actions.collect import collect
from tenken.actions.site import Site, site_now
from tenken.actions.sweeps import begin_due
from tenken.actions.tasks import remind
from tenken.actions.waiting import Room
from tenken.collectors import COLLECTORS
from tenken.ledger.models import ObservationRow
from tenken.ledger.recall import newest
from tenken.ledger.sheets import kept
from tenken.ledger.targets import all_targets
from tenken.text import Complaint

LOOK_EVERY = timedelta(days=1)
JUDGE_EVERY = timedelta(hours=1)
WAKE_S = 60

_log = logging.getLogger("tenken.due")


def start(site: Site) -> threading.Thread:
    """Do what is due in a thread of this process, for as long as it lives."""
    thread = threading.Thread(target=_forever, args=(site,), name="tenken-due", daemon=True)
    thread.start()
    return thread


def do_due(site: Site, now: datetime) -> None:
    """One round."""
    for source, collector in COLLECTORS.items():
        for target in all_targets(source) if collector.fetch and not collector.on_consent else ():
            if _is_due(f"{source}:{target.name}", now):
                collect(site, collector, target, datetime.now(UTC))
    begin_due(site, datetime.now(UTC))
    remind(datetime.now(UTC))
    Room(site.config.data).clean(now)
    edition, form = find_form(site, site.config.checklist.edition, site.config.checklist.form)
    sheets = kept(edition.id, form.id)
    if not sheets or any(s.head != newest() or now - s.as_of > JUDGE_EVERY for s in sheets.values()):
        assess_and_keep(site, edition.id, form.id, datetime.now(UTC))


def _is_due(stream: str, now: datetime) -> bool:
    last = ObservationRow.objects.filter(stream__key=stream).order_by("-id").values_list("seen_at", flat=True).first()
    return last is None or now - last >= LOOK_EVERY


def _forever(site: Site) -> None:
    pause = threading.Event()
    while not pause.wait(WAKE_S):
        try:
            do_due(site_now(site.config.data), datetime.now(UTC))
        except (DatabaseError, Complaint, OSError) as error:
            _log.warning("due work failed, tried again in %s s: %s", WAKE_S, error)
        finally:
            close_old_connections()
