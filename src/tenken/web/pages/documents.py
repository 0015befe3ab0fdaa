"""書類と確認: every paper and word of a person that a row looks for, and what is on file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.papers import papers
from tenken.collectors.person.entry import ENTERABLE
from tenken.facts import STATEMENTS
from tenken.web.frame import now

KINDS = [(kind, STATEMENTS[kind].name) for kind in ENTERABLE]


def documents(request: HttpRequest) -> HttpResponse:
    start = request.GET.get("from", "0")
    groups = papers(now(), int(start) if start.isdecimal() and len(start) < 9 else 0)
    return render(request, "documents/page.html", {"groups": groups, "kinds": KINDS})
