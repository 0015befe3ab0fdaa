"""封印: every added row is sealed by a hash over itself and the seal before, so that a later change shows."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain, pairwise
from typing import Any

from django.db.models import Model

from tenken.ledger.chunks import batched
from tenken.ledger.models import (
    AnswerRow,
    Entry,
    FactRow,
    LinkRow,
    LogbookEntry,
    MarkRow,
    ObservationRow,
    Seal,
    StatementRow,
)

START = "0" * 64
_CHUNK = 500
Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A link that does not hold: its number, and what it seals."""

    number: int
    what: str
    row: int


def add_seals(what: str, rows: Sequence[int]) -> None:
    """Seal rows that were just added, in this order. Within the transaction that added them."""
    before = Seal.objects.order_by("-id").values_list("digest", flat=True).first() or START
    for chunk in batched(rows, _CHUNK):
        contents, made = _CONTENTS[what](chunk), []
        for row in chunk:
            before = _link(before, contents[row])
            made.append(Seal(what=what, row=row, digest=before))
        Seal.objects.bulk_create(made)


def head() -> tuple[int, str]:
    """Number and digest of the newest link over what the ledger says; printed on packs.

    It rests on every entry of the logbook before it. One behind it does not change it: who merely looked at a pack gets
    the same pack again.
    """
    last = Seal.objects.exclude(what="logbook").order_by("-id").first()
    return (last.pk, last.digest) if last else (0, START)


def check_chain() -> Iterator[Fault]:
    """Every link whose row is gone or changed, or that does not follow from the one before."""
    before = START
    for chunk in batched(Seal.objects.order_by("id").iterator(2000), _CHUNK):
        contents = {what: _CONTENTS[what]([seal.row for seal in chunk if seal.what == what]) for what in _CONTENTS}
        for seal in chunk:
            content = contents.get(seal.what, {}).get(seal.row)
            if content is None or _link(before, content) != seal.digest:
                yield Fault(seal.pk, seal.what, seal.row)
            before = seal.digest


def changed_statements() -> Iterator[int]:
    """Statements whose text is no longer the one that its digest, which the chain seals, was made of."""
    for pk, digest, body in StatementRow.objects.values_list("pk", "digest", "body").iterator(2000):
        if hashlib.sha256(body.encode()).hexdigest() != digest:
            yield pk


def broken_entries() -> Iterator[int]:
    """Entries that do not end where the next of their subject begins; an end is written later than its row."""
    columns = ("pk", "subject_id", "valid_from", "valid_to")
    rows = Entry.objects.order_by("subject_id", "pk").values_list(*columns).iterator(2000)
    for (pk, subject, _from, ends), (_pk, next_subject, begins, _to) in pairwise(chain(rows, [(0, 0, None, None)])):
        if ends != (begins if next_subject == subject else None):
            yield pk


def _link(before: str, content: Content) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(f"{before}\n{text}".encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def _observations(rows: Sequence[int]) -> dict[int, Content]:
    """Observations with all that was added along with each."""
    facts = FactRow.objects.filter(observation__in=rows).order_by("id")
    entries = Entry.objects.filter(observation__in=rows).order_by("id")
    marks = MarkRow.objects.filter(observation__in=rows).order_by("id")
    said = _by_first(
        facts.values_list("observation_id", "key__subject__slug", "key__kind", "key__item", "statement__digest")
    )
    named = _by_first(marks.values_list("observation_id", "subject__slug", "kind", "value"))
    written = defaultdict[int, list[Content]](list)
    for entry in entries.values():
        written[entry["observation_id"]].append(_sealed(entry))
    return {
        row["id"]: {
            "observation": row,
            "facts": said[row["id"]],
            "entries": written[row["id"]],
            "marks": named[row["id"]],
        }
        for row in ObservationRow.objects.filter(pk__in=rows).values()
    }


def _sealed(entry: Content) -> Content:
    """An entry without its end, which comes later. Without a role it is sealed as before there were roles."""
    return {k: v for k, v in entry.items() if k != "valid_to" and (k, v) != ("role", "")}


def _by_first(rows: Iterable[tuple[Any, ...]]) -> defaultdict[int, list[tuple[Any, ...]]]:
    found = defaultdict[int, list[tuple[Any, ...]]](list)
    for first, *rest in rows:
        found[first].append(tuple(rest))
    return found


def _alone(table: type[Model], rows: Sequence[int]) -> dict[int, Content]:
    return {row["id"]: row for row in table._default_manager.filter(pk__in=rows).values()}


_CONTENTS: Mapping[str, Callable[[Sequence[int]], dict[int, Content]]] = {
    "observation": _observations,
    "answer": partial(_alone, AnswerRow),
    "link": partial(_alone, LinkRow),
    "logbook": partial(_alone, LogbookEntry),
}
"""What is sealed, by the number of its row."""
