"""ログの出どころ: every source of access logs, how it is doing and what to do about it; and one of them in full.

No event and no patient is shown here: only counts, times and numbers.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.log_anchors import CopyState, copy_known
from tenken.actions.log_clock import clock_doubts
from tenken.actions.log_sources import Known, claims, known_sources, looked_at, receiving
from tenken.facts.logs import TimeSync
from tenken.facts.model import FACILITY, SubjectId
from tenken.ledger.lists import names_of
from tenken.ledger.recall import facts_about
from tenken.text import Message
from tenken.web.frame import now, site
from tenken.web.log_fields import FORMAT_NAMES

_OLD = timedelta(days=2)


@dataclass(frozen=True)
class Line:
    """``name`` is that of the machine; empty where it is tied to none."""

    known: Known
    name: str
    wrong: tuple[Message, ...]

    @property
    def about(self) -> SubjectId | None:
        return self.known.about if self.known.about != FACILITY else None

    @property
    def format(self) -> str:
        """How it is written; of one that only was described nobody knows yet."""
        return FORMAT_NAMES.get(self.known.source.format, self.known.source.format or "－")


def log_sources(request: HttpRequest) -> HttpResponse:
    lines, looked, copy = _lines(now()), looked_at(site()), copy_known(site())
    context = {
        "lines": lines,
        "troubled": sum(bool(line.wrong) for line in lines),
        "looked": looked,
        "old": looked is None or now() - looked > _OLD,
        "receiving": receiving(site(), now()),
        "doubts": clock_doubts(site(), now()),
        "copy": copy if copy and copy.state is not CopyState.RIGHT else None,
    }
    return render(request, "log_sources/page.html", context)


def log_source(request: HttpRequest, source: str) -> HttpResponse:
    line = next((line for line in _lines(now()) if line.known.source.name == source), None)
    if line is None:
        raise Http404(source)
    said = claims(source, now())
    context = {
        "line": line,
        "looked": looked_at(site()),
        "others": [(fact, names_of([fact.about]).get(fact.about, "")) for fact in said if fact != line.known.entry],
        "clock": _clock(line),
        "path": request.path,
    }
    return render(request, "log_sources/one.html", context)


def _lines(moment: datetime) -> list[Line]:
    """Those with something to do first."""
    known = known_sources(site(), moment)
    names = names_of([one.about for one in known if one.entry])
    lines = [Line(one, names.get(one.about, ""), one.wrong(moment)) for one in known]
    return sorted(lines, key=lambda line: (not line.wrong, line.known.source.name))


def _clock(line: Line) -> TimeSync | None:
    """What was seen of the clock of its machine."""
    if line.about is None:
        return None
    return next((fact.says for fact in facts_about(line.about, now()) if isinstance(fact.says, TimeSync)), None)
