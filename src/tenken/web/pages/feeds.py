"""公表された一覧: which lists are here, how old they are, and a form to take in another."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.feeds import Held, held
from tenken.actions.import_feed import Brought, import_feed
from tenken.dates import local_day, read_day
from tenken.text import Blanks, Complaint, Message, _
from tenken.web.feeds import KINDS, Kind
from tenken.web.frame import in_their_words, now, remember_signer, signer, site

MAX_BYTES = 64 * 1024 * 1024
MOST = 8
"""Lists of one kind that are shown; the newest decide."""


@dataclass(frozen=True)
class Section:
    """``key`` and ``name`` are those of the statement; a template would call the class itself."""

    key: str
    name: str
    kind: Kind
    lists: tuple[Held, ...]
    old: bool

    @property
    def shown(self) -> tuple[Held, ...]:
        return self.lists[:MOST]

    @property
    def more(self) -> int:
        return len(self.lists[MOST:])


def feeds(request: HttpRequest) -> HttpResponse:
    today = local_day(now())
    here = held(site(), now())
    sections = [Section(of.kind, of.name, kind, here[of], _all_old(here[of], today)) for of, kind in KINDS.items()]
    context = {"sections": sections, "today": today, "by": signer(request), "megabytes": MAX_BYTES // 1024 // 1024}
    return render(request, "feeds/page.html", context)


@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    by = request.POST.get("by", "").strip()
    try:
        done = import_feed(site(), _brought(request, by), now(), by)
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("feeds"))
    remember_signer(request, by)
    words = _("{publisher}, {issue} of {day}: {n} entries")
    blanks: Blanks = {
        "publisher": done.publisher,
        "issue": done.issue,
        "day": done.dated.isoformat(),
        "n": done.entries,
    }
    said = [Message(words, blanks), *([Message(_("it was here already, and says the same"))] if done.known else [])]
    messages.success(request, "。".join(in_their_words(request, one).rstrip("。") for one in said))
    return HttpResponseRedirect(reverse("feeds"))


def _brought(request: HttpRequest, by: str) -> Brought:
    """Raises Complaint for what cannot be taken as it was typed."""
    file, beside = request.FILES.get("file"), request.FILES.get("beside")
    if file is None or not by:
        raise Complaint(_("choose the file, and say who brought it"))
    day = request.POST.get("dated", "").strip()
    return Brought(_content(file), file.name or "", read_day(day) if day else None, _content(beside))


def _content(file: "UploadedFile[bytes] | None") -> bytes:
    content = file.read(MAX_BYTES + 1) if file else b""
    if len(content) > MAX_BYTES:
        raise Complaint(_("the file is larger than {n} MB"), n=MAX_BYTES // 1024 // 1024)
    return content


def _all_old(lists: tuple[Held, ...], today: date) -> bool:
    return bool(lists) and all(one.is_old(today) for one in lists)
