"""Read together or one by one, pieces of a log give the same rows: also those that are odd, torn or none of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

import pyarrow as pa
import pytest

from tenken.logs.columnar import COLUMNAR
from tenken.logs.columnar.batch import PLACE, TIME
from tenken.logs.formats import FORMATS
from tenken.logs.model import Format
from tenken.logs.search.rows import Pieces, rows
from tenken.logs.sources import LogSource
from tests.logs.formats.messages import RECEIVED, dicom
from tests.logs.formats.mutations import WHOLE, mutated

_HEADER = b'<85>1 2026-04-01T08:30:00Z ehr app 1 X [meta sequenceId="%d"] '


def audit_messages(random: Random) -> list[bytes]:
    strange = (
        dicom(("Ｐ０４２^^^HOSP", " P7 ", "P7")),
        dicom((" \u3000P8",)).replace("08:30", "25:30"),
        "",
        " \n",
        "none",
    )
    return [*WHOLE, *(one.encode() for one in strange), *mutated(random, 300)]


def received(random: Random) -> list[bytes]:
    lines = [b"<38>1 2026-04-01T08:30:00Z ehr sshd 7 - - Failed password for sato from 10.1.2.3 port 5 ssh2", b"\xff"]
    return [*lines, *(_HEADER % number + raw for number, raw in enumerate(audit_messages(random)))]


ODD: Mapping[str, tuple[LogSource, Callable[[Random], Sequence[bytes]]]] = {
    "atna": (LogSource("ehr", "atna"), audit_messages),
    "syslog": (LogSource("ehr", "syslog"), received),
}


@dataclass(frozen=True)
class OneByOne(LogSource):
    of: str = ""

    @property
    def reader(self) -> Format:
        return FORMATS[self.of]


def read(raws: Sequence[bytes], source: LogSource) -> list[dict[str, object]]:
    arrived = pa.repeat(pa.scalar(RECEIVED, TIME), len(raws))
    pieces = Pieces("ehr", raws, arrived, pa.array(range(len(raws)), PLACE))
    return sorted(rows(pieces, source).to_pylist(), key=lambda row: (row["index"], row["patient_id"]))


@pytest.mark.parametrize("form", COLUMNAR)
@pytest.mark.parametrize("seed", range(5))
def test_it_reads_the_same_as_the_reader_of_the_format(form: str, seed: int) -> None:
    source, odd = ODD[form]
    raws = odd(Random(seed))  # noqa: S311 (no secret)
    plainly = OneByOne("ehr", "none", source.zone, source.columns, form)
    assert read(raws, source) == read(raws, plainly)


@pytest.mark.parametrize("form", COLUMNAR)
def test_it_reads_what_systems_write_by_itself(form: str) -> None:
    source, odd = ODD[form]
    raws = odd(Random(1))  # noqa: S311 (no secret)
    assert len(COLUMNAR[form](raws, source.context(RECEIVED)).left) < 0.8 * len(raws)
