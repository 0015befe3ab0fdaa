"""look: what the pages ask of the access logs. The engine works in a process of its own; every look is logged."""

import atexit
import subprocess
import sys
from datetime import datetime

from tenken.actions.log_evidence import logs_of
from tenken.actions.log_lists import hashes_of
from tenken.actions.log_verbs import ASKED
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.writing import LedgerError, writing
from tenken.logs.model import AUDIT_LOG_USED
from tenken.logs.search.apart import Searcher
from tenken.logs.search.how_far import HowFar, how_far
from tenken.logs.search.question import Found, Involved, Question, Spans, Unit
from tenken.text import _

SEARCHER = Searcher()
"""One for all pages."""


def expect_question() -> None:
    """Somebody has the form before them."""
    SEARCHER.make_ready()


def look(site: Site, question: Question, now: datetime, by: str, *, start: int, limit: int) -> Found:
    """Of what the search store holds by now. Raises SearchError."""
    found = SEARCHER.ask(logs_of(site) / "search", question, start=start, limit=limit)
    note_asked(site, question, found.total, now, by)
    return found


def note_asked(site: Site, question: Question, total: int, now: datetime, by: str) -> None:
    """That it was asked, by whom, and how many events were found (DICOM 110101); patients and words by their marks."""
    with writing(now) as at:
        logbook.note(at, by, ASKED, AUDIT_LOG_USED, f"{total} {question.words(hashes_of(site).mark)}")


def look_along(site: Site, involved: Involved, now: datetime, by: str, limit: int) -> Found:
    """What names any of them, for a timeline. Raises SearchError."""
    found = SEARCHER.involving(logs_of(site) / "search", involved, limit)
    told = (*involved.users, *involved.names, *involved.addresses)
    with writing(now) as at:
        logbook.note(at, by, ASKED, AUDIT_LOG_USED, f"{found.total} timeline={','.join(told)}")
    return found


def chart_of(site: Site, question: Question, unit: Unit) -> Spans:
    """Beside a look, which is logged. Raises SearchError."""
    return SEARCHER.spans(logs_of(site) / "search", question, unit)


class _Follower:
    """A process that reads into the search store what was sealed since; started where none is at it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def began(self) -> bool:
        return self._process is not None

    def begin(self, site: Site) -> None:
        if self._process is None or self._process.poll() is not None:
            program = (
                sys.executable,
                "-m",
                "tenken.logs.search.following",
                str(logs_of(site)),
                *site.config.logs.by_user,
            )
            self._process = subprocess.Popen(program, stdin=subprocess.DEVNULL)
            atexit.register(self._process.wait)


_FOLLOWER = _Follower()


def all_of_it(site: Site) -> None:
    """Raises LedgerError while something that was received cannot be searched yet: what leaves the house is whole."""
    far = keep_up(site)
    if far.behind:
        words = _("what was received is still being read, {n} of {all} segments: wait, and ask again")
        raise LedgerError(words, n=far.taken, all=far.sealed)


def keep_up(site: Site) -> HowFar:
    """How far the search store has come. Where it is behind, reading on begins, and nobody waits for it.

    So it does at the first look since the program began: an elder version may have left other columns.
    """
    far = how_far(logs_of(site))
    if far.behind or (far.sealed and not _FOLLOWER.began):
        _FOLLOWER.begin(site)
    return far
