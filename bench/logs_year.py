"""A year of 38 million events in the search store: what it takes, and how fast it is asked.

`python -m bench.measure logs_year DIR` writes the year by the store's own writer and asks it in fresh processes, each
for its memory's sake: `python -m bench.measure logs_year_asked DIR`, `python -m bench.measure logs_year_review DIR`.
"""

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

import duckdb

from bench.logs_year_made import lists, year
from tenken.logs.review.model import Month
from tenken.logs.review.run import Evidence, review
from tenken.logs.search.ask import ask_by
from tenken.logs.search.engine import InProcess, in_process
from tenken.logs.search.manifest import Manifest, files
from tenken.logs.search.question import Question
from tenken.logs.search.store import add

Figures = Mapping[str, float]
PATIENT, USER, WORD, MONTH = "P0036042", "u01055", "O5375", "2025-11"
_SINCE = datetime(2025, 11, 1, tzinfo=UTC)
NINETY = Question(_SINCE, _SINCE + timedelta(days=90))
THIRTY = Question(_SINCE, _SINCE + timedelta(days=30))
_PLAIN = "concat_ws(',', ts, user_id, user_name, role, terminal, address, patient_id, function, object_id, system)"


def written(data: Path) -> Figures:
    """Five days at once, as a day's import would come; seconds of a processor, of the store's part alone."""
    search, known, events, seconds = data / "search", Manifest(), 0, 0.0
    search.mkdir(parents=True)
    for arrived in year():
        start = process_time()
        known = add(search, known, arrived.rows, Manifest(arrived.segments))
        seconds += process_time() - start
        events += arrived.rows.num_rows
    octets = sum(part.path(search).stat().st_size for part in known.parts)
    return {"events": events, "octets": octets / events, "per_s": events / seconds, "files": len(known.parts)}


def asked(data: Path) -> Figures:
    """Cold: none of it in the memory of the system, nothing known of the files; the program itself is loaded."""
    search = data / "search"
    questions = {
        "patient": replace(NINETY, patient=PATIENT), "user": replace(THIRTY, user=USER),
        "text": replace(THIRTY, text=WORD),
    }  # fmt: skip
    figures: dict[str, float] = {}
    with in_process() as engine:  # what ibis and DuckDB load at their first question of any kind
        ask_by(engine, search / "nothing", NINETY)
    for name, question in questions.items():
        _forgotten(search)
        start = perf_counter()
        with duckdb.connect() as fresh:
            figures[f"{name}_rows"] = ask_by(InProcess(fresh), search, question).total
        figures[f"{name}_cold_s"] = perf_counter() - start
        start = process_time()
        _ask(search, question)
        figures[f"{name}_cpu_s"] = process_time() - start
        figures[f"{name}_s"] = _median(lambda question=question: _ask(search, question))  # type: ignore[misc]
    return figures


def without_order(data: Path) -> Figures:
    """The baselines: the same months in the order of arrival, as Parquet and as text that zstd and grep read."""
    folder = data / "arrival"
    folder.mkdir()
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB", "temp_directory": str(folder)}) as database:
        rows = database.from_parquet(files(data / "search", ("2025-11", "2026-01"))).order('segment, "index"')
        rows.to_parquet(str(folder / "rows.parquet"), compression="zstd")
        rows.project(_PLAIN).to_csv(str(folder / "rows.csv.zst"), compression="zstd", header=False)
    with duckdb.connect(config={"threads": 2}) as database:
        arrived = database.from_parquet(str(folder / "rows.parquet"))
        scan = _median(lambda: arrived.filter(f"patient_id = '{PATIENT}'").fetchall())
    counting = ("zstdgrep", "-c", PATIENT, folder / "rows.csv.zst")
    grep = _median(lambda: subprocess.run(counting, check=True, stdout=subprocess.DEVNULL), 1)
    return {"scan_s": scan, "grep_s": grep}


def reviewed(data: Path) -> Figures:
    """All rules over a month of three million events, as `tenken logs review` runs them."""
    known, month = lists(), Month.read(MONTH)
    start = perf_counter()
    with in_process() as engine:
        run = review(engine, data / "search", month, known, Evidence(1, "00"), datetime.now(UTC))
    return {"s": perf_counter() - start, "events": run.counted.events, "rules": sum(not one.lacks for one in run.rules)}


def _ask(search: Path, question: Question) -> None:
    with in_process() as engine:
        ask_by(engine, search, question)


def _median(work: Callable[[], object], times: int = 7) -> float:
    work()
    taken = []
    for _run in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return sorted(taken)[times // 2]


def _forgotten(search: Path) -> None:
    """Have the system drop what it holds of these files."""
    for path in files(search):
        with Path(path).open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
