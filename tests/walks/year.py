"""A year of one hospital, put in by the actions at their moments. It is lived in a program of its own: ``lived``."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tenken.actions.answer import answer
from tenken.actions.assess import assess_form
from tenken.actions.attest import withdraw
from tenken.actions.collect import collect
from tenken.actions.import_form import import_vendor_form
from tenken.actions.site import Site, open_site
from tenken.answers.model import Proposed
from tenken.collectors.model import Refused, Target
from tenken.dates import end_of, local_day
from tenken.facts.model import FACILITY, SubjectId
from tenken.forms.workbook import Entry, Mark, fill
from tests import samples
from tests.actions.steps import contract
from tests.forms.workbooks import shipped
from tests.ledger.steps import LINUX, bcp, seen, stated

SERVER, OTHER = SubjectId("machine:ehr-srv01"), SubjectId("machine:pacs-srv01")
RETURNED = fill(shipped("r7", "vendor"), {"2-2": Entry(Mark(True, date(2025, 9, 1)))}, {"事業者名": "北斗システム"})
MONTHS = tuple((date(2025, 5, 1) + timedelta(days=31 * n)).replace(day=1) - timedelta(days=1) for n in range(12))
"""The last day of each month from April 2025 to March 2026."""

ROOT = Path(__file__).parents[2]
Step = Callable[[Site, datetime], object]


def live(data: Path) -> dict[str, Any]:
    """Take every step at its moment, and judge at the end of each month, before anything later is known."""
    site, known = open_site(data), {}
    for last in MONTHS:
        for day in sorted(day for day in YEAR if (day.year, day.month) == (last.year, last.month)):
            YEAR[day](site, datetime(day.year, day.month, day.day, 3, tzinfo=UTC))
        known[last.isoformat()] = judged(site, end_of(last))
    return known


def judged(site: Site, as_of: datetime) -> Any:
    """What ``assess --json`` says of the rows, as a program reads it."""
    verdicts = assess_form(site, "r7", "hospital", as_of).verdicts
    found = {v.row.id: [[f.about, f.standing.name.lower(), str(f.because), len(f.cites)] for f in v.findings]
             for v in verdicts}  # fmt: skip
    return json.loads(json.dumps(found))


def _two_machines(site: Site, when: datetime) -> None:
    seen(site, samples.up_to_date(samples.machine("ehr-srv01", 1), f"{when:%a, %d %b %Y %H:%M:%S} UTC"), when)
    seen(site, samples.machine("pacs-srv01", 2), when, "10.20.0.2")


def _late_updates(site: Site, when: datetime) -> None:
    """As an index of two months ago found it already."""
    seen(site, _with_index_of(samples.machine("ehr-srv01", 1), when - timedelta(days=60)), when)


def _with_index_of(raw: bytes, day: datetime) -> bytes:
    dated = f"Debian\tDebian-Security\tstable-security\tbookworm-security\t{day:%a, %d %b %Y %H:%M:%S} UTC"
    return samples.section(raw, "apt-index", dated)


def _refused(site: Site, when: datetime) -> None:
    def refuse(target: Target) -> bytes:
        raise Refused("{where} refused the account or its key", where=target.name)

    collect(site, replace(LINUX, fetch=refuse), Target("10.20.0.2", "tenken"), when)


def _entered(site: Site, when: datetime, **more: str) -> None:
    columns = {"title": "電子カルテ DB", "machine_class": "server", "place": "サーバ室", "owner": "佐藤"}
    stated(site, "ledger-entry", SERVER, when, add="no", **{**columns, "fit_for_use": "yes", **more})


def _answered(row: str, yes: bool, **more: Any) -> Step:
    def do(site: Site, when: datetime) -> None:
        answer(site, "r7", "hospital", row, Proposed(yes, "佐藤", local_day(when), **more), when)

    return do


YEAR: dict[date, Step] = {
    date(2025, 4, 28): _two_machines,
    date(2025, 5, 12): lambda site, when: bcp(site, when, next_review="2025-10-31"),
    date(2025, 6, 2): lambda site, when: contract(site, now=when),
    date(2025, 6, 9): _entered,
    date(2025, 7, 28): _late_updates,
    date(2025, 8, 28): _refused,
    date(2025, 9, 9): lambda site, when: import_vendor_form(site, RETURNED, when, by="佐藤"),
    date(2025, 9, 26): _two_machines,
    date(2025, 10, 6): _answered("3-3", yes=True),
    date(2025, 10, 7): _answered("2-6", yes=False, target=date(2026, 2, 27)),
    date(2025, 12, 3): lambda site, when: bcp(site, when, title="BCP 第5版", next_review="2026-12-31"),
    date(2026, 1, 15): lambda site, when: withdraw(site, FACILITY, "document", "bcp", "山田", when),
    date(2026, 2, 10): lambda site, when: _entered(site, when, machine_class="client_pc"),
    date(2026, 3, 25): lambda site, when: _entered(site, when, retired="yes", note="廃棄した"),
}

_PROGRAM = """
import json, sys
from importlib import import_module
from pathlib import Path
from tenken.cli.store import configure, make_ready
data = Path(sys.argv[1])
configure(data)
make_ready(data)
print(json.dumps(import_module("tests.walks.year").live(data)))
"""


def lived(data: Path) -> Any:
    """What was known at the end of each month, as told by the program that lived the year in this data directory."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("TENKEN_", "DJANGO_"))}
    command = [sys.executable, "-c", _PROGRAM, str(data)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=clean, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
