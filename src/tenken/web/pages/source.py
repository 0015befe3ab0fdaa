"""One source: what it promised and what it gave, where it looks and how often; asked now, set, added, removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.due import works_here
from tenken.actions.targets import (
    EVERY,
    NEEDS_KEY,
    PORTS,
    SECRETS,
    Wanted,
    add_target,
    ask_now,
    key_files,
    remove_target,
    set_target,
)
from tenken.collectors import COLLECTORS
from tenken.facts import STATEMENTS
from tenken.ledger.page import Page, within
from tenken.ledger.people import Role, role_of
from tenken.ledger.sources import Doing, doings, gave
from tenken.ledger.targets import Watched, watched
from tenken.text import Complaint, Message, _
from tenken.web.access import STAFF
from tenken.web.frame import in_their_words, now, site, who
from tenken.web.plain import COLLECTOR_NAMES
from tenken.web.sources import SOURCES
from tenken.web.typed import whole

HOURS = {
    1: _("every hour"),
    6: _("every 6 hours"),
    12: _("twice a day"),
    24: _("once a day"),
    168: _("once a week"),
}


@dataclass(frozen=True)
class Given:
    """One kind of statement: whether it was promised, and of how many machines it is known."""

    name: str
    promised: bool
    machines: int


def source(request: HttpRequest, name: str) -> HttpResponse:
    return _page(request, name)


@require_POST
def add(request: HttpRequest, name: str) -> HttpResponse:
    typed = {key: request.POST.get(key, "") for key in ("host", "user", "port", "key")}
    try:
        target = add_target(
            site(), Wanted(name, typed["host"], typed["user"], typed["port"], typed["key"]), who(request), now()
        )
    except Complaint as error:
        return _page(request, name, typed=typed, refused=error.reason, status=409)
    return _told(request, name, Message(_("{target} is looked at from now on"), {"target": _called(target)}))


@require_POST
def ask(request: HttpRequest, name: str) -> HttpResponse:
    def done(number: int) -> Message:
        target = ask_now(number, who(request), now())
        return Message(_("{target} is looked at as soon as may be"), {"target": _called(target)})

    return _done(request, name, done)


@require_POST
def change(request: HttpRequest, name: str) -> HttpResponse:
    typed = request.POST
    every = timedelta(hours=whole(typed.get("every", ""), 24))

    def done(number: int) -> Message:
        target = set_target(site(), number, every, paused=bool(typed.get("paused")), key=typed.get("key", ""),
                            host_key=typed.get("host_key", ""), by=who(request), now=now())  # fmt: skip
        return Message(_("{target}: kept"), {"target": _called(target)})

    return _done(request, name, done)


@require_POST
def remove(request: HttpRequest, name: str) -> HttpResponse:
    def done(number: int) -> Message:
        target = remove_target(number, who(request), now())
        return Message(_("{target} is looked at no more; what it said stays"), {"target": _called(target)})

    return _done(request, name, done)


def _done(request: HttpRequest, name: str, what: Any) -> HttpResponse:
    try:
        return _told(request, name, what(whole(request.POST.get("number", ""), 0)))
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("source", args=(name,)))


def _told(request: HttpRequest, name: str, message: Message) -> HttpResponse:
    messages.success(request, in_their_words(request, message))
    return HttpResponseRedirect(reverse("source", args=(name,)))


def _called(target: str) -> Message | str:
    """This very machine has a name in words; all others are called by their address."""
    return Message(target) if target == _("this machine") else target


def _page(request: HttpRequest, name: str, *, status: int = 200, **more: Any) -> HttpResponse:
    if name not in SOURCES:
        raise Http404
    moment, collector = now(), COLLECTORS[name]
    targets = watched((name,)) if collector.fetch else ()
    number, lines = within(whole(request.GET.get("page", ""), 1), len(targets))
    context = {
        "key": name,
        "name": COLLECTOR_NAMES[name],
        "source": SOURCES[name],
        "doing": doings(moment).get(name, Doing()),
        "given": _given(name),
        "fetches": collector.fetch is not None and name in PORTS,
        "on_consent": collector.on_consent,
        "list": Page([_line(one) for one in targets[lines]], len(targets), number),
        "works_in_time": works_here(),
        "waits": any(one.asked_at for one in targets),
        "hours": HOURS,
        "every": [int(one / timedelta(hours=1)) for one in EVERY],
        "keys": key_files(site()),
        "folder": str(site().config.data / SECRETS),
        "needs_key": name in NEEDS_KEY,
        "port": PORTS.get(name),
        "administers": role_of(request.user) is Role.ADMINISTRATOR,
        "works": role_of(request.user) in STAFF,
        **more,
    }
    return render(request, "sources/source.html", context, status=status)


def _given(name: str) -> Sequence[Given]:
    promised, given = [one.kind for one in COLLECTORS[name].gives], gave(name)
    kinds = dict.fromkeys([*promised, *sorted(given)])
    return [Given(STATEMENTS[kind].name, kind in promised, given.get(kind, 0)) for kind in kinds if kind in STATEMENTS]


def _line(one: Watched) -> dict[str, Any]:
    moment = now()
    return {
        "one": one,
        "name": _called(one.target.name),
        "hours": int(one.every / timedelta(hours=1)),
        "due": one.next_at is not None and one.next_at <= moment,
        "key_file": one.target.key_file.rpartition("/")[2].rpartition("\\")[2],
    }
