"""The house's two years, replayed: every step goes through the action that a user's click would call, at its moment."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from tenken.actions.attest import Stated, attest
from tenken.actions.carry import import_bundle
from tenken.actions.collect import ingest
from tenken.actions.import_feed import Brought, import_feed
from tenken.actions.import_sightings import import_sightings
from tenken.actions.import_spreadsheet import import_spreadsheet
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.dates import JST, local_day
from tenken.demo import exports, feeds, house, papers, windows
from tenken.demo.answers import answers_of
from tenken.demo.forms import returned_forms
from tenken.demo.log_year import log_steps, signed_from
from tenken.demo.machines import State, answer
from tenken.demo.paper import Paper
from tenken.facts.logs import LogReview
from tenken.facts.model import MachineClass, SubjectId
from tenken.ledger.record import Attempt, record
from tenken.ledger.writing import writing
from tenken.text import Message, _

BEGIN = date(2025, 4, 2)
_LINUX = COLLECTORS["linux"]
_PEOPLE = ("sato", "takagi", "mori")


@dataclass(frozen=True)
class Step:
    when: datetime
    do: Callable[[datetime], object]


def replay(site: Site, now: datetime) -> Iterator[Step]:
    """Do all steps that lie before ``now``, in their order; each comes back once it is done."""
    for step in sorted(_steps(site, now), key=lambda step: step.when):
        if local_day(step.when) >= BEGIN and step.when < now:
            step.do(step.when)
            yield step


def _steps(site: Site, now: datetime) -> Iterator[Step]:
    today = local_day(now)
    for day in _visits(BEGIN, today):
        yield from _visit(site, day, today)
    for year in range(BEGIN.year, today.year + 1):
        yield Step(_at(date(year, 4, 8), 13), partial(_stock_taking, site))
    for day in _exports(today):
        yield from _export(site, day, (today - day).days)
    for day in _rounds(today):
        yield Step(_at(day, 18), partial(_take_in_round, site, (today - day).days))
    for day in _patch_days(today):
        yield Step(_at(day + timedelta(days=3), 9), partial(_take_in_updates, site, day))
        yield Step(_at(day + timedelta(days=3), 10), partial(_take_in_support, site))
    yield from _ways_in(site, today)
    signed = signed_from(today).first
    for paper in papers.all_papers(BEGIN.year, today):
        if paper.kind != LogReview.kind or paper.values["period_from"] < str(signed):  # later ones are signed
            yield Step(_at(paper.day, 10), partial(_file, site, paper))
    for when, do in log_steps(site, today):
        yield Step(when, do)
    for day, do in (*returned_forms(site), *answers_of(site)):
        yield Step(_at(day, 15), do)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), JST)


def _visits(first: date, today: date) -> Iterator[date]:
    """Monthly at first, weekly for the last quarter, daily for the last week."""
    day = first
    while day <= today:
        yield day
        left = (today - day).days
        day += timedelta(days=1 if left <= 7 else min(7, left - 7) if left <= 97 else min(28, left - 90))


def _visit(site: Site, day: date, today: date) -> Iterator[Step]:
    """Every machine that a collector of today can look at."""
    days_ago = (today - day).days
    answering = [one for one in house.everyone() if one[1].answers == house.LINUX and one[1].plugged_in(days_ago)]
    for minute, (number, machine) in enumerate(answering, 1):
        when = _at(day, 6, minute)
        if machine.name == "lis-db01" and days_ago < 45:
            yield Step(when, partial(_refused, machine.name))
        else:
            raw = answer(_state(machine, number, days_ago), when)
            yield Step(when, partial(_looked_at, site, machine.name, raw))


def _state(machine: house.Machine, number: int, days_ago: int) -> State:
    """How the machine stood that many days before today."""
    chance = random.Random(f"{machine.name} {days_ago}")
    accounts = {name: chance.randrange(1, 20) for name in _PEOPLE}
    if machine.name == "ehr-ap02":
        accounts["yamane"] = 400 - days_ago  # left the house; nobody took the account away
    late = machine.name in ("ehr-db02", "pacs-ar02") and days_ago < 80
    now_and_then = days_ago > 120 and chance.random() < 0.3
    return State(
        hostname=machine.name,
        number=number,
        sockets=machine.sockets,
        accounts={name: ago for name, ago in accounts.items() if ago >= 0},
        behind=("openssl", "libxml2") if late else ("curl",) if now_and_then else (),
        secrets={"mori": "same"} if machine.name in ("backup01", "log01") else {},
        usb_driver="module" if machine.name in ("viewer07", "viewer08", "old-bk01") else "none",
        weeks_of_logs=4 if machine.name == "pacs-ar01" else 60,
        graphical=machine.machine_class is MachineClass.CLIENT_PC,
    )


def _looked_at(site: Site, name: str, raw: bytes, when: datetime) -> None:
    ingest(site, _LINUX, raw, _attempt(name, when), when)


def _refused(name: str, when: datetime) -> None:
    failure = Message(_("{where} refused the account or its key"), {"where": f"tenken@{name}"})
    with writing(when) as moment:
        record(_attempt(name, when, failure), moment)


def _attempt(name: str, when: datetime, failure: Message | None = None) -> Attempt:
    hint = SubjectId(f"machine:{name}") if failure else None
    return Attempt(f"linux:tenken@{name}", _LINUX.reader, f"tenken@{name}", when, hint=hint, failure=failure,
                   stands_for=name)  # fmt: skip


def _stock_taking(site: Site, when: datetime) -> None:
    import_spreadsheet(site, exports.machine_list(), when, house.OFFICER, exports.PROFILE_NAME)


def _exports(today: date) -> Iterator[date]:
    """Every other month, and on the day before today."""
    for month in range(0, (today.year - BEGIN.year) * 12 + today.month - BEGIN.month + 1, 2):
        years, index = divmod(BEGIN.month - 1 + month, 12)
        yield date(BEGIN.year + years, index + 1, 20)
    yield today - timedelta(days=1)


def _export(site: Site, day: date, days_ago: int) -> Iterator[Step]:
    files = (("leases", exports.leases(day, days_ago)), ("leases", exports.addresses(days_ago)),
             ("glpi", exports.devices(day, days_ago)))  # fmt: skip
    for minute, (source, raw) in enumerate(files):
        yield Step(_at(day, 7, minute), partial(_take_in_export, site, source, raw))


def _take_in_export(site: Site, source: str, raw: bytes, when: datetime) -> None:
    import_sightings(site, COLLECTORS[source], raw, when, house.OFFICER)


def _rounds(today: date) -> Iterator[date]:
    """Since this April the officer goes round with a stick each quarter, and once more before today."""
    yield from (date(year, month, 15) for year in range(2026, today.year + 1) for month in (1, 4, 7, 10)
                if (year, month) >= (2026, 4))  # fmt: skip
    yield today - timedelta(days=2)


def _take_in_round(site: Site, days_ago: int, when: datetime) -> None:
    day = local_day(when)
    met = [(n, machine) for n, machine in house.everyone() if machine.runs_windows and machine.plugged_in(days_ago)]
    answers = ((machine.name, windows.answer(n, machine, _at(day, 13, n % 60), _lag(n))) for n, machine in met)
    import_bundle(site, windows.bundle(day, answers), when, by=house.OFFICER, medium="USB-03", key="")


def _lag(number: int) -> timedelta:
    """Most machines have an update within three weeks; some have not been reached for months."""
    return timedelta(days=140 if number % 19 == 4 else 5 + number % 16)


def _patch_days(today: date) -> Iterator[date]:
    months = range((today.year - 2026) * 12 + today.month)
    yield from (feeds.patch_day(2026 + month // 12, month % 12 + 1) for month in months)


def _take_in_updates(site: Site, day: date, when: datetime) -> None:
    import_feed(site, Brought(feeds.updates(day.year, day.month)), when, house.OFFICER)


def _take_in_support(site: Site, when: datetime) -> None:
    import_feed(site, Brought(feeds.ends_of_support(local_day(when))), when, house.OFFICER)


def _ways_in(site: Site, today: date) -> Iterator[Step]:
    devices = [machine for machine in house.network_devices() if machine.ways is not None]
    for minute, machine in enumerate(devices):
        for year in range(BEGIN.year, today.year + 1):
            yield Step(_at(date(year, 6, 5), 13, minute), partial(_ways, site, machine))


def _ways(site: Site, machine: house.Machine, when: datetime) -> None:
    day = local_day(when)
    values = {"channels": machine.ways or "", "next_review": str(day.replace(year=day.year + 1, month=7))}
    attest(site, Stated("declared-inbound", machine.subject, values, house.OFFICER, day), when)


def _file(site: Site, paper: Paper, when: datetime) -> None:
    said = Stated(paper.kind, paper.about, paper.values, paper.by, paper.day, papers.upload(paper), paper.add)
    attest(site, said, when)
