"""How fast logs become evidence and can be asked: `python -m bench.measure logs_atna DIR`, and so on.

Times are of a processor, of this process with all its threads.
"""

import gc
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pyarrow as pa

from bench import logs_made
from tenken.logs.columnar import COLUMNAR
from tenken.logs.columnar.batch import PLACE, TIME
from tenken.logs.columns import read_columns
from tenken.logs.evidence.store import Store
from tenken.logs.formats import FORMATS
from tenken.logs.model import Format
from tenken.logs.search.manifest import Manifest
from tenken.logs.search.rows import Pieces, placed, rows
from tenken.logs.search.store import add, follow
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
    """From the lines of a file to sorted Parquet; ``all_us`` with the evidence, as the product does it."""
    columns = read_columns(logs_made.CSV_MAP).fitted(logs_made.CSV_HEADINGS.encode("cp932"))
    source, slow = LogSource("ehr", "csv", columns=columns), OneByOne("ehr", "slow", columns=columns, of="csv")
    path = _file(data, "export.csv", logs_made.csv(300_000))
    whole = _taken_in(data / "all", source, path)
    quick, plainly = (_sorted(data / name, one, path) for name, one in (("quick", source), ("slow", slow)))
    return _a_row(300_000, quick, sum(whole), plainly)


def fhir(data: Path) -> Figures:
    """From the lines of a file to columns; ``all_us`` to evidence and sorted Parquet, as the product does it."""
    source, path = LogSource("ehr", "fhir"), _file(data, "audit.ndjson", logs_made.fhir(120_000))
    whole = _taken_in(data / "all", source, path)
    raws, context = path.read_bytes().splitlines(keepends=True), source.context(NOW)
    quick = min(_cpu(lambda: COLUMNAR["fhir"](raws, context)) for _time in range(3))
    slow = _cpu(lambda: [FORMATS["fhir"].read(raw, context) for raw in raws])
    return _a_row(120_000, quick, sum(whole), slow)


def evtx(data: Path) -> Figures:
    """From a file to evidence and sorted Parquet."""
    path = _file(data, "Security.evtx", logs_made.evtx(60_000))
    spent = _taken_in(data / "quick", LogSource("dc", "evtx"), path)
    return {"us": 1e6 * sum(spent) / 60_000, "octets": path.stat().st_size / 60_000}


def _a_row(count: int, quick: float, whole: float, slow: float) -> Figures:
    return {"us": 1e6 * quick / count, "all_us": 1e6 * whole / count, "slow_us": 1e6 * slow / count}


def _sorted(search: Path, source: LogSource, path: Path) -> float:
    """Seconds of a processor, without evidence; the better of three times."""

    def read(folder: Path) -> None:
        with path.open("rb") as file:
            raws = list(source.reader.split(file))
        arrived = pa.repeat(pa.scalar(NOW.replace(tzinfo=None), TIME), len(raws))
        found = rows(Pieces(source.name, raws, arrived, pa.array(range(len(raws)), PLACE)), source)
        add(folder, Manifest(), placed(found, 0), Manifest(1, 1))

    return min(_cpu(lambda time=time: read(search / str(time))) for time in range(3))  # type: ignore[misc]


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
