"""提出物の部品: what goes into a pack, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from tenken.answers.model import Answer
from tenken.forms.workbook import Entry
from tenken.standard.model import Edition, Form
from tenken.text import _
from tenken.verdicts.assess import Verdict
from tenken.verdicts.case import Case


class Masking(IntEnum):
    """What is hidden in what leaves the building; each level hides what the one before does, and more."""

    NOTHING = 0
    ADDRESSES = 1
    HOSTS = 2
    ACCOUNTS = 3


MASKING_NAMES: Mapping[Masking, str] = {
    Masking.NOTHING: _("nothing is masked"),
    Masking.ADDRESSES: _("addresses are masked"),
    Masking.HOSTS: _("addresses and host names are masked"),
    Masking.ACCOUNTS: _("addresses, host names and accounts are masked"),
}


MOST_OF_SEARCHES_BYTES = 50 * 1024 * 1024
"""So much of kept searches of logs is bound, the newest first; what is left out is named."""


@dataclass(frozen=True)
class Exhibit:
    """証跡: one kept original. ``paper`` is a file that a person handed in; its bytes cannot be masked.

    ``rows`` are the form's rows that rest on it, ``observations`` the attempts whose bytes these are.
    ``content`` is None where the archive no longer has it.
    """

    number: int
    title: str
    source: str
    seen_at: datetime
    name: str
    sha256: str
    content: bytes | None = field(repr=False)
    paper: bool
    rows: tuple[str, ...]
    observations: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        return f"E{self.number:04}"


@dataclass(frozen=True)
class Paper:
    """One filled form: the facility's own, or one for each vendor that returned it."""

    name: str
    workbook: bytes = field(repr=False)
    entries: Mapping[str, Entry]
    heads: Mapping[str, str]


@dataclass(frozen=True)
class Contents:
    """Everything that a pack is made of. ``seal`` is number and digest of the newest link of the ledger's chain."""

    facility: str
    edition: Edition
    form: Form
    case: Case
    verdicts: Sequence[Verdict]
    answers: Mapping[str, Sequence[Answer]]
    papers: Sequence[Paper]
    exhibits: Sequence[Exhibit] = field(repr=False)
    seal: tuple[int, str]
    masking: Masking = Masking.NOTHING
    language: str = "ja"
    words_to_hide: Mapping[str, str] = field(default_factory=dict)
    """Host names and accounts, each with what stands in its place."""
    searches: Sequence[Exhibit] = field(default=(), repr=False)
    """Kept searches of logs, numbered on from the exhibits: no verdict rests on them."""
    searches_left_out: Sequence[str] = ()
    """Titles of those whose files would have made the pack too large."""

    @property
    def originals(self) -> tuple[Exhibit, ...]:
        return (*self.exhibits, *self.searches)
