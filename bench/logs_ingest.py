"""How fast logs become evidence and can be asked: `python -m bench.measure logs_atna DIR`, and so on.

Times are of a processor, of this process with all its threads.
"""

import gc
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from bench import logs_made
from tenken.logs.columns import read_columns
from tenken.logs.evidence.store import Store
from tenken.logs.formats import FORMATS
from tenken.logs.model import Format
from tenken.logs.search.store import follow
from tenken.logs.sources import LogSource
from tenken.logs.take_in import take_in

Figures = Mapping[str, float]
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@dataclass(frozen=True)
class OneByOne(LogSource):
    """Reads every piece by the reader of its format, never many at once: the baseline."""

    of: str = ""

    @property
    def reader(self) -> Format:
        return FORMATS[self.of]


def atna(data: Path) -> Figures:
    """From a file to sealed evidence and sorted Parquet, all of it: leaves, digests, compression, reading, sorting."""
    count = 120_000
    path = _file(data, "atna.xml", logs_made.atna(count))
    quick = _taken_in(data / "quick", LogSource("ehr", "atna"), path)
    slow = _taken_in(data / "lxml", OneByOne("ehr", "lxml", of="atna"), path)
    return {
        "us": 1e6 * sum(quick) / count, "lxml_us": 1e6 * sum(slow) / count, "octets": path.stat().st_size / count,
        "evidence": _octets(data / "quick" / "evidence" / "segments") / count,
        "search": _octets(data / "quick" / "search" / "ehr") / count,
    }  # fmt: skip


def csv(data: Path) -> Figures:
    """``us`` from evidence to sorted Parquet, ``all_us`` with the making of the evidence."""
    columns = read_columns(logs_made.CSV_MAP).fitted(logs_made.CSV_HEADINGS.encode("cp932"))
    path = _file(data, "export.csv", logs_made.csv(300_000))
    slow = OneByOne("ehr", "slow", columns=columns, of="csv")
    return _beside(data, LogSource("ehr", "csv", columns=columns), slow, path, 300_000)


def fhir(data: Path) -> Figures:
    path = _file(data, "audit.ndjson", logs_made.fhir(60_000))
    return _beside(data, LogSource("ehr", "fhir"), OneByOne("ehr", "slow", of="fhir"), path, 60_000)


def evtx(data: Path) -> Figures:
    """From a file to evidence and sorted Parquet."""
    path = _file(data, "Security.evtx", logs_made.evtx(60_000))
    spent = _taken_in(data / "quick", LogSource("dc", "evtx"), path)
    return {"us": 1e6 * sum(spent) / 60_000, "octets": path.stat().st_size / 60_000}


def _beside(data: Path, source: LogSource, plainly: LogSource, path: Path, count: int) -> Figures:
    """Together, and one by one."""
    quick, slow = _anew(data / "quick", source, path), _anew(data / "slow", plainly, path)
    return {"us": 1e6 * quick[1] / count, "all_us": 1e6 * sum(quick) / count, "slow_us": 1e6 * slow[1] / count}


def _anew(folder: Path, source: LogSource, path: Path) -> tuple[float, float]:
    """Seconds of a processor: to take it in and seal it, and to read the sealed evidence into the search store."""
    store = Store(folder / "evidence", lambda: NOW)
    sealed = _cpu(lambda: take_in(store, source, path, source.context(NOW)))
    read = _cpu(lambda: follow(store.folder, folder / "search", {source.name: source}))
    return sealed, read


def _taken_in(folder: Path, source: LogSource, path: Path) -> tuple[float, float]:
    """Seconds of a processor, as the product does it: what was read at the taking in is not read again."""
    store, search = Store(folder / "evidence", lambda: NOW), folder / "search"

    def take() -> None:
        done = take_in(store, source, path, source.context(NOW), search)
        if done.unparsed:
            raise RuntimeError(f"{done.unparsed} of {done.events} events of {path.name} were not read")

    return _cpu(take), _cpu(lambda: follow(store.folder, search, {source.name: source}))


def _cpu(work: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


def _file(data: Path, name: str, lines: Iterable[bytes]) -> Path:
    data.mkdir(parents=True, exist_ok=True)
    path = data / name
    with path.open("wb") as file:
        file.writelines(lines)
    return path


def _octets(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
