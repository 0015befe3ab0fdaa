"""時系列 as it is handed to the police and the ministry: a table, a paper, every event with its proof, sealed."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tenken.dates import JST
from tenken.forms.pdf import render
from tenken.pack.reasons import safe_cell
from tenken.pack.seal import key_of, seal

TEMPLATE = Path(__file__).with_name("timeline.typ")
FORMAT = "tenken-timeline/1"
HEADS = ("日時（日本時間）", "出どころ", "操作した人", "内容", "どこから", "患者番号", "証明", "照合値（SHA-256）")
PRINTED = 2_000
"""Lines of the PDF; the table has all of them."""


@dataclass(frozen=True)
class Cells:
    """A line in words. ``proof`` says where its proof lies in the bundle, or which link of the ledger covers it."""

    at: datetime
    source: str
    who: str
    what: str
    where: str
    patient: str
    proof: str
    digest: str


@dataclass(frozen=True)
class Handed:
    """What is handed over, about whom, from when until when, and by whom."""

    facility: str
    asked: Sequence[tuple[str, str]]
    lines: Sequence[Cells]
    made_by: str
    made_at: datetime


def bind_timeline(
    handed: Handed, proofs: Mapping[str, bytes], more: Mapping[str, bytes], key: Ed25519PrivateKey
) -> bytes:
    """The bundle as a zip; ``tenken verify`` checks it. Same input, same bytes."""
    paper = timeline_pdf(handed, key_of(key), len(proofs))
    files = {"時系列.pdf": paper, "時系列.csv": as_csv(handed.lines), **proofs, **more}
    about = {
        "format": FORMAT, "facility": handed.facility, "asked": dict(handed.asked), "lines": len(handed.lines),
        "made_at": handed.made_at.isoformat(), "made_by": handed.made_by,
    }  # fmt: skip
    return seal(files, about, handed.made_at, key)


def as_csv(lines: Sequence[Cells]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADS)
    for line in lines:
        writer.writerow([safe_cell(cell) for cell in _cells(line)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def timeline_pdf(handed: Handed, key: str, proofs: int) -> bytes:
    data: dict[str, Any] = {
        "facility": handed.facility,
        "asked": [list(one) for one in handed.asked],
        "made": [handed.made_by, _moment(handed.made_at)],
        "key": key,
        "lines": [list(_cells(line)) for line in handed.lines[:PRINTED]],
        "total": len(handed.lines),
        "proofs": proofs,
    }
    return render(TEMPLATE, data, handed.made_at)


def _cells(line: Cells) -> tuple[str, ...]:
    return (_moment(line.at), line.source, line.who, line.what, line.where, line.patient, line.proof, line.digest)


def _moment(at: datetime) -> str:
    return at.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S")
