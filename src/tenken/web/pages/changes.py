"""まとめての変更: imports and edits of many machines, each with its cells, and the way back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.changes import undo
from tenken.ledger.change_sets import CHANGE_KIND_NAMES, change_set, change_sets, changes_on, standing_of
from tenken.ledger.page import Page
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.cells import title_of, told, undone
from tenken.web.frame import in_their_words, now, remember_signer, signer, site
from tenken.web.typed import whole


def changes(request: HttpRequest) -> HttpResponse:
    page = change_sets(whole(request.GET.get("page", ""), 1))
    lines = [(made, CHANGE_KIND_NAMES[made.kind], title_of(made)) for made in page.lines]
    return render(request, "changes/page.html", {"list": page, "lines": lines})


def one_change(request: HttpRequest, number: int) -> HttpResponse:
    made = change_set(number)
    if made is None:
        raise Http404(number)
    page, standing = changes_on(number, whole(request.GET.get("page", ""), 1)), standing_of(number)
    context = {
        "made": made,
        "kind": CHANGE_KIND_NAMES[made.kind],
        "title": title_of(made),
        "list": Page(told(page.lines), page.total, page.number),
        "left": standing.left,
        "first_left": standing.first,
        "open": standing.open,
        "by": signer(request),
    }
    return render(request, "changes/one.html", context)


@require_POST
def undo_change(request: HttpRequest, number: int) -> HttpResponse:
    """Said who and why, the entries say again what they said before; what was changed since stays."""
    by, reason = request.POST.get("by", "").strip(), request.POST.get("reason", "").strip()
    if not by or not reason:
        messages.error(request, in_their_words(request, Message(_("say who undoes it, and why"))))
        return HttpResponseRedirect(reverse("change-set", args=[number]))
    try:
        done = undo(site(), number, by, reason, now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("changes"))
    remember_signer(request, by)
    messages.success(request, in_their_words(request, undone(len(done.written), len(done.left))))
    return HttpResponseRedirect(reverse("change-set", args=[done.number]))
