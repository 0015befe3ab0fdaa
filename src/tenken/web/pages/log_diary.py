"""作業日誌: type what was done on a system that keeps no log of it; the latest entries, and their corrections."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from tenken.actions.log_diary import DiaryError, entries, find, write
from tenken.dates import JST
from tenken.ledger.people import Role
from tenken.logs.formats.diary import Entry
from tenken.logs.formats.times import in_utc, written
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, role_in, signer, who
from tenken.web.typed import whole

_TYPED = ("operator", "begin", "end", "system", "done", "purpose", "corrects")
_MINUTE = "%Y-%m-%dT%H:%M"


def diary(request: HttpRequest) -> HttpResponse:
    """GET shows form and entries, ``corrects`` fills the form from an entry; POST keeps one."""
    if request.method != "POST":
        return render(request, "log_diary/page.html", _context(request, _filled(request)))
    try:
        kept = write(_entry(request.POST, who(request)))
    except DiaryError as error:
        context = {**_context(request, request.POST.dict()), "refused": error.reason}
        return render(request, "log_diary/page.html", context, status=409)
    messages.success(request, in_their_words(request, Message(_("the entry {id} is kept"), {"id": kept})))
    return HttpResponseRedirect(reverse("log-diary"))


def _entry(typed: QueryDict, by: str) -> Entry:
    said = {name: typed.get(name, "").strip() for name in _TYPED}
    return Entry(
        typed=now(),
        by=by,
        operator=said["operator"],
        begin=_moment(said["begin"]),
        end=_moment(said["end"] or said["begin"]),
        done=said["done"],
        system=said["system"],
        purpose=said["purpose"],
        corrects=said["corrects"],
    )


def _moment(text: str) -> datetime:
    try:
        return in_utc(written(text, JST))
    except ValueError as error:
        raise DiaryError(_("“{text}” is no day and time, such as 2026-04-01 08:30"), text=text) from error


def _filled(request: HttpRequest) -> dict[str, str]:
    if not request.GET.get("corrects"):
        return {"operator": signer(request), "begin": now().astimezone(JST).strftime(_MINUTE)}
    entry = find(request.GET["corrects"])
    if entry is None or not _may_see(request, entry.by):
        raise Http404
    moments = {name: getattr(entry, name).astimezone(JST).strftime(_MINUTE) for name in ("begin", "end")}
    return {**{name: getattr(entry, name) for name in _TYPED}, **moments, "corrects": entry.id}


def _may_see(request: HttpRequest, by: str) -> bool:
    """Who only answers sees what he typed himself."""
    return role_in(request) is not Role.ANSWERER or by == who(request)


def _context(request: HttpRequest, typed: dict[str, str]) -> dict[str, object]:
    mine = "" if _may_see(request, "") else who(request)
    return {"typed": typed, "list": entries(whole(request.GET.get("page", ""), 1), mine)}
