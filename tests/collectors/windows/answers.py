"""Answers of Windows machines. All were made by hand after Microsoft's documented formats: no Windows has answered yet.

A PC of a ward, in a domain, Japanese; a server on its own, English, set as it should be; a PC at the reception, German,
asked as a plain user and written as UTF-16.
"""

import json
from pathlib import Path
from typing import Any

from tenken.collectors.model import Withheld
from tenken.collectors.records import decoded
from tenken.collectors.windows.read import read
from tenken.facts.model import MarkKind, S, Statement

SAMPLES = Path(__file__).parent / "samples"
PC = next(SAMPLES.glob("*japanese*")).read_bytes()
SERVER = next(SAMPLES.glob("*server*")).read_bytes()
RECEPTION = next(SAMPLES.glob("*german*")).read_bytes()
DENIED = {"status": "refused", "error": "Zugriff verweigert", "kind": "", "number": -2147024891}


def changed(base: bytes = SERVER, /, **sections: Any) -> bytes:
    """Sections with other fields in place of some of theirs, with other rows, or (``status``) ended otherwise."""
    whole = json.loads(decoded(base))
    for name, new in sections.items():
        section = whole["sections"][name]
        if isinstance(new, dict) and "status" in new:
            whole["sections"][name] = new
        elif isinstance(new, dict) and isinstance(section.get("data"), dict):
            section["data"] |= new
        else:
            whole["sections"][name] = {"status": "ok", "data": new}
    return json.dumps(whole).encode()


def whole(base: bytes = SERVER, /, **head: Any) -> bytes:
    """The answer with other fields at its head: version, collected_at, end."""
    return json.dumps({**json.loads(decoded(base)), **head}).encode()


def says(kind: type[S], raw: bytes) -> S:
    """The statement of this kind."""
    return next(claim.says for claim in read(raw) if isinstance(claim.says, kind))


def why_not(kind: type[Statement], raw: bytes) -> str:
    """Why this kind was withheld."""
    held = [claim.says for claim in read(raw) if isinstance(claim.says, Withheld)]
    return next(str(one.why) for one in held if one.kind is kind)


def marks(raw: bytes) -> list[tuple[MarkKind, str]]:
    return [(mark.kind, mark.value) for mark in next(iter(read(raw))).about]
