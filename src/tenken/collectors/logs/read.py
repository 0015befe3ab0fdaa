"""What was found in the log store, as kept: about whom, and the statements. No event and no patient stands in it."""

import json
from collections.abc import Iterable, Iterator

from tenken.collectors.model import Claim, Unreadable
from tenken.facts.codec import CodecError, from_json, to_json
from tenken.facts.logs import AccountUse, LeaversSeen, LogsReceived, LogsVerified, MaintenanceSeen
from tenken.facts.model import Mark, MarkKind, Statement, SubjectId
from tenken.text import _

KINDS = tuple(one.kind for one in (LogsReceived, AccountUse, LeaversSeen, MaintenanceSeen, LogsVerified))


def written(about: SubjectId, statements: Iterable[Statement]) -> bytes:
    """The bytes that are kept."""
    says = [{"kind": one.kind, "says": json.loads(to_json(one))} for one in statements]
    return json.dumps({"about": about, "says": says}, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read(raw: bytes) -> Iterator[Claim]:
    try:
        found = json.loads(raw)
        about = (Mark(MarkKind.SUBJECT, str(found["about"])),)
        for one in found["says"]:
            if one["kind"] in KINDS:
                yield Claim(about, from_json(one["kind"], json.dumps(one["says"])))
    except (ValueError, KeyError, TypeError, RecursionError, CodecError) as error:
        raise Unreadable(_("what the log store told cannot be understood: {what}"), what=str(error)[:120]) from error
