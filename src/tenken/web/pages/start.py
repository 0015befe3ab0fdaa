"""はじめの12分: from an empty house to an honest first result, one step a screen; leave and come back at any time."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.collect import collect
from tenken.actions.first_result import first_result
from tenken.actions.first_steps import Step, Who, keep_replies, put_off
from tenken.answers.selfcheck import SelfcheckError, put, read_replies
from tenken.answers.turns import TURN_NAMES
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Target
from tenken.facts.model import SubjectKind
from tenken.ledger.lists import titles
from tenken.ledger.start import REPLIES, Gone, Taken, taken
from tenken.text import Complaint, Message, _
from tenken.web.frame import current, in_their_words, now, remember_signer, signer, site, who
from tenken.web.start_shown import SHOWN
from tenken.web.start_steps import ASKED, minutes_left, save


def start(request: HttpRequest) -> HttpResponse:
    """All steps, and where one stands. POST takes the replies of a self-check and goes on to the first open step."""
    gone = taken()
    if request.method == "POST":
        return _begun(request, gone)
    try:
        replies = read_replies(request.GET.get("a", ""))
    except SelfcheckError as error:
        raise Http404(str(error)) from error
    steps = [(step, ASKED[step], gone.get(step)) for step in Step]
    context = {
        "steps": steps,
        "next": _open(gone),
        "minutes": minutes_left(step for step in Step if step not in gone),
        "replies": "".join(replies) if not _kept(gone) else "",
        "todo": [one for one in put(replies) if one.cost],
    }
    return render(request, "start/page.html", context)


def take_step(request: HttpRequest, step: str) -> HttpResponse:
    """One step: GET asks, POST keeps what was typed, or puts it off."""
    if step not in tuple(Step):
        raise Http404(step)
    here = Step(step)
    if request.method != "POST":
        return render(request, f"start/{here}.html", _context(request, here, QueryDict()))
    acting = Who(request.POST.get("by", "").strip(), now())
    if request.POST.get("do") == "later":
        put_off(site(), here, Who(acting.by or who(request), acting.now))
        return HttpResponseRedirect(_after(here))
    try:
        save(here, site(), request.POST, acting, request.LANGUAGE_CODE)
    except Complaint as error:
        context = {**_context(request, here, request.POST), "refused": error.reason}
        return render(request, f"start/{here}.html", context, status=409)
    remember_signer(request, acting.by)
    messages.success(request, in_their_words(request, Message(_("kept"))))
    return HttpResponseRedirect(
        reverse("start-step", args=[here]) if request.POST.get("do") == "more" else _after(here)
    )


@require_POST
def look_here(request: HttpRequest) -> HttpResponse:
    """Look at the machine that Tenken runs on, and say what came of it."""
    outcome = collect(site(), COLLECTORS["linux"], Target(), now(), who(request))
    if outcome.failure:
        words = Message(_("this machine could not be read: {why}"), {"why": outcome.failure})
        messages.error(request, in_their_words(request, words))
    else:
        words = Message(_("this machine was read; {n} things are known of it"), {"n": outcome.recorded.changed})
        messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("start-step", args=[Step.PCS]))


def result(request: HttpRequest) -> HttpResponse:
    """What the steps came to: which rows can be shown, which need the vendor, which cannot be told and why."""
    gone = taken()
    later = [(step, ASKED[step]) for step in Step if step not in gone or gone[step].state is Gone.LATER]
    kept = _kept(gone)
    found = first_result(site(), *current(request), now())
    context = {
        "result": found,
        "waiting": [(turn.value, TURN_NAMES[turn], rows) for turn, rows in found.waiting.items()],
        "later": later,
        "todo": [one for one in put(read_replies(kept)) if one.cost],
        "vendors": titles(SubjectKind.VENDOR),
        "pcs": gone[Step.PCS].note if Step.PCS in gone else "",
    }
    return render(request, "start/result.html", context)


def _begun(request: HttpRequest, gone: Mapping[str, Taken]) -> HttpResponse:
    replies = request.POST.get("replies", "")
    if replies and not _kept(gone):
        try:
            keep_replies(site(), replies, Who(signer(request) or who(request), now()))
        except SelfcheckError as error:
            raise Http404(str(error)) from error
    first = _open(gone)
    return HttpResponseRedirect(reverse("start-step", args=[first]) if first else reverse("start-result"))


def _kept(gone: Mapping[str, Taken]) -> str:
    return gone[REPLIES].note if REPLIES in gone else ""


def _open(gone: Mapping[str, Taken]) -> Step | None:
    return next((step for step in Step if step not in gone), None)


def _after(here: Step) -> str:
    order = list(Step)
    following = order.index(here) + 1
    return reverse("start-step", args=[order[following]]) if following < len(order) else reverse("start-result")


def _context(request: HttpRequest, here: Step, typed: QueryDict) -> dict[str, Any]:
    order = list(Step)
    position = order.index(here)
    return {
        "step": here,
        "asked": ASKED[here],
        "number": position + 1,
        "of": len(order),
        "width": 100 * position // len(order),
        "minutes": minutes_left(order[position:]),
        "before": order[position - 1] if position else None,
        "by": typed.get("by") or signer(request),
        "typed": typed,
        **SHOWN[here](typed),
    }
