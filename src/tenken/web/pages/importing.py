"""取り込み, first step: a file is brought; what waits or was made before is listed; kept mappings can be removed."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.changes import undo
from tenken.actions.mappings import mappings, remove_mapping
from tenken.actions.recognise import KINDS, LIST, kind_of_file
from tenken.actions.take_in import look_after
from tenken.actions.waiting import MAX_BYTES, Room, Waiting
from tenken.collectors.spreadsheet.profiles import ProfileError
from tenken.ledger.change_sets import ChangeKind, change_sets
from tenken.pack.bundle import MAX_BYTES as MAX_BUNDLE_BYTES
from tenken.text import Complaint, Message, _
from tenken.web.cells import undone
from tenken.web.frame import in_their_words, now, remember_signer, signer, site
from tenken.web.import_kinds import KIND_NAMES
from tenken.web.typed import whole

_MEGABYTE = 1024 * 1024
_SHOWN = 8
_SEALED = b"PK"
"""A bundle may be larger than a list."""


def start(request: HttpRequest) -> HttpResponse:
    room = Room(site().config.data)
    room.clean(now())
    made = change_sets(1)
    context = {
        "waiting": [look_after(site(), one) for one in room.all_of(owner(request))],
        "kinds": KIND_NAMES,
        "mappings": _mappings(request),
        "made": [one for one in made.lines if one.kind in (ChangeKind.IMPORT, ChangeKind.UNDO)][:_SHOWN],
        "by": signer(request),
        "megabytes": MAX_BYTES // _MEGABYTE,
    }
    return render(request, "import/start.html", context)


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    by = request.POST.get("by", "").strip()
    try:
        file = request.FILES.get("file")
        if file is None or not by:
            raise Complaint(_("choose the file, and say who brought it"))
        raw = content_of(file)
        kind = kind_of_file(site(), raw)
        waiting = Room(site().config.data).take(raw, owner(request), by, file.name or "", kind, now())
    except Complaint as error:
        return _back(request, error)
    remember_signer(request, by)
    return HttpResponseRedirect(next_step(waiting))


@require_POST
def of_kind(request: HttpRequest, token: str) -> HttpResponse:
    """The guess was wrong: it is read as something else."""
    kind = request.POST.get("kind", "")
    try:
        room = Room(site().config.data)
        waiting = room.of(token, owner(request))
        if kind in KINDS and not waiting.step:
            waiting = room.of_kind(waiting, kind)
    except Complaint as error:
        return _back(request, error)
    return HttpResponseRedirect(next_step(waiting))


@require_POST
def give_up(request: HttpRequest, token: str) -> HttpResponse:
    try:
        room = Room(site().config.data)
        room.drop(room.of(token, owner(request)))
    except Complaint as error:
        return _back(request, error)
    messages.success(request, in_their_words(request, Message(_("the file was removed; nothing was written"))))
    return HttpResponseRedirect(reverse("import"))


@require_POST
def undo_import(request: HttpRequest) -> HttpResponse:
    by, number = request.POST.get("by", "").strip(), whole(request.POST.get("number", ""), 0)
    try:
        if not by:
            raise Complaint(_("say who undoes it"))
        done = undo(site(), number, by, request.POST.get("reason", "").strip(), now())
    except Complaint as error:
        return _back(request, error)
    remember_signer(request, by)
    messages.success(request, in_their_words(request, undone(len(done.written), len(done.left))))
    return HttpResponseRedirect(reverse("import"))


@require_POST
def forget_mapping(request: HttpRequest) -> HttpResponse:
    try:
        title = remove_mapping(site(), request.POST.get("name", ""), signer(request) or owner(request), now())
    except Complaint as error:
        return _back(request, error)
    words = Message(_("the mapping “{title}” was removed"), {"title": title})
    messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("import"))


def owner(request: HttpRequest) -> str:
    """Who alone goes on with what they brought."""
    return request.user.get_username()


def next_step(waiting: Waiting) -> str:
    """Where the file is led to: a list to its columns, once; anything else to its preview."""
    page = "import-columns" if waiting.kind == LIST and not waiting.mapped and not waiting.step else "import-preview"
    return reverse(page, args=(waiting.token,))


def content_of(file: "UploadedFile[bytes]") -> bytes:
    """Raises Complaint for a file that is larger than any that is read."""
    most = MAX_BYTES
    content: bytes = file.read(most + 1)
    if len(content) > most and content.startswith(_SEALED):
        most = MAX_BUNDLE_BYTES
        content += file.read(most + 1 - len(content))
    if len(content) > most:
        raise Complaint(_("the file is larger than {n} MB"), n=most // _MEGABYTE)
    if not content:
        raise Complaint(_("the file is empty"))
    return content


def _mappings(request: HttpRequest) -> list[tuple[str, str, int]]:
    try:
        return [(one.name, one.title, len(one.columns)) for one in mappings(site())]
    except ProfileError as error:
        messages.error(request, in_their_words(request, error.reason))
        return []


def _back(request: HttpRequest, error: Complaint) -> HttpResponse:
    messages.error(request, in_their_words(request, error.reason))
    return HttpResponseRedirect(reverse("import"))
