"""A year of the house's access logs: each month delivered, looked through, decided and signed; the newest is open."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tenken.actions.log_decide import Judged, decide
from tenken.actions.log_evidence import evidence_of
from tenken.actions.log_lists import import_list
from tenken.actions.log_looks import check_logs, look_at_sources
from tenken.actions.log_review import reviewed
from tenken.actions.log_reviewing import run_review
from tenken.actions.log_sign import sign
from tenken.actions.logs import take_log
from tenken.actions.site import Site
from tenken.dates import JST
from tenken.demo import log_house
from tenken.demo.house import OFFICER
from tenken.demo.log_days import LAB, Done, day_of, earlier, misuse
from tenken.demo.log_files import WRITERS
from tenken.ledger.log_decisions import Verdict
from tenken.logs.evidence.store import Store
from tenken.logs.review.model import Month
from tenken.logs.search.engine import in_process

_MONTHS, _SIGNED = 11, 5
"""So many lie before the open one; the newest of them were reviewed here, and signed."""
_DAYS_OF_OPEN = 12
_SILENT_FOR = timedelta(days=70)
"""The laboratory's system has written nothing for so long, and nobody has missed it: longer than the 45 days that a
source of files may be silent."""
_REASON = "がん登録のための確認。毎月の業務として検査科長が承認している"


def open_month(today: date) -> Month:
    """The newest of which there are enough days to be looked at."""
    return Month.of(today - timedelta(days=_DAYS_OF_OPEN))


def first_month(today: date) -> Month:
    month = open_month(today)
    for _number in range(_MONTHS):
        month = month.before
    return month


def signed_from(today: date) -> Month:
    """Before it, the house looked through its logs by hand."""
    month = open_month(today)
    for _number in range(_SIGNED):
        month = month.before
    return month


def log_steps(site: Site, today: date) -> Iterator[tuple[datetime, Callable[[datetime], object]]]:
    """(moment, what is done then)."""
    month, first, newest = first_month(today), first_month(today).first, open_month(today)
    while month != newest:
        yield _at(month.next.first, 7), partial(_deliver, site, month, first, today)
        if month.first >= signed_from(today).first:
            yield _at(month.next.first + timedelta(days=5), 14), partial(_review, site, month, first)
        month = month.next
    yield _at(today - timedelta(days=1), 7), partial(_deliver, site, newest, first, today)
    yield _at(today - timedelta(days=1), 8), partial(_look_through, site, newest, first)
    yield _at(today - timedelta(days=1), 9), partial(_look_after, site)


def _deliver(site: Site, month: Month, first: date, today: date, when: datetime) -> None:
    """What each system wrote up to the day before."""
    store = Store(evidence_of(site), lambda: when)
    done = sorted(_done(month, first, today, when), key=lambda one: one.at)
    with TemporaryDirectory() as folder:
        for source, write, ending in WRITERS.values():
            of_source = [one for one in done if one.source == source.name]
            if of_source:
                path = Path(folder, f"{month}.{ending}")
                path.write_bytes(write(of_source))
                take_log(site, source, path, when, OFFICER, store)


def _done(month: Month, first: date, today: date, when: datetime) -> Iterator[Done]:
    last = min(month.last, (when - timedelta(days=1)).astimezone(JST).date())
    known = [earlier(month.first), misuse(month.first, first) if month == open_month(today) else ()]
    days = [day_of(month.first + timedelta(days=n), first) for n in range((last - month.first).days + 1)]
    for one in (one for part in (*known, *days) for one in part):
        if one.at < when and not (one.source == LAB and one.at.date() > today - _SILENT_FOR):
            yield one


def _review(site: Site, month: Month, first: date, when: datetime) -> None:
    _look_through(site, month, first, when)
    known = reviewed(site, month)
    if known and known.open:
        until = (when + timedelta(days=365)).astimezone(JST).date()
        keys = [one.flag.key for one in known.open]
        decide(site, month, keys, Judged(Verdict.FINE, _REASON, until), OFFICER, when)
    _look_after(site, when)
    sign(site, month, OFFICER, "要確認はすべて理由を確かめた。不適切な閲覧はなかった", when)


def _look_through(site: Site, month: Month, first: date, when: datetime) -> None:
    months = [first, month.first, month.next.first]
    lists = {
        "staff": log_house.staff_list(),
        "patients": log_house.patient_list(),
        "vips": log_house.vip_list(),
        "treated": log_house.treated_list(first, when.astimezone(JST).date()),
        "plans": log_house.plan_list(months),
    }
    for kind, raw in lists.items():
        import_list(site, kind, raw, f"{kind}.csv", OFFICER, when)
    with in_process() as engine:
        run_review(site, engine, month, when, OFFICER)


def _look_after(site: Site, when: datetime) -> None:
    look_at_sources(site, when)
    check_logs(site, when, (), "", 1)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), JST)
