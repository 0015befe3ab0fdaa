"""Read together or one by one, pieces of a log give the same rows: also those that are odd, torn or none of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

import pyarrow as pa
import pytest

from tenken.logs.columnar import COLUMNAR
from tenken.logs.columnar.batch import PLACE, TIME
from tenken.logs.columns import Columns
from tenken.logs.formats import FORMATS
from tenken.logs.model import Format
from tenken.logs.search.rows import Pieces, rows
from tenken.logs.sources import LogSource
from tests.logs.formats import resources
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
    return [*WHOLE * 20, *(one.encode() for one in strange), *mutated(random, 300)]


def audit_events(random: Random) -> list[bytes]:
    return [*resources.WHOLE * 20, "\ufeff{}".encode(), b"", b" \n", *resources.mutated(random, 300)]


def received(random: Random) -> list[bytes]:
    lines = [b"<38>1 2026-04-01T08:30:00Z ehr sshd 7 - - Failed password for sato from 10.1.2.3 port 5 ssh2", b"\xff"]
    return [*lines, *(_HEADER % number + raw for number, raw in enumerate(audit_messages(random)))]


_RECORDS = (
    "2026/04/01 08:30:00,sato,P00042^^^HOSP,カルテ参照,成功", "2026/4/1 8:30,佐藤,P7,印刷,失敗",
    "2026-04-01 24:10:05,a,P8,画像,", "令和8年4月1日 09:00,a,Ｐ９,検査, 失敗 ",
    "2026/04/01 08:30:00,　sato　,P1,x\x0b,成功",
    "2026/02/30 08:30:00,a,P1,x,成功", '"2026/04/01 08:30:00","sato","P1","a,b","成功"', '"x","y"',
    '"2026/04/01 08:30:00","","P1",",","成功"', '2026/04/01 08:30:00,"sa""to",P1,x,成功',
    '2026/04/01 08:30:00,"a\nb",P1,x,成功', "2026/04/01 08:30:00,a,P1,x", ",,,,",
    "2026/04/01 08:30:00,a,P1,x,成功,more",
    "２０２６/04/01 08:30:00,a,P1,x,成功", "2026-04-01T08:30:00+09:00,a,P1,x,成功", "20260401083000,a,P1,x,成功",
    "2026/04/01 30:00:00,a,P1,x,成功", "2026/04/01 08:60:00,a,P1,x,成功", "2026/04/01 08:30:99,a,P1,x,成功",
    "2026/04/01  08:30:00,a,P1,x,成功", "2026/04/01 08:30:00,a\rb,P1,x,成功", "", "令和8年4月1日,a,P,x,",
    "2026/04/01 08:30:00,a\0,P1,x,成功", "2026/04/01 08:30:00,a\x1fb,P1,x,成功", "日時,利用者,患者,操作,結果",
    'a"b,"c', "2026/04/01 08:30:00," + "a" * 140_000 + ",P1,x,成功", "\ufeff2026/04/01 08:30:00,a,P1,x,成功",
    "2026/04/01 8:30:5,a,P1,x,成功", "2026/04/01 08:30:00.5,a,P1,x,成功", "2026/04/01 ０８:30:00,a,P1,x,成功",
    "0000/04/01 08:30:00,a,P1,x,成功", "9999/12/31 23:59:00,a,P1,x,成功", "1/4/1 00:00:00,a,P1,x,成功",
)  # fmt: skip


def records(random: Random) -> list[bytes]:
    """One odd record after each twenty good ones, in the encodings of the world and in none."""
    good = [f"2026/04/{day:02} 08:30:{day:02},u{day},P{day},カルテ参照,成功" for day in range(1, 21)]
    lines = [line for odd in random.sample(_RECORDS, len(_RECORDS)) for line in (*good, odd)]
    ends = (b"\r\n", b"\r\n", b"\n", b"")
    encodings = ("utf-8", "cp932", "cp932", "utf-16")
    if random.random() < 0.3:
        lines = [good[-1], *good]
    here = random.choice((("utf-8",), ("cp932",), encodings))
    return [line.encode(random.choice(here), "replace") + random.choice(ends) for line in lines]


_MAP = Columns(
    {"at": "日時", "user_id": "利用者", "patient_id": "患者", "function": "操作", "outcome": "結果"},
    ("日時", "利用者", "患者", "操作", "結果"), {"失敗": "4"},
)  # fmt: skip
ODD: Mapping[str, tuple[LogSource, Callable[[Random], Sequence[bytes]]]] = {
    "csv": (LogSource("ehr", "csv", columns=_MAP), records),
    "atna": (LogSource("ehr", "atna"), audit_messages),
    "fhir": (LogSource("ehr", "fhir"), audit_events),
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


@pytest.mark.parametrize(
    ("columns", "zone"),
    [
        (replace(_MAP, encoding="cp932"), "Asia/Tokyo"),
        (replace(_MAP, encoding="utf-8", outcome={}), "Europe/Berlin"),
        (replace(_MAP, encoding="utf-16", delimiter="\t"), "UTC"),
        (replace(_MAP, encoding="utf-16-le"), "UTC"),
        (replace(_MAP, means={"date": "日時", "time": "操作", "user_id": "利用者"}), "Asia/Tokyo"),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_map_of_columns_says(columns: Columns, zone: str, seed: int) -> None:
    raws = records(Random(seed))  # noqa: S311 (no secret)
    raws += [raw.replace(b"2026/04/", b"2026/03/").replace(b"08:30", b"02:30") for raw in raws]
    raws += [raw.replace("カルテ参照".encode(columns.encoding or "utf-8"), b"09:15") for raw in raws]
    quick, plainly = LogSource("ehr", "csv", zone, columns), OneByOne("ehr", "none", zone, columns, "csv")
    assert read(raws, quick) == read(raws, plainly)


@pytest.mark.parametrize("form", COLUMNAR)
def test_it_reads_what_systems_write_by_itself(form: str) -> None:
    source, odd = ODD[form]
    raws = odd(Random(1))  # noqa: S311 (no secret)
    assert len(COLUMNAR[form](raws, source.context(RECEIVED)).left) < 0.8 * len(raws)
