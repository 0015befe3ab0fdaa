"""アクセスログ: ask who handled whose information, and see of every line its octets and its proof."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.keep_search import Told, keep_search
from tenken.actions.log_evidence import logs_of, prove_event
from tenken.actions.look_at_logs import chart_of, expect_question, keep_up, look
from tenken.collectors.person.entry import EntryError
from tenken.dates import JST
from tenken.ledger.page import PAGE, Page
from tenken.ledger.writing import LedgerError
from tenken.logs.evidence.checked import in_full
from tenken.logs.evidence.read import EvidenceError
from tenken.logs.search.apart import SearchError
from tenken.logs.search.question import Found
from tenken.logs.shown import shown
from tenken.logs.sources import sources
from tenken.logs.words import ACTIONS, EVENTS, OUTCOMES
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import Message, _
from tenken.web.downloads import download
from tenken.web.entry_form import reason_on_page
from tenken.web.frame import in_their_words, now, remember_signer, signer, site, who
from tenken.web.log_chart import Chart, chart, said, unit_of
from tenken.web.log_question import Typed, typed
from tenken.web.typed import whole

MORE = ("terminal", "address", "system", "function", "source", "event", "outcome", "unparsed")
"""What is asked for rarely."""


def logs(request: HttpRequest) -> HttpResponse:
    asked, far, number = typed(request.GET, now()), keep_up(site()), whole(request.GET.get("page", ""), 1)
    found, problem = _found(request, asked, number)
    opened = request.GET.get("open", "")
    lines, picture = list(_lines(found, opened)) if found else [], _chart(asked, found)
    context = {
        "chart": picture,
        "bars": [(bar, said(bar), asked.address(since=bar.since, until=bar.until)) for bar in picture.bars]
        if picture
        else [],
        "last": picture.bars[-1] if picture else None,
        "asked": asked,
        "far": far,
        "problem": problem,
        "found": found,
        "list": Page(found.rows, found.total, number) if found else None,
        "lines": lines,
        "event": _event(request, *_place(opened)) if any(line["opened"] for line in lines) else None,
        "query": asked.address().removeprefix("?"),
        "more": any(name in asked.values for name in MORE),
        "sources": sorted(sources(logs_of(site()))),
        "events": EVENTS.items(),
        "outcomes": OUTCOMES.items(),
        "lineages": LINEAGE_NAMES.items(),
        "by": signer(request),
    }
    return render(request, "logs/page.html", context)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """What was asked becomes evidence of a row."""
    query = QueryDict(request.POST.get("query", ""))
    asked = typed(query, now())
    back = f"{reverse('logs')}{asked.address()}"
    if asked.question is None:
        return HttpResponseRedirect(back)
    told = Told(*(request.POST.get(name, "").strip() for name in ("topic", "title", "found", "by")))
    try:
        number = keep_search(site(), asked.question, told, now())
    except (SearchError, EntryError, LedgerError) as error:
        messages.error(request, in_their_words(request, reason_on_page(error)))
        return HttpResponseRedirect(back)
    remember_signer(request, told.by)
    messages.success(request, in_their_words(request, Message(_("the search is kept as evidence"))))
    return HttpResponseRedirect(reverse("evidence", args=[number]))


def event(request: HttpRequest, segment: int, index: int) -> HttpResponse:
    """One event by itself: what it says, its octets, its proof."""
    found = _event(request, segment, index)
    return render(request, "logs/event.html", {"event": found}, status=404 if "fault" in found else 200)


def proof(request: HttpRequest, segment: int, index: int) -> HttpResponse:
    """All that is needed to follow the proof elsewhere, as JSON."""
    try:
        proved = prove_event(site(), segment, index, now(), who(request))
    except EvidenceError as error:
        raise Http404(str(error)) from error
    content = json.dumps(in_full(proved.proof), ensure_ascii=False, indent=1).encode()
    return download(content, f"proof-{segment}-{index}.json", "application/json")


def _found(request: HttpRequest, asked: Typed, number: int) -> tuple[Found | None, Message | None]:
    if asked.question is None:
        expect_question()
        return None, asked.problem
    try:
        start = (max(number, 1) - 1) * PAGE
        return look(site(), asked.question, now(), who(request), start=start, limit=PAGE), None
    except SearchError as error:
        return None, error.reason


def _chart(asked: Typed, found: Found | None) -> Chart | None:
    """Over what was found; a picture that cannot be had does not keep the page back."""
    if asked.question is None or found is None:
        return None
    unit, known = unit_of(asked.question), sorted(sources(logs_of(site())))
    try:
        spans = chart_of(site(), asked.question, unit)
    except SearchError:
        return None
    wanted = [name for name in known if asked.question.source in ("", name)]
    return chart(asked.question, unit, spans, wanted, now())


def _lines(found: Found, opened: str) -> Iterator[dict[str, Any]]:
    for row in found.rows:
        place = f"{row['segment']}-{row['index']}"
        yield {
            **row,
            "at": row["ts"].astimezone(JST).strftime("%Y-%m-%d %H:%M:%S"),
            "event_name": EVENTS.get(row["event"], row["event"]),
            "outcome_name": OUTCOMES.get(row["outcome"], row["outcome"]),
            "failed": row["outcome"] not in ("", "0"),
            "action_name": ACTIONS.get(row["action"], ""),
            "place": place,
            "opened": place == opened,
        }


def _place(text: str) -> tuple[int, int]:
    """Segment and index as an address names them. Raises BadRequest."""
    found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", text)
    if not found:
        raise BadRequest(text[:40])
    return int(found[1]), int(found[2])


def _event(request: HttpRequest, segment: int, index: int) -> dict[str, Any]:
    """For the template; ``fault`` says why there is no proof."""
    place = {"segment": segment, "index": index}
    try:
        proved = prove_event(site(), segment, index, now(), who(request))
    except EvidenceError as error:
        return {**place, "fault": error.reason}
    proof = proved.proof
    return {
        **place,
        "source": proof.event.source,
        "received": proof.event.received.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S.%f"),
        "size": len(proof.event.raw),
        "shown": shown(proof.event.raw),
        "proved": proved,
        "path": [step.hex() for step in (*proof.path, *proof.record_path)],
        "note": proof.note.decode(),
    }
