"""時系列: what all sources knew of a machine, an account, an address; on the page, and sealed for investigators."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.look_at_logs import keep_up
from tenken.actions.timeline import Line, Timeline, Wanted, timeline
from tenken.actions.timeline_out import hand_out
from tenken.dates import JST, DateError, local_day
from tenken.facts.model import SubjectId
from tenken.ledger.happened import machine_called
from tenken.ledger.lists import name_of
from tenken.ledger.page import Page, within
from tenken.ledger.writing import LedgerError
from tenken.logs.evidence.read import EvidenceError
from tenken.logs.search.apart import SearchError
from tenken.text import Message, _
from tenken.web.downloads import download
from tenken.web.frame import in_their_words, now, site, who
from tenken.web.lately import told_of
from tenken.web.log_question import plain_typed, read_moment
from tenken.web.plain import Cell
from tenken.web.typed import whole

_NAMES = ("machine", "user", "address", "since", "until")
_USUAL = timedelta(days=6)


def page(request: HttpRequest) -> HttpResponse:
    values, found, problem = _found(request, request.GET)
    number, lines = within(whole(request.GET.get("page", ""), 1), len(found.lines) if found else 0)
    shown = found.lines[lines] if found else ()
    context = {
        "values": _as_read(values),
        "far": keep_up(site()),
        "found": found,
        "problem": problem,
        "list": Page(shown, len(found.lines), number) if found else None,
        "lines": [(line, f"{line.at.astimezone(JST):%Y-%m-%d %H:%M:%S}", _told(line)) for line in shown],
        "query": urlencode(values),
    }
    return render(request, "logs/timeline.html", context)


@require_POST
def out(request: HttpRequest) -> HttpResponse:
    """The whole timeline, sealed."""
    values, found, problem = _found(request, QueryDict(request.POST.get("query", "")))
    try:
        if found:
            bundle = hand_out(site(), found, _told, now(), who(request))
            return download(bundle, f"時系列_{local_day(now()).isoformat()}.zip", "application/zip")
    except (LedgerError, EvidenceError) as error:
        problem = error.reason
    if problem:
        messages.error(request, in_their_words(request, problem))
    return HttpResponseRedirect(f"{reverse('log-timeline')}?{urlencode(values)}")


def _as_read(values: dict[str, str]) -> dict[str, str]:
    """A link names a machine by its entry; a person reads what it is called, where that means this machine only."""
    about = values.get("machine", "")
    name = name_of(SubjectId(about)) if about.startswith("machine:") else ""
    return {**values, "machine": name} if name and machine_called(name) == about else values


def _found(request: HttpRequest, query: QueryDict) -> tuple[dict[str, str], Timeline | None, Message | None]:
    """What was typed, the timeline, and why there is none."""
    day = local_day(now())
    values = {
        "since": str(day - _USUAL),
        "until": str(day),
        **{name: plain_typed(query.get(name, "")) for name in _NAMES if name in query},
    }
    if not any(name in query for name in _NAMES):
        return values, None, None
    try:
        since, until = read_moment(values["since"], end=False), read_moment(values["until"], end=True)
        wanted = Wanted(since, until, *(values.get(name, "") for name in ("machine", "user", "address")))
        if since >= until:
            return values, None, Message(_("the beginning is not before the end"))
        return values, timeline(site(), wanted, now(), who(request)), None
    except (DateError, LedgerError, SearchError) as error:
        return values, None, error.reason


def _told(line: Line) -> Sequence[Cell]:
    return told_of(site(), line.done) if line.done else line.what
