"""Recorded answers of every source, by collector and name."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tenken.collectors import COLLECTORS
from tenken.collectors.logs.read import KINDS as LOG_KINDS
from tenken.collectors.logs.read import written
from tenken.collectors.person.read import stated
from tenken.facts.codec import from_json
from tenken.facts.model import FACILITY
from tenken.forms.workbook import Entry, Mark, fill
from tests.forms.workbooks import shipped

HERE = Path(__file__).parent
KEPT = HERE.parent / "facts" / "samples"
FILLED = fill(shipped("r7", "vendor"), {"2-6": Entry(Mark(True, date(2025, 11, 1)))}, {"事業者名": "北斗システム"})


def of_a_person(path: Path) -> bytes:
    """The stored form of a kind, as if a person had stated it of the facility."""
    says = from_json(path.stem, path.read_bytes())
    return stated(FACILITY, says, path.stem, says.item)


def of_the_log_store(path: Path) -> bytes:
    """The stored form of a kind, as if the log store had told it of the facility."""
    return written(FACILITY, [from_json(path.stem, path.read_bytes())])


def in_folder(source: str) -> dict[str, bytes]:
    """The files in the folder of samples beside a source's tests."""
    return {path.name: path.read_bytes() for path in sorted((HERE / source / "samples").glob("*"))}


SAMPLES: Mapping[str, Mapping[str, bytes]] = {
    **{source: in_folder(source) for source in COLLECTORS},
    "person": {path.stem: of_a_person(path) for path in sorted(KEPT.glob("*.json"))},
    "vendor_form": {"r7": FILLED},
    "logs": {path.stem: of_the_log_store(path) for path in sorted(KEPT.glob("*.json")) if path.stem in LOG_KINDS},
}
