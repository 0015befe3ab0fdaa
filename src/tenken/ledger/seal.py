"""封印: every added row is sealed by a hash over itself and the seal before, so that a later change shows."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import chain, pairwise
from typing import Any

from django.db.models import Model

from tenken.ledger.models import AnswerRow, Entry, FactRow, LinkRow, MarkRow, ObservationRow, Seal, StatementRow

START = "0" * 64


@dataclass(frozen=True, slots=True)
class Fault:
    """A link that does not hold: its number, and what it seals."""

    number: int
    what: str
    row: int


def add_seal(what: str, row: int) -> None:
    """Seal a row that was just added. Within the transaction that added it."""
    before = Seal.objects.order_by("-id").values_list("digest", flat=True).first() or START
    Seal.objects.create(what=what, row=row, digest=_link(before, what, row))


def head() -> tuple[int, str]:
    """Number and digest of the newest link; printed on packs."""
    last = Seal.objects.order_by("-id").first()
    return (last.pk, last.digest) if last else (0, START)


def check_chain() -> Iterator[Fault]:
    """Every link whose row is gone or changed, or that does not follow from the one before."""
    before = START
    for seal in Seal.objects.order_by("id").iterator(2000):
        try:
            expected = _link(before, seal.what, seal.row)
        except LookupError:
            expected = ""
        if expected != seal.digest:
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


def _link(before: str, what: str, row: int) -> str:
    content = json.dumps(_CONTENTS[what](row), ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(f"{before}\n{content}".encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def _observation(row: int) -> Mapping[str, Any]:
    """An observation with all that was added along with it."""
    observation = ObservationRow.objects.filter(pk=row).values().first()
    if observation is None:
        raise LookupError(row)
    facts = FactRow.objects.filter(observation_id=row).order_by("id")
    entries = Entry.objects.filter(observation_id=row).order_by("id")
    marks = MarkRow.objects.filter(observation_id=row).order_by("id")
    return {
        "observation": observation,
        "facts": list(facts.values_list("key__subject__slug", "key__kind", "key__item", "statement__digest")),
        "entries": [{k: v for k, v in entry.items() if k != "valid_to"} for entry in entries.values()],
        "marks": list(marks.values_list("subject__slug", "kind", "value")),
    }


def _alone(table: type[Model], row: int) -> Mapping[str, Any]:
    found = table._default_manager.filter(pk=row).values().first()
    if found is None:
        raise LookupError(row)
    return found


_CONTENTS: Mapping[str, Callable[[int], Mapping[str, Any]]] = {
    "observation": _observation,
    "answer": partial(_alone, AnswerRow),
    "link": partial(_alone, LinkRow),
}
