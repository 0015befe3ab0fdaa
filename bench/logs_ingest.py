"""How fast logs become evidence and can be asked: `python -m bench.measure logs_atna DIR`, and its kin.

Rates are per second of one processor, of this process and all its threads.
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
    path, count = _file(data, "atna.xml", logs_made.atna(120_000)), 120_000
    quick = _taken_in(data / "quick", LogSource("ehr", "atna"), path)
    slow = _taken_in(data / "lxml", OneByOne("ehr", "lxml", of="atna"), path)
    return {
        "per_s": count / quick, "lxml_per_s": count / slow, "octets": path.stat().st_size / count,
        "evidence": _octets(data / "quick" / "evidence" / "segments") / count,
        "search": _octets(data / "quick" / "search" / "ehr") / count,
    }  # fmt: skip


def csv(data: Path) -> Figures:
    count = 300_000
    path = _file(data, "export.csv", logs_made.csv(count))
    columns = read_columns(logs_made.CSV_MAP).fitted(logs_made.CSV_HEADINGS.encode("cp932"))
    quick = _taken_in(data / "quick", LogSource("ehr", "csv", columns=columns), path)
    slow = _taken_in(data / "slow", OneByOne("ehr", "slow", columns=columns, of="csv"), path)
    return {"per_s": count / quick, "slow_per_s": count / slow, "octets": path.stat().st_size / count}


def _taken_in(folder: Path, source: LogSource, path: Path) -> float:
    """Seconds of a processor."""
    store = Store(folder / "evidence", lambda: NOW)

    def work() -> None:
        done = take_in(store, source, path, source.context(NOW), folder / "search")
        if done.unparsed:
            raise RuntimeError(f"{done.unparsed} of {done.events} events of {path.name} were not read")
        follow(store.folder, folder / "search", {source.name: source})

    return _cpu(work)


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
