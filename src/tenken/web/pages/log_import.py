"""ログの取り込み: a log is brought, its columns are chosen, it is looked at, and a writer is asked to take it in.

Only asked: the process of the pages writes no evidence.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tenken.actions import due
from tenken.actions.log_evidence import logs_of
from tenken.actions.log_waiting import (
    bring,
    choose_columns,
    headings,
    is_known,
    look_before,
    room_of,
    source_that_waits,
)
from tenken.actions.waiting import MAX_BYTES, Waiting
from tenken.logs.guessed import FAILURES, WORDS, guessed
from tenken.logs.sources import LogSource, sources
from tenken.text import Complaint, Message, _
from tenken.web.frame import in_their_words, now, site, who
from tenken.web.log_fields import ENCODINGS, FIELDS, FORMAT_NAMES, field_lines
from tenken.web.pages.importing import content_of, owner

_MEGABYTE = 1024 * 1024


def start(request: HttpRequest) -> HttpResponse:
    """GET shows form and what waits; POST brings a file."""
    if request.method != "POST":
        return _start(request, {})
    typed = request.POST
    wanted = LogSource(typed.get("source", "").strip(), typed.get("format", ""))
    try:
        file = request.FILES.get("file")
        if file is None or wanted.format not in FORMAT_NAMES:
            raise Complaint(_("choose the file, and say how it is written"))
        waiting = bring(site(), content_of(file), file.name or "", wanted, (owner(request), who(request)), now())
    except Complaint as error:
        return _start(request, {"typed": typed.dict(), "refused": error.reason}, status=409)
    return _to(waiting.token)


def file(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows how it stands; POST chooses its columns, asks for it to be taken in, or drops it."""
    try:
        waiting = room_of(site()).of(token, owner(request))
        source = source_that_waits(site(), waiting)
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("log-import"))
    if request.method == "POST" and not waiting.is_under_way:
        return _done(request, waiting, source)
    if waiting.is_under_way or waiting.step == "done":
        return render(request, "log_import/state.html", {"file": waiting, "source": source})
    open_to_change = source.format == "csv" and not is_known(site(), source)
    if open_to_change and (source.columns is None or "columns" in request.GET):
        return _columns(request, waiting, source)
    return _preview(request, waiting, source)


def _done(request: HttpRequest, waiting: Waiting, source: LogSource) -> HttpResponse:
    room, wanted = room_of(site()), request.POST.get("do", "")
    if wanted == "drop":
        room.drop(waiting)
        words = Message(_("the file was removed; nothing of it was taken in"))
        if waiting.step != "done":
            messages.success(request, in_their_words(request, words))
        return HttpResponseRedirect(reverse("log-import"))
    if waiting.step == "done":
        return _to(waiting.token)
    if wanted == "columns":
        return _choose(request, waiting, source)
    try:
        look_before(site(), waiting, now())
        room.begin(waiting, now())
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
    due.wake()
    return _to(waiting.token)


def _choose(request: HttpRequest, waiting: Waiting, source: LogSource) -> HttpResponse:
    typed = request.POST
    means = {field: typed[field] for field in WORDS if typed.get(field)}
    failures = [word.strip() for word in typed.get("failures", "").replace("、", ",").split(",") if word.strip()]
    encoding = typed.get("encoding", "")
    try:
        choose_columns(site(), waiting, means, failures, encoding if encoding in ENCODINGS else "")
    except Complaint as error:
        chosen = {"means": means, "failures": typed.get("failures", ""), "encoding": encoding}
        return _columns(request, waiting, source, {**chosen, "refused": error.reason}, status=409)
    return _to(waiting.token)


def _columns(
    request: HttpRequest, waiting: Waiting, source: LogSource, chosen: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    try:
        heads, why = headings(site(), waiting), None
    except Complaint as error:
        heads, why = (), error.reason
    known = source.columns
    means = known.means if known else guessed(heads)
    failures = "、".join(known.outcome if known else FAILURES)
    shown = {"means": means, "failures": failures, "encoding": known.encoding if known else "", **(chosen or {})}
    fields = [(name, words, shown["means"].get(name, "")) for name, words in FIELDS.items()]
    context = {"file": waiting, "source": source, "heads": [one for one in heads if one], "why": why,
               "fields": fields, "encodings": ENCODINGS, **shown}  # fmt: skip
    return render(request, "log_import/columns.html", context, status=status)


def _preview(request: HttpRequest, waiting: Waiting, source: LogSource) -> HttpResponse:
    context: dict[str, Any] = {"file": waiting, "source": source, "format": FORMAT_NAMES.get(source.format, ""),
                               "known": is_known(site(), source)}  # fmt: skip
    try:
        seen = look_before(site(), waiting, now())
    except Complaint as error:
        return render(request, "log_import/preview.html", {**context, "why": error.reason})
    first = [(piece, [field_lines(event, source) for event in piece.events]) for piece in seen.first]
    return render(request, "log_import/preview.html", {**context, "seen": seen, "first": first})


def _start(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    room = room_of(site())
    room.clean(now())
    known = sorted(one.name for one in sources(logs_of(site())).values() if one.format in FORMAT_NAMES)
    shown = {"waiting": room.all_of(owner(request)), "formats": FORMAT_NAMES, "known": known,
             "megabytes": MAX_BYTES // _MEGABYTE}  # fmt: skip
    return render(request, "log_import/start.html", {**shown, **context}, status=status)


def _to(token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("log-import-file", args=(token,)))
