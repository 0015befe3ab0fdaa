"""検査点の控えを取る: a request for a time stamp is fetched, its token is brought, a line with its code is printed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions import due
from tenken.actions.log_anchors import bring_token, request_stamp, show_line, tokens_room
from tenken.actions.log_evidence import first_key_of
from tenken.actions.waiting import NotWaiting
from tenken.dates import local_day
from tenken.forms.qr import qr
from tenken.logs.evidence.anchors import AnchorError
from tenken.text import Message, _
from tenken.web.downloads import download
from tenken.web.frame import in_their_words, now, site, who
from tenken.web.pages.importing import owner
from tenken.web.pages.log_keeping import log_keeping


@require_POST
def stamp_request(request: HttpRequest) -> HttpResponse:
    try:
        made, line = request_stamp(site(), now(), who(request))
    except AnchorError as error:
        return log_keeping(request, {"stamp_refused": error.reason}, status=409)
    size = line.split(" ")[1]
    return download(made, f"tenken-{local_day(now()).isoformat()}-{size}.tsq", "application/timestamp-query")


@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Checked at once; a writer keeps it. ``drop`` throws away one that could not be kept."""
    if request.POST.get("drop"):
        return _dropped(request, request.POST["drop"])
    file, authority = (_brought(request, name) for name in ("token", "authority"))
    try:
        if file is None:
            raise AnchorError(_("choose the file that the authority gave"))
        by = owner(request), who(request)
        bring_token(site(), file[1], file[0], authority[1] if authority else b"", by, now())
    except AnchorError as error:
        return log_keeping(request, {"stamp_refused": error.reason}, status=409)
    due.wake()
    words = _("the token is right: it stamps a checkpoint of this store; a program of its own keeps it now")
    messages.success(request, in_their_words(request, Message(words)))
    return _back()


def line(request: HttpRequest) -> HttpResponse:
    """A page to be printed and signed."""
    try:
        shown = show_line(site(), now(), who(request))
    except AnchorError as error:
        messages.error(request, in_their_words(request, error.reason))
        return _back()
    name, size, at, digest = shown.split(" ")
    context = {"line": shown, "code": qr(shown), "name": name, "size": size, "at": at, "digest": digest,
               "first_key": first_key_of(site()), "moment": now()}  # fmt: skip
    return render(request, "log_keeping/line.html", context)


def _dropped(request: HttpRequest, waiting: str) -> HttpResponse:
    room = tokens_room(site())
    try:
        room.drop(room.of(waiting, owner(request)))
    except NotWaiting as error:
        messages.error(request, in_their_words(request, error.reason))
    return _back()


def _brought(request: HttpRequest, name: str) -> tuple[str, bytes] | None:
    file = request.FILES.get(name)
    return (file.name or "", file.read()) if file else None


def _back() -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('log-keeping')}#h-stamp")
