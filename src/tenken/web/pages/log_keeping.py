"""保管と控え: how long logs are kept and what may be removed, and what lies elsewhere of them.

No event and no patient is shown here: counts, days and digests only.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions import due
from tenken.actions.log_anchors import (
    Anchored,
    copy_known,
    last_certificates,
    last_line,
    last_token,
    newest_signed,
    open_request,
    tokens_brought,
)
from tenken.actions.log_evidence import origin_of
from tenken.actions.log_removal import LEAST, RetentionError, agree, holdings_known, keeps_by_page, waiting, why_not
from tenken.actions.log_sign import Signed, signed_months
from tenken.actions.log_sources import OF_SENDERS, Known, known_sources, verified
from tenken.dates import local_day
from tenken.facts.logs import LogSourceEntry
from tenken.logs.holdings import Holding, Holdings
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, remember_signer, signer, site, who
from tenken.web.pages.importing import owner

_OLD = timedelta(days=31)
"""An anchor of each month shows what was made anew within that month. One that holds for all there is does not age."""


@dataclass(frozen=True)
class Line:
    """A source: what is here of it, what of that is past its time, and on which day the first of it will be."""

    name: str
    known: Known | None
    here: Holding | None
    past: Holding | None
    due: date | None

    @property
    def rule(self) -> LogSourceEntry:
        return self.known.rule if self.known else OF_SENDERS

    @property
    def is_said(self) -> bool:
        return bool(self.known and self.known.entry)

    @property
    def less_than_pages_remove(self) -> bool:
        return timedelta(days=self.rule.keep_days) < LEAST


def log_keeping(request: HttpRequest, refused: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """``refused`` says why an entry was not taken, and what was typed."""
    moment, found = now(), holdings_known(site())
    day = local_day(moment)
    lines, brought = _lines(found, moment), tokens_brought(site(), owner(request), moment)
    context = {
        "found": found,
        "lines": lines,
        "events": sum(line.here.events for line in lines if line.here),
        "octets": sum(line.here.octets for line in lines if line.here),
        "past_events": sum(line.past.events for line in lines if line.past),
        "past_octets": sum(line.past.octets for line in lines if line.past),
        "next": min(
            (line for line in lines if line.due and line.due > day and not line.past), key=_day_due, default=None
        ),
        "agreed": waiting(),
        "why_not": why_not(),
        "by": signer(request),
        "checked": verified(moment),
        "has_logs": bool(origin_of(site())),
        "brought": brought,
        "under_way": any(one.is_under_way for one in brought) or waiting() is not None,
        "anchors": _anchors(moment),
        **(refused or {}),
    }
    return render(request, "log_keeping/page.html", context, status=status)


@require_POST
def agree_removal(request: HttpRequest) -> HttpResponse:
    """A writer carries it out."""
    typed = request.POST
    try:
        if typed.get("sure") != "yes":
            raise RetentionError(_("say that you know that it cannot be undone"))
        agree(site(), typed.get("shown", ""), typed.get("by", ""), typed.get("reason", ""), who(request), now())
    except RetentionError as error:
        said = {"refused": error.reason, "by": typed.get("by", ""), "reason": typed.get("reason", "")}
        return log_keeping(request, said, status=409)
    remember_signer(request, typed["by"])
    due.wake()
    messages.success(request, in_their_words(request, Message(_("agreed; a program of its own removes it now"))))
    return HttpResponseRedirect(f"{reverse('log-keeping')}#h-past")


def _lines(found: Holdings | None, moment: datetime) -> list[Line]:
    """By name; those with something past its time first."""
    known = {one.source.name: one for one in known_sources(site(), moment)}
    here = {one.source: one for one in found.here} if found else {}
    past = {one.source: one for one in found.past} if found else {}
    keeps = keeps_by_page(moment)
    lines = [
        Line(name, known.get(name), here.get(name), past.get(name),
             local_day(here[name].first + keeps(name)) + timedelta(days=1) if name in here else None)
        for name in sorted({*known, *here})
    ]  # fmt: skip
    return sorted(lines, key=lambda line: line.past is None)


def _day_due(line: Line) -> date:
    return line.due or date.max


def _anchors(moment: datetime) -> dict[str, Any]:
    """The three kinds: how each stands, and whether it is old."""
    signed: Signed | None = max(signed_months().values(), key=lambda one: one.at, default=None)
    token, line, copy = last_token(site()), last_line(), copy_known(site())
    return {
        "token": token,
        "token_old": token is not None and _is_old(token, moment),
        "asked": open_request(site()),
        "certificates": bool(last_certificates(site())),
        "line": line,
        "line_old": line is not None and _is_old(line, moment),
        "signed": signed,
        "copy": copy,
    }


def _is_old(one: Anchored, moment: datetime) -> bool:
    return one.until is None or (one.until != newest_signed(site()) and moment - one.until > _OLD)
