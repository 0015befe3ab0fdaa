"""取り込み, second step: which column is what; the choice is kept under a name and offered next time."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tenken.actions.mappings import keep_mapping
from tenken.actions.preview import columns_of
from tenken.actions.waiting import Room, Waiting
from tenken.collectors.model import Unreadable
from tenken.collectors.spreadsheet.columns import Layout, cells, chosen_profile
from tenken.collectors.spreadsheet.encodings import CHOICES
from tenken.collectors.spreadsheet.profiles import ProfileError
from tenken.text import Complaint, Message
from tenken.web.frame import in_their_words, now, site
from tenken.web.import_kinds import KIND_NAMES
from tenken.web.mapping import ENCODING_NAMES, FIELD_NAMES
from tenken.web.pages.importing import owner

OWN = "own"


def columns(request: HttpRequest, token: str) -> HttpResponse:
    room = Room(site().config.data)
    try:
        waiting = room.of(token, owner(request))
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("import"))
    if waiting.step:
        return HttpResponseRedirect(reverse("import-preview", args=(token,)))
    waiting = _as_wanted(request, room, waiting)
    try:
        seen = columns_of(site(), waiting)
    except (Unreadable, ProfileError) as error:
        return _page(request, waiting, None, why=error.reason)
    if seen.profile.name == OWN:
        return HttpResponseRedirect(reverse("import-preview", args=(token,)))
    return _chosen(request, room, waiting, seen) if request.method == "POST" else _page(request, waiting, seen)


def _as_wanted(request: HttpRequest, room: Room, waiting: Waiting) -> Waiting:
    """Another encoding or sheet than the guessed one, where the person asks for it."""
    asked = request.GET
    if "encoding" not in asked and "sheet" not in asked:
        return waiting
    encoding = asked.get("encoding", "")
    wanted = replace(waiting, encoding=encoding if encoding in CHOICES else "", sheet=asked.get("sheet", "")[:200])
    return waiting if wanted == waiting else room.say(wanted)


def _chosen(request: HttpRequest, room: Room, waiting: Waiting, seen: Layout) -> HttpResponse:
    typed = request.POST
    fields = [typed.get(f"column-{at}", "") for at in range(len(seen.head.words))]
    title = typed.get("title", "").strip() or waiting.name
    try:
        profile = chosen_profile(seen, fields, "this-file", title)
        if typed.get("keep"):
            profile = keep_mapping(site(), profile, title, waiting.by, now())
    except Complaint as error:
        return _page(request, waiting, replace(seen, fields=tuple(fields)), why=error.reason, title=title)
    room.map(waiting, replace(profile, sheet=seen.table.name if len(seen.sheets) > 1 else ""))
    return HttpResponseRedirect(reverse("import-preview", args=(waiting.token,)))


def _page(
    request: HttpRequest, waiting: Waiting, seen: Layout | None, why: Message | None = None, title: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "file": waiting,
        "seen": seen,
        "why": why,
        "step": 2,
        "kinds": KIND_NAMES,
        "fields": FIELD_NAMES,
        "encodings": ENCODING_NAMES,
        "title": title or (seen.profile.title if seen and seen.known else waiting.name.rpartition(".")[0]),
    }
    return render(request, "import/columns.html", {**context, **(_table(seen) if seen else {})})


def _table(seen: Layout) -> dict[str, Any]:
    """The sample column by column and line by line. A head that stands twice is chosen once."""
    first = {word: at for at, word in reversed(list(enumerate(seen.head.words)))}
    lines = [(line.number, cells(line, len(seen.head.words))) for line in seen.sample]
    return {
        "columns": [
            {"at": at, "head": word, "field": field, "again": bool(word) and first[word] != at}
            for at, (word, field) in enumerate(zip(seen.head.words, seen.fields, strict=True))
        ],
        "lines": lines,
    }
