"""はじめの12分: which steps were gone through, and which were put off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tenken.ledger.models import StartStep

REPLIES = "selfcheck"
"""Under this name stand the replies of the self-check that somebody started from."""


class Gone(StrEnum):
    """``LATER`` is what a person did not know, and has still to find out."""

    DONE = "done"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Taken:
    state: Gone
    note: str
    by: str
    at: datetime


def taken() -> Mapping[str, Taken]:
    """Step → how it was taken; a step that nobody came to is missing."""
    return {row.step: Taken(Gone(row.state), row.note, row.by, row.at) for row in StartStep.objects.all()}


def take(step: str, state: Gone, by: str, at: datetime, note: str = "") -> None:
    known = {"state": state.value, "note": note[:200], "by": by[:200], "at": at}
    StartStep.objects.update_or_create(step=step, defaults=known)
