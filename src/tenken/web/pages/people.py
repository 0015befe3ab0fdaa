"""利用者と役割: who may sign in, as what, and who no longer; each person's sessions."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions import accounts as acts
from tenken.actions.accounts import PersonError, Told
from tenken.dates import DateError, local_day, read_day
from tenken.facts.model import SubjectKind
from tenken.ledger import accounts
from tenken.ledger.accounts import Person
from tenken.ledger.invitations import open_invitations
from tenken.ledger.lists import titles
from tenken.ledger.page import Page, within
from tenken.ledger.people import ROLE_NAMES, Role
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.browsers import sessions_in_words
from tenken.web.frame import in_their_words, now, who
from tenken.web.typed import whole

ROLE_MEANS = {
    Role.ADMINISTRATOR: _("runs Tenken: people, settings, and all that officers do"),
    Role.OFFICER: _("does the work: answers, ledger, papers, packs"),
    Role.AUDITOR: _("does the same work, and looks at access logs: who handled which patient's information"),
    Role.ANSWERER: _("sees only the questions that were put to them, and answers them"),
    Role.VENDOR: _("sees only the form of their own company"),
    Role.INSPECTOR: _("sees the inspection mode, changes nothing"),
    Role.HEADQUARTERS: _("sees all, changes nothing"),
}
"""What a role opens, for whoever gives it."""


def people(request: HttpRequest) -> HttpResponse:
    everybody, today = accounts.people(now()), local_day(now())
    number, part = within(whole(request.GET.get("page", ""), 1), len(everybody))
    context = {
        "list": Page(everybody[part], len(everybody), number),
        "left": [one for one in everybody if one.has_left(today)],
        "bare": sum(one.active and not one.second_factor for one in everybody),
        "active": sum(one.active for one in everybody),
        "invited": open_invitations(),
        "vendors": dict(titles(SubjectKind.VENDOR)),
        "now": now(),
        "today": today,
    }
    return render(request, "people/page.html", context)


def person(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "people/person.html", _context(request, _found(number)))


@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    one = _found(number)
    try:
        ended = acts.change(number, _told(request), who(request), now())
    except PersonError as error:
        return render(request, "people/person.html", _context(request, one, error), status=409)
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("person", args=[number]))
    words = _("kept; as the role is another, {n} sessions ended") if ended else _("kept")
    messages.success(request, in_their_words(request, Message(words, {"n": ended})))
    return HttpResponseRedirect(reverse("people"))


@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    return _done(request, number, acts.close, _("{name} can no longer sign in; all that was recorded stays"))


@require_POST
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    return _done(request, number, acts.reopen, _("{name} can sign in again"))


@require_POST
def end_sessions(request: HttpRequest, number: int) -> HttpResponse:
    """One session where it is named, else all of this person's."""
    one = _found(number)
    wanted = whole(request.POST.get("session", ""), 0) or None
    try:
        ended = acts.end_sessions(number, who(request), now(), only=wanted)
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        words = Message(_("{n} sessions of {name} ended"), {"n": ended, "name": one.name})
        messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("person", args=[number]))


def roles_offered() -> list[tuple[str, str, str]]:
    """(value, name, what it opens) of every role, for the forms of people and invitations."""
    return [(role.value, name, ROLE_MEANS[role]) for role, name in ROLE_NAMES.items()]


def _done(request: HttpRequest, number: int, act: Any, words: str) -> HttpResponse:
    one = _found(number)
    try:
        act(number, who(request), now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        messages.success(request, in_their_words(request, Message(words, {"name": one.name})))
    return HttpResponseRedirect(reverse("person", args=[number]))


def _found(number: int) -> Person:
    try:
        return accounts.person(number, now())
    except LedgerError as error:
        raise Http404(str(error)) from error


def _told(request: HttpRequest) -> Told:
    typed = request.POST
    try:
        leaves_on = read_day(typed["leaves_on"]) if typed.get("leaves_on", "").strip() else None
    except DateError as error:
        raise PersonError({"leaves_on": error.reason}) from error
    return Told(
        typed.get("name", ""), typed.get("reading", ""), typed.get("role", ""), typed.get("vendor", ""), leaves_on
    )


def _context(request: HttpRequest, one: Person, refused: PersonError | None = None) -> dict[str, Any]:
    kept = {
        "name": one.name,
        "reading": one.reading,
        "role": one.role.value if one.role else "",
        "vendor": one.vendor,
        "leaves_on": one.leaves_on.isoformat() if one.leaves_on else "",
    }
    return {
        "one": one,
        "typed": request.POST if refused else kept,
        "refused": refused.reason if refused else None,
        "problems": refused.problems if refused else {},
        "roles": roles_offered(),
        "vendors": titles(SubjectKind.VENDOR),
        "sessions": sessions_in_words(accounts.sessions_of(one.number, now()), request.session.session_key or ""),
        "left": one.has_left(local_day(now())),
        "is_me": one.number == request.user.pk,
        "last_administrator": one.role is Role.ADMINISTRATOR and not accounts.other_administrators(one.number),
    }
