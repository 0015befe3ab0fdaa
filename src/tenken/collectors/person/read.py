"""What a person stated, as kept: whom it is about, the kind and its fields. The uploaded file lies beside it."""

import json
from collections.abc import Iterator

from tenken.collectors.model import Claim, Unreadable
from tenken.facts import STATEMENTS
from tenken.facts.codec import CodecError, from_json, to_json
from tenken.facts.model import Mark, MarkKind, Statement, SubjectId
from tenken.text import _


def stated(about: SubjectId, says: Statement | None, kind: str, item: str) -> bytes:
    """The bytes that are kept. Without a statement they take back what was said under this kind and item."""
    fields = json.loads(to_json(says)) if says else None
    record = {"about": about, "kind": kind, "item": item, "says": fields}
    return json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read(raw: bytes) -> Iterator[Claim]:
    try:
        record = json.loads(raw)
        if record["says"] is not None and record["kind"] in STATEMENTS:
            says = from_json(record["kind"], json.dumps(record["says"]))
            yield Claim((Mark(MarkKind.SUBJECT, str(record["about"])),), says)
    except (ValueError, KeyError, TypeError, RecursionError, CodecError) as error:
        raise Unreadable(_("the statement cannot be understood: {what}"), what=str(error)[:120]) from error
