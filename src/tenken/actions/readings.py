"""ふりがな: a person says how names of the ledger are read."""

import re
from collections.abc import Mapping
from datetime import datetime

from tenken.facts.model import LONGEST_NAME
from tenken.ledger import logbook
from tenken.ledger.readings import keep_readings
from tenken.ledger.sought import folded
from tenken.ledger.writing import LedgerError, writing
from tenken.text import _

_KANA = re.compile(r"[\u30a0-\u30ff0-9a-z ・.,()-]*")


def set_readings(said: Mapping[str, str], by: str, now: datetime) -> int:
    """How many changed. Raises LedgerError with the first that is no reading; then nothing is written."""
    for name, reading in said.items():
        if not _KANA.fullmatch(folded(reading)):
            raise LedgerError(
                _("“{reading}” is no reading of {name}; write it in kana"), reading=reading[:40], name=name
            )
        if max(len(name), len(reading)) > LONGEST_NAME:
            raise LedgerError(_("is longer than {n} characters"), n=LONGEST_NAME)
    with writing(now):
        changed = keep_readings(said)
        if changed:
            logbook.note(now, by, "readings", "", str(changed))
    return changed
