"""How names are compared and put in order: without width and case, kana as one, numbers by their value."""

import re
import unicodedata
from collections.abc import Iterable

from tenken.facts.machines import Firmware, LedgerEntry, OperatingSystem
from tenken.facts.model import Statement, SubjectKind
from tenken.ledger.models import Sought, Subject

SEARCHED = ("title", "role", "place", "owner", "vendor", "maker", "model", "serial", "note")
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_NUMBER = re.compile(r"\d+")
_DIGITS = 8


def folded(text: str) -> str:
    """ＥＨＲ０１, ehr01 and EHR01 are one word, so are ｹｰﾌﾞﾙ, けーぶる and ケーブル."""
    narrow = unicodedata.normalize("NFKC", text).casefold().translate(_HIRAGANA)
    return " ".join(narrow.split())


def in_order(text: str) -> str:
    """A name as it is sorted: PC-2 stands before PC-10."""
    return _NUMBER.sub(lambda number: number[0].lstrip("0").rjust(_DIGITS, "0"), folded(text))[:400]


def keep(entries: Iterable[tuple[Subject, LedgerEntry]]) -> None:
    """Let machines be found by what their entries say now."""
    rows = [_row(subject, says) for subject, says in entries if subject.kind == SubjectKind.MACHINE]
    Sought.objects.bulk_create(
        rows, batch_size=300, update_conflicts=True, unique_fields=["subject"], update_fields=["words", "title_key"]
    )


def keep_systems(said: Iterable[tuple[Subject, Iterable[Statement]]]) -> None:
    """Let machines be found by the systems that were seen on them just now. They are in the ledger already."""
    systems = {subject.pk: system for subject, says in said if (system := _system_in(says))}
    rows = Sought.objects.in_bulk(list(systems)) if systems else {}
    changed = [row for pk, row in rows.items() if row.system != systems[pk]]
    for row in changed:
        row.system = systems[row.pk]
    Sought.objects.bulk_update(changed, ["system"], batch_size=300)


def _system_in(says: Iterable[Statement]) -> str:
    """The operating system, or else the firmware."""
    found = {type(one): one for one in says if isinstance(one, OperatingSystem | Firmware)}
    return next((system_of(found[kind]) for kind in (OperatingSystem, Firmware) if kind in found), "")


def system_of(says: Statement) -> str:
    if isinstance(says, OperatingSystem):
        return (says.title or f"{says.id} {says.version}".strip())[:300]
    if isinstance(says, Firmware):
        return " ".join(part for part in (says.family or says.maker, says.version) if part)[:300]
    return ""


def _row(subject: Subject, says: LedgerEntry) -> Sought:
    words = "\n".join(folded(getattr(says, name)) for name in SEARCHED)
    return Sought(subject=subject, words=words, title_key=in_order(says.title))
