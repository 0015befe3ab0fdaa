"""Answers of osquery, all made by hand after its published table schema and logging format, and Fleet's host fields.

osquery itself was not to be had. ``…-utf16`` is what a redirection in PowerShell 5.1 writes.
"""

import json
from pathlib import Path
from typing import Any, TypeVar

from tenken.collectors.osquery.read import read
from tenken.facts.model import Statement

SAMPLES = Path(__file__).parent / "samples"
S = TypeVar("S", bound=Statement)
SYSTEM = {"hostname": "srv1", "hardware_serial": "JPH1", "uuid": "", "hardware_vendor": "Dell Inc."}
EVERYWHERE = "0.0.0.0"  # noqa: S104
SOCKET = {"pid": "7", "port": "22", "protocol": "6", "family": "2", "address": EVERYWHERE, "fd": "3", "path": ""}


def sample(name: str) -> bytes:
    return next(SAMPLES.glob(f"*{name}*")).read_bytes()


def bundle(**tables: Any) -> bytes:
    return json.dumps({"system_info": [SYSTEM], **tables}).encode()


def log(*lines: dict[str, Any]) -> bytes:
    return "".join(json.dumps({"hostIdentifier": "srv1", **line}) + "\n" for line in lines).encode()


def snapshot(name: str, *rows: dict[str, str], at: int = 1000) -> dict[str, Any]:
    return {"name": name, "action": "snapshot", "snapshot": list(rows), "unixTime": at}


def change(name: str, action: str, row: dict[str, str], counter: int = 0) -> dict[str, Any]:
    return {"name": name, "action": action, "columns": row, "counter": counter, "unixTime": 1000}


def all_of(kind: type[S], raw: bytes) -> list[S]:
    return [claim.says for claim in read(raw) if isinstance(claim.says, kind)]


def the(kind: type[S], raw: bytes) -> S:
    """The only statement of its kind."""
    (found,) = all_of(kind, raw)
    return found
