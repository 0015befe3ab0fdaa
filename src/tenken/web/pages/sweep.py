"""見回り: where one may begin, what it never touches, what came of the last; and the way to stop it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions import sweeps
from tenken.actions.sweeping import stop
from tenken.collectors.sweep.profile import PACKETS_A_SECOND, PORTS
from tenken.facts.sweeps import NO_TOUCH_NAMES, NoTouch, SweepConsent
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, remember_signer, signer, site, who


def sweep(request: HttpRequest) -> HttpResponse:
    context = {
        "seen": sweeps.overview(site(), now()),
        "ways": {way.value: name for way, name in NO_TOUCH_NAMES.items()},
        "ports": ", ".join(map(str, PORTS)),
        "packets": PACKETS_A_SECOND,
        "consent": SweepConsent.kind,
        "no_touch": NoTouch.kind,
        "by": signer(request),
    }
    return render(request, "sweep/page.html", context)


@require_POST
def start_sweep(request: HttpRequest) -> HttpResponse:
    subnet, by = request.POST.get("subnet", "")[:40], request.POST.get("by", "").strip()
    if not by:
        messages.error(request, in_their_words(request, Message(_("say who starts the sweep"))))
        return HttpResponseRedirect(reverse("sweep"))
    remember_signer(request, by)
    why = sweeps.begin(site(), subnet, by, now())
    if why:
        messages.error(request, in_their_words(request, why))
    else:
        messages.success(
            request, in_their_words(request, Message(_("the sweep of {subnet} begins"), {"subnet": subnet}))
        )
    return HttpResponseRedirect(reverse("sweep"))


@require_POST
def stop_sweep(request: HttpRequest) -> HttpResponse:
    if stop(site().config.data, signer(request) or who(request)):
        messages.success(
            request, in_their_words(request, Message(_("the sweep is being stopped; it ends within a few seconds")))
        )
    else:
        messages.error(request, in_their_words(request, Message(_("no sweep is under way"))))
    return HttpResponseRedirect(reverse("sweep"))
