"""Measure every budget and write `bench/results.md`: `make bench`."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf, isinf
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError

from bench.measure import PAGES, ROW_PAGE

RESULTS = Path(__file__).with_name("results.md")
PORT = 8765


@dataclass(frozen=True)
class Result:
    """``of_baseline`` is a time as a multiple of the baseline of the same run; None where it is no time. What stands
    there for comparison has an endless budget."""

    what: str
    measured: float
    unit: str
    budget: float
    of_baseline: float | None = None


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tenken-bench-") as folder:
        large, middle = Path(folder, "10000"), Path(folder, "1000")
        for data, machines in ((large, 10_000), (middle, 1_000)):
            subprocess.run([sys.executable, "-m", "bench.generate", str(data), str(machines)], check=True)
        base = _measured("baseline", large)["s"]
        results = [*_judging(large, base), *_pages(large, base), *_pack(middle, base), *_server(large, base)]
        results += [*_many(Path(folder), base), *_logs(Path(folder), base), *_received(Path(folder))]
        results += _taken_in(Path(folder))
        results += _logs_of_a_year(Path(folder), base)
    RESULTS.write_text(_written(results, base), encoding="utf-8")
    late = [result.what for result in results if result.measured > result.budget]
    for what in late:
        print(f"over budget: {what}", file=sys.stderr)
    return 1 if late else 0


def _measured(name: str, data: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.measure", name, str(data)], check=True, stdout=subprocess.PIPE, text=True
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _judging(data: Path, base: float) -> Iterator[Result]:
    every, one = _measured("assess_all", data), _measured("assess_one", data)
    yield Result("10,000 machines × every rule, from the ledger", every["s"], "s", 5, every["s"] / base)
    yield Result("the same, the first time in a process", every["first_s"], "s", 5, every["first_s"] / base)
    yield Result("memory of that process", every["memory_mib"], "MiB", 1024)
    yield Result("one machine of 10,000 re-assessed", one["s"], "s", 0.02, one["s"] / base)


def _pages(data: Path, base: float) -> Iterator[Result]:
    figures = _measured("pages", data)
    for page in (*PAGES, ROW_PAGE):
        seconds = figures[f"{page} s"]
        yield Result(f"page `{page}` over 10,000 machines", seconds, "s", 0.15, seconds / base)
        yield Result(f"page `{page}`: queries", figures[f"{page} queries"], "", 15 if page == ROW_PAGE else 12)


def _pack(data: Path, base: float) -> Iterator[Result]:
    figures = _measured("pack", data)
    yield Result("pack of a hospital with 1,000 machines", figures["s"], "s", 10, figures["s"] / base)


def _logs(folder: Path, base: float) -> Iterator[Result]:
    """Three million events are checked; the year of 38 million is extrapolated."""
    figures = _measured("logs_verify", folder / "logs")
    seconds = figures["year_minutes"] * 60
    yield Result("a year of 38 million log events verified", seconds, "s", 360, seconds / base)
    yield Result("the same, seconds of a processor", figures["year_cpu_minutes"] * 60, "s", 720)
    yield Result("evidence of an ATNA message on the disk", figures["octets"], "B", 40)


def _taken_in(folder: Path) -> Iterator[Result]:
    """Microseconds of a processor for each event; beside them the same, one by one, in the same run."""
    atna = _measured("logs_atna", folder / "atna")
    yield Result("ATNA of 1.4 kB: file to evidence and sorted Parquet, each", atna["us"], "µs", 1e6 / 30_000)
    yield Result("the same, as a part of that with lxml alone", atna["us"] / atna["lxml_us"], "", 0.5)
    yield Result("search store, an ATNA message", atna["search"], "B", 20)
    yield Result("evidence, an ATNA message", atna["evidence"], "B", 40)
    yield Result("memory of that process", atna["memory_mib"], "MiB", 2048)
    sorts = "CSV to sorted Parquet, each row", 5.0
    cuts = "FHIR AuditEvent of 650 octets to columns, each", 1e6 / 300_000
    for name, (what, budget) in (("csv", sorts), ("fhir", cuts)):
        found = _measured(f"logs_{name}", folder / name)
        yield Result(what, found["us"], "µs", budget)
        yield Result("the same, as a part of one by one", found["us"] / found["slow_us"], "", 1)
    evtx = _measured("logs_evtx", folder / "evtx")
    yield Result("event of Windows: file to evidence and sorted Parquet, each", evtx["us"], "µs", 1e6 / 30_000)


def _many(folder: Path, base: float) -> Iterator[Result]:
    seconds = _measured("windows", folder)["s"]
    yield Result("1,000 Windows machines × 14 months of fixed builds", seconds, "s", 0.2, seconds / base)
    seconds = _measured("linux", folder)["s"]
    yield Result("10,000 Linux machines × 600 packages against a security index", seconds, "s", 60, seconds / base)
    fleet = _measured("fleet", folder / "fleet")
    again = fleet["again_s"]
    yield Result("a source of 1,500 machines, taken in once more", again, "s", 30, again / base)
    listed = _measured("spreadsheet", folder / "list")
    yield Result("a list of 10,000 rows, taken in", listed["s"], "s", 10, listed["s"] / base)
    yield Result("the same list once more", listed["again_s"], "s", 10, listed["again_s"] / base)
    bundle = _measured("bundle", folder / "bundle")
    yield Result("bundle of 1,500 machines", bundle["mib"], "MiB", 20)
    yield Result("the same, taken in", bundle["import_s"], "s", 30, bundle["import_s"] / base)
    yield Result("made fleet of 1,500, six sources: mixed entries", fleet["mixed"], "", 0)
    yield Result("made fleet of 1,500, six sources: sightings not joined", 1 - fleet["recall"], "", 0.08)


def _received(folder: Path) -> Iterator[Result]:
    figures = _measured("logs_receive", folder / "received")
    yield Result(
        "syslog over TLS, 1.5 kB, two senders: a message until it is synced", figures["us"], "µs", 1e6 / 60_000
    )
    yield Result("the same, as a multiple of rsyslog that writes a file", figures["of_rsyslog"], "×", 1)
    yield Result("the same, of a processor, sealing and all", figures["cpu_us"], "µs", 1e6 / 60_000)


def _logs_of_a_year(folder: Path, base: float) -> Iterator[Result]:
    """The baselines hold three of its months only: what they take is the least."""
    data = folder / "year"
    year, asked, run = (_measured(name, data) for name in ("logs_year", "logs_year_asked", "logs_year_review"))
    plain, whole = _measured("logs_year_baselines", data), f"of {year['events'] / 1e6:.0f} million events"
    yield Result(f"access logs {whole}: an event in the search store", year["octets"], "B", 20)
    yield Result("the same: files", year["files"], "", 1_000)
    for name, what, warm, cold in (
        ("patient", "one patient, 90 days", 0.1, 0.5),
        ("user", "one user, 30 days", 0.2, 1),
        ("text", "a word, 30 days", 1, 2),
    ):
        yield Result(f"{what}, {whole}", asked[f"{name}_s"], "s", warm, asked[f"{name}_s"] / base)
        yield Result("the same, nothing of it in memory", asked[f"{name}_cold_s"], "s", cold)
    for name, what in (("scan_s", "the patient in three months, not sorted"), ("grep_s", "the same, by zstdgrep")):
        yield Result(f"for comparison: {what}", plain[name], "s", inf, plain[name] / base)
    yield Result(
        f"all rules over a month of {run['events'] / 1e6:.1f} million events", run["s"], "s", 15, run["s"] / base
    )
    memory = max(one["memory_mib"] for one in (year, asked, run))
    yield Result("memory of the largest of these processes", memory, "MiB", 2048)


def _server(data: Path, base: float) -> Iterator[Result]:
    """From the command to the first answer; then the memory of all its processes at rest, shared pages counted once."""
    command = [sys.executable, "-m", "tenken.cli", "--data", str(data), "run", "--port", str(PORT), "--no-due"]
    start = monotonic()
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for_answer(f"http://127.0.0.1:{PORT}/healthz", start)
        started = monotonic() - start
        sleep(3)
        memory = sum(_memory_mib(pid) for pid in _family(server.pid))
    finally:
        server.terminate()
        server.wait(20)
    yield Result("start-up of the server, to its first answer", started, "s", 3, started / base)
    yield Result("memory of the server at rest", memory, "MiB", 250)


def _wait_for_answer(url: str, start: float) -> None:
    while monotonic() - start < 30:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 (our own loopback address)
            return
        except (URLError, OSError):
            sleep(0.02)
    raise TimeoutError(url)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from _family(int(child))


def _memory_mib(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024


def _written(results: list[Result], base: float) -> str:
    head = [
        "# Measured",
        "",
        "Written by `make bench`; not edited by hand.",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {os.cpu_count()} processors, SQLite. "
        "Machines answer with recorded answers that differ in accounts, sockets and missing updates.",
        f"The baseline of this run, plain Python reading, sorting and writing a JSON document of 20,000 objects, takes "
        f"{base * 1000:.0f} ms; the last column gives times as multiples of it.",
        "",
        "| what | measured | budget | holds | × baseline |",
        "|---|---:|---:|:---:|---:|",
    ]
    return "\n".join([*head, *map(_line, results), ""])


def _line(result: Result) -> str:
    holds = "" if isinf(result.budget) else "yes" if result.measured <= result.budget else "**no**"
    times = f"{result.of_baseline:.2f}" if result.of_baseline is not None else ""
    measured, budget = (
        "" if isinf(value) else f"{_figure(value)} {result.unit}".strip() for value in (result.measured, result.budget)
    )
    return f"| {result.what} | {measured} | {budget} | {holds} | {times} |"


def _figure(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 and value % 1 else f"{value:.0f}"


if __name__ == "__main__":
    sys.exit(main())
