"""操作の記録: every entry of the logbook in words, narrowed by an address, and as a file."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from tenken.dates import JST, DateError, local_day, read_day
from tenken.ledger import logbook
from tenken.ledger.logbook import Done, Narrow
from tenken.pack.reasons import safe_cell
from tenken.text import Message, _, in_words
from tenken.web.frame import now, site
from tenken.web.lately import VERBS, told_of
from tenken.web.typed import whole

KINDS = (("changes", _("changes")), ("looks", _("looks")), ("signs", _("sign-ins")))
HEADS = ("日時", "操作した人", "操作", "内容", "記録の種類", "記録の対象", "記録の詳細")


def log(request: HttpRequest) -> HttpResponse:
    narrow, problem = _narrow(request)
    page = logbook.entries(narrow, whole(request.GET.get("page", ""), 1))
    query = request.GET.copy()
    query.pop("page", None)
    known = logbook.verbs()
    context = {
        "list": page,
        "lines": [(done, told_of(site(), done)) for done in page.lines],
        "narrow": narrow,
        "narrowed": narrow != Narrow(),
        "problem": problem,
        "typed": request.GET,
        "query": query.urlencode(),
        "names": logbook.names(),
        "kinds": KINDS,
        "verbs": [(verb, VERBS.get(verb, verb)) for verb in known],
    }
    return render(request, "log/page.html", context)


def export(request: HttpRequest) -> StreamingHttpResponse:
    """All that fits, not only the page that was looked at; for Excel."""
    narrow, problem = _narrow(request)
    if problem:
        raise BadRequest(str(problem))
    name = f"操作の記録_{local_day(now()).isoformat()}.csv"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    lines = _lines(narrow, request.LANGUAGE_CODE)
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8",
                                 headers={"Content-Disposition": disposition})  # fmt: skip


def _narrow(request: HttpRequest) -> tuple[Narrow, Message | None]:
    """What the address asks for; a day that is none is left out and told."""
    typed, problem = request.GET, None
    days: list[date | None] = []
    for name in ("since", "until"):
        try:
            days.append(read_day(typed[name]) if typed.get(name, "").strip() else None)
        except DateError as error:
            days.append(None)
            problem = error.reason
    what = typed.get("what", "")[:40]
    return Narrow(typed.get("by", "")[:200], what, days[0], days[1], typed.get("q", "").strip()[:100]), problem


def _lines(narrow: Narrow, language: str) -> Iterator[str]:
    writer: Any = csv.writer(_Echo(), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(HEADS)
    for done in logbook.all_entries(narrow):
        yield writer.writerow([safe_cell(cell) for cell in _cells(done, language)])


def _cells(done: Done, language: str) -> tuple[str, ...]:
    told = [in_words(part, language) if isinstance(part, Message) else str(part) for part in told_of(site(), done)]
    moment = done.at.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S")
    return (moment, done.by, told[0], "　".join(told[1:]), done.verb, done.about, done.detail)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
