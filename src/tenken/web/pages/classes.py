"""区分と役割: machines without a class or a role, with what those like them are; a person decides, after a preview."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tenken.actions.classes import give
from tenken.collectors.model import CollectError
from tenken.collectors.person.labels import ROLES
from tenken.facts.model import CLASS_NAMES, MachineClass
from tenken.ledger.alike import roles
from tenken.ledger.classing import OFFERED, Classing, classings, unclassed
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, remember_signer, signer, site

MOST = 50


def classes(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _decide(request)
    found = classings()
    context = {"found": found[:MOST], "more": max(0, len(found) - MOST), "unclassed": unclassed()}
    return render(request, "classes/page.html", {**context, **_choices(request)})


def _decide(request: HttpRequest) -> HttpResponse:
    """First what it would do, then, said again, the deed. What has changed between is shown anew."""
    typed = request.POST
    wanted = next((one for one in classings() if one.key == typed.get("key", "")), None)
    if wanted is None:
        messages.error(request, in_their_words(request, Message(_("the machines have changed meanwhile; look again"))))
        return HttpResponseRedirect(reverse("classes"))
    sure = typed.get("sure", "") == str(len(wanted.machines))
    try:
        taken = give(site(), wanted.machines, _class(typed.get("class", "")), typed.get("role", ""),
                     typed.get("by", ""), now(), dry_run=not sure)  # fmt: skip
    except (LedgerError, CollectError) as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("classes"))
    if not sure:
        return render(request, "classes/preview.html", _preview(request, wanted, taken.changed))
    remember_signer(request, typed.get("by", ""))
    words = Message(_("{n} machines changed; here it can be undone"), {"n": taken.changed})
    messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("change-set", args=[taken.number]))


def _preview(request: HttpRequest, wanted: Classing, changed: int) -> dict[str, Any]:
    typed = request.POST
    return {
        "one": wanted,
        "changed": changed,
        "class": typed.get("class", ""),
        "class_name": CLASS_NAMES[_class(typed.get("class", ""))],
        "role": typed.get("role", "").strip(),
        "by": typed.get("by", ""),
        "shown": wanted.machines[:200],
    }


def _class(text: str) -> MachineClass:
    return MachineClass(text) if text in tuple(MachineClass) else MachineClass.UNKNOWN


def _choices(request: HttpRequest) -> dict[str, Any]:
    return {
        "classes": [(one.value, CLASS_NAMES[one]) for one in OFFERED],
        "roles": (*roles(), *ROLES),
        "by": signer(request),
    }
