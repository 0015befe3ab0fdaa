"""束: what is carried from here to another Tenken, and how what is collected elsewhere comes here."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from tenken.actions.bundle_out import NOT_OLDER, bundle_of_here, to_carry
from tenken.dates import local_day
from tenken.pack.seal import key_of
from tenken.text import Complaint
from tenken.web.frame import in_their_words, now, remember_signer, signer, site


def bundles(request: HttpRequest) -> HttpResponse:
    kept = to_carry(now())
    context = {
        "counts": dict(Counter(one.source for one in kept)),
        "total": len(kept),
        "days": NOT_OLDER.days,
        "key": key_of(site().keys.signing()),
        "by": signer(request),
    }
    return render(request, "sources/bundles.html", context)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """The bundle as a download."""
    by = request.POST.get("by", "").strip()
    try:
        made = bundle_of_here(site(), by or signer(request), now())
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("bundles"))
    remember_signer(request, by)
    response = HttpResponse(made.content, content_type="application/octet-stream")
    name = f"tenken-bundle-{local_day(now()).isoformat()}.zip"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
