"""ふりがな: how persons and places of the ledger are read, a page of names at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tenken.actions.readings import set_readings
from tenken.ledger.readings import names_to_read
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, who
from tenken.web.typed import whole


def readings(request: HttpRequest) -> HttpResponse:
    lacking = request.GET.get("show", "") == "lacking"
    typed = dict(zip(request.POST.getlist("name"), request.POST.getlist("reading"), strict=False))
    if request.method == "POST":
        try:
            n = set_readings(typed, who(request), now())
        except LedgerError as error:
            messages.error(request, in_their_words(request, error.reason))
        else:
            messages.success(request, in_their_words(request, Message(_("{n} readings are kept"), {"n": n})))
            return HttpResponseRedirect(f"{reverse('readings')}{'?show=lacking' if lacking else ''}")
    page = names_to_read(whole(request.GET.get("page", ""), 1), lacking=lacking)
    lines = [(line, typed.get(line.name, line.reading)) for line in page.lines]
    return render(request, "readings/page.html", {"list": page, "lines": lines, "lacking": lacking})
