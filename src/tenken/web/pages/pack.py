"""提出資料: what the pack will hold, and the pack itself."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from tenken.actions.assess import assess_form
from tenken.actions.hand_over import PackError, hand_over
from tenken.answers.model import number_of
from tenken.answers.xray import SHADOW_NAMES
from tenken.dates import DateError, end_of, local_day, read_day
from tenken.pack.model import MASKING_NAMES, Masking
from tenken.pack.names import safe_name
from tenken.pack.seal import key_of
from tenken.web.downloads import download
from tenken.web.frame import current, in_their_words, now, site, who


def pack(request: HttpRequest) -> HttpResponse:
    """GET shows what stands in the way of a good pack; POST makes one."""
    if request.method == "POST":
        return _made(request)
    today = local_day(now())
    assessment = assess_form(site(), *current(request), end_of(today))
    context = {
        "assessment": assessment,
        "spots": [
            (SHADOW_NAMES[spot.shadow], number_of(assessment.edition, spot.row), spot) for spot in assessment.spots()
        ],
        "today": today,
        "masking": MASKING_NAMES.items(),
        "key": key_of(site().keys.signing()),
    }
    return render(request, "pack/page.html", context)


def _made(request: HttpRequest) -> HttpResponse:
    edition, form = current(request)
    masking = next((m for m in Masking if request.POST.get("masking", "0") == str(m.value)), None)
    if masking is None:
        raise BadRequest("masking")
    try:
        day = read_day(request.POST.get("day", ""))
        content = hand_over(site(), edition, form, day, now(), masking, who(request))
    except (DateError, PackError) as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(request.path)
    masked = "_masked" if masking is not Masking.NOTHING else ""
    name = safe_name(f"{site().config.facility.name or 'tenken'}_{edition}_{form}_{day.isoformat()}{masked}.zip")
    return download(content, name, "application/zip")
