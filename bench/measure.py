"""One measurement in a process of its own: `python -m bench.measure NAME DIR` prints it as JSON."""

import json
import os
import resource
import statistics
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import logs_ingest, logs_verify
from tenken.cli.store import configure

Figures = Mapping[str, float]
PAGES = (
    "/", "/checklist/", "/ledger/", "/ledger/?q=server&sort=seen", "/ledger/?place=1&unseen=30&sort=-system",
    "/ledger/?touch=no&q=server+pc",
    "/changes/", "/documents/",
    "/vendors/", "/systems/", "/networks/", "/places/", "/xray/",
    "/services/", "/services/client_pc/", "/classes/", "/remote/", "/sources/", "/feeds/", "/sweep/",
)  # fmt: skip
ROW_PAGE = "/checklist/r7/hospital/2-6/"


def main(name: str, data: Path) -> None:
    configure(data)
    figures = dict(MEASUREMENTS[name](data))
    figures["memory_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures))


def _timed(work: Callable[[], Any], times: int) -> float:
    """Median seconds of so many runs, after one that is not counted."""
    work()
    taken = []
    for _run in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def baseline(data: Path) -> Figures:
    """Plain Python on this machine: a JSON document of some megabytes read, sorted and written again."""
    del data
    text = json.dumps([{"name": f"machine-{n * 7919 % 20000:05}", "n": n, "words": ["a", "b"]} for n in range(20_000)])
    return {"s": _timed(lambda: json.dumps(sorted(json.loads(text), key=lambda one: one["name"])), 9)}


def assess_all(data: Path) -> Figures:
    """Every rule of a form over every machine, from the ledger, the settings read and nothing cached."""
    from tenken.actions.assess import assess_form
    from tenken.actions.site import open_site

    site, now = open_site(data), datetime.now(UTC)
    start = perf_counter()
    assess_form(site, "r7", "hospital", now)
    first = perf_counter() - start
    return {"s": _timed(lambda: assess_form(site, "r7", "hospital", now), 3), "first_s": first}


def assess_one(data: Path) -> Figures:
    """One machine judged again, from the ledger."""
    from tenken.actions.site import open_site
    from tenken.facts.model import SubjectId
    from tenken.ledger.recall import case_at
    from tenken.verdicts.assess import assess_subject

    form, now = open_site(data).edition("r7").form("hospital"), datetime.now(UTC)
    names = iter([SubjectId(f"machine:pc-{number:05}") for number in range(100, 160)])

    def judge() -> None:
        about = next(names)
        assert assess_subject(form, about, case_at(now, about))  # noqa: S101

    return {"s": _timed(judge, 50)}


def pages(data: Path) -> Figures:
    """Time at the server of each list page, and the queries that it takes."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tenken.actions.assess import assess_and_keep
    from tenken.actions.site import open_site
    from tenken.ledger.people import Role, give_role

    assess_and_keep(open_site(data), "r7", "hospital", datetime.now(UTC))
    client = Client(headers={"host": "localhost"})
    user = User.objects.get_or_create(username="bench")[0]
    give_role(user, Role.ADMINISTRATOR)
    client.force_login(user, "tenken.web.access.MemberBackend")
    figures: dict[str, float] = {}
    for page in (*PAGES, ROW_PAGE):
        figures[f"{page} s"] = _timed(lambda page=page: _got(client, page), 5)  # type: ignore[misc]
        with CaptureQueriesContext(connection) as queries:
            _got(client, page)
        figures[f"{page} queries"] = len(queries)
    return figures


def _got(client: Any, page: str) -> None:
    answer = client.get(page)
    if answer.status_code != 200:
        raise RuntimeError(f"{page}: {answer.status_code}")


def pack(data: Path) -> Figures:
    """The whole pack: form, reasons, evidence, seal."""
    from tenken.actions.hand_over import hand_over
    from tenken.actions.site import open_site
    from tenken.dates import local_day

    site, now = open_site(data), datetime.now(UTC)
    start = perf_counter()
    content = hand_over(site, "r7", "hospital", local_day(now), now)
    return {"s": perf_counter() - start, "size_mib": len(content) / 2**20}


def windows(data: Path) -> Figures:
    """A thousand Windows machines against 14 months of fixed builds of a dozen branches."""
    del data
    from bench.windows import judged

    return {"s": _timed(judged(machines=1000, months=14), 5)}


def linux(data: Path) -> Figures:
    """Ten thousand Linux machines with 600 packages each against the security index of their distribution."""
    del data
    from bench.linux import judged

    return {"s": _timed(judged(machines=10_000, packages=600), 1)}


def fleet(data: Path) -> Figures:
    """1,500 machines seen by six sources, into an empty ledger; then the largest source once more."""
    from bench.sightings import take_in
    from tenken.cli.store import make_ready

    make_ready(data)
    return take_in(1500, seed=1)


def spreadsheet(data: Path) -> Figures:
    """A list of 10,000 machines into an empty ledger, and the same list once more."""
    from bench.generate import machine_list
    from tenken.actions.import_spreadsheet import import_spreadsheet
    from tenken.actions.site import open_site
    from tenken.cli.store import make_ready

    make_ready(data)
    site, raw = open_site(data), machine_list(10_000)
    start = perf_counter()
    import_spreadsheet(site, raw, datetime.now(UTC))
    first = perf_counter()
    import_spreadsheet(site, raw, datetime.now(UTC))
    return {"s": first - start, "again_s": perf_counter() - first}


def bundle(data: Path) -> Figures:
    """1,500 machines bound into a bundle and taken in by another installation."""
    from bench.generate import states
    from tenken.actions.carry import import_bundle, make_bundle
    from tenken.actions.site import open_site
    from tenken.cli.store import make_ready
    from tenken.demo.machines import answer
    from tenken.pack.bundle import Answer

    make_ready(data)
    site, now = open_site(data), datetime.now(UTC)
    answers = [Answer("linux", state.hostname, now, answer(state, now)) for state in states(1500)]
    start = perf_counter()
    raw = make_bundle(site, answers, now, "")
    made = perf_counter()
    import_bundle(site, raw, now, by="", medium="", key="")
    return {"make_s": made - start, "import_s": perf_counter() - made, "mib": len(raw) / 2**20}


def logs_receive(data: Path) -> Figures:
    """Syslog over TLS as it comes onto the disk, beside rsyslog in the same run."""
    from bench.logs_receive import measured

    return measured(data)


def logs_year(data: Path) -> Figures:
    from bench import logs_year

    return logs_year.written(data)


def logs_year_asked(data: Path) -> Figures:
    from bench import logs_year

    return logs_year.asked(data)


def logs_year_review(data: Path) -> Figures:
    from bench import logs_year

    return logs_year.reviewed(data)


def logs_year_baselines(data: Path) -> Figures:
    from bench import logs_year

    return logs_year.without_order(data)


MEASUREMENTS: Mapping[str, Callable[[Path], Figures]] = {
    "baseline": baseline,
    "assess_all": assess_all,
    "assess_one": assess_one,
    "pages": pages,
    "pack": pack,
    "windows": windows,
    "linux": linux,
    "fleet": fleet,
    "spreadsheet": spreadsheet,
    "bundle": bundle,
    "logs_verify": logs_verify.month,
    "logs_atna": logs_ingest.atna,
    "logs_csv": logs_ingest.csv,
    "logs_fhir": logs_ingest.fhir,
    "logs_evtx": logs_ingest.evtx,
    "logs_receive": logs_receive,
    "logs_year": logs_year,
    "logs_year_asked": logs_year_asked,
    "logs_year_review": logs_year_review,
    "logs_year_baselines": logs_year_baselines,
}

if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main(sys.argv[1], Path(sys.argv[2]))
