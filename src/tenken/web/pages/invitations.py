"""招待: made by an administrator, handed over on a slip, and used once by whoever got it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tenken.actions import invitations as acts
from tenken.actions.accounts import PersonError, Told
from tenken.actions.invitations import DAYS, Joining
from tenken.facts.model import SubjectKind
from tenken.forms.qr import qr
from tenken.ledger.invitations import Invited, invitation_of
from tenken.ledger.lists import name_of, titles
from tenken.ledger.people import ROLE_NAMES
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.frame import in_their_words, now, who
from tenken.web.pages.people import roles_offered
from tenken.web.typed import whole

SLIP = "slip"
"""The link stands in the session until its slip was shown, once."""
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def invite(request: HttpRequest) -> HttpResponse:
    """GET asks whom; POST makes the link and leads to its slip."""
    if request.method != "POST":
        return render(request, "people/invite.html", _asked({"role": "officer", "days": "7"}))
    typed = request.POST
    told = Told(typed.get("name", ""), typed.get("reading", ""), typed.get("role", ""), typed.get("vendor", ""))
    try:
        token = acts.invite(told, whole(typed.get("days", ""), 7), who(request), now())
    except PersonError as error:
        context = {**_asked(typed), "refused": error.reason, "problems": error.problems}
        return render(request, "people/invite.html", context, status=409)
    request.session[SLIP] = token
    return HttpResponseRedirect(reverse("invitation-slip"))


@never_cache
def slip(request: HttpRequest) -> HttpResponse:
    """Shown once. Afterwards nobody can read the link any more; another invitation has to be made."""
    token = request.session.pop(SLIP, "")
    invited = invitation_of(token, now())
    if invited is None:
        messages.error(request, in_their_words(request, Message(_("a slip is shown once; withdraw and invite again"))))
        return HttpResponseRedirect(reverse("people"))
    link = request.build_absolute_uri(reverse("join", args=[token]))
    local = request.get_host().rpartition(":")[0] in _LOOPBACK or request.get_host() in _LOOPBACK
    context = {"link": link, "code": qr(link), "local": local, **_shown(invited)}
    return render(request, "people/slip.html", context)


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    try:
        acts.withdraw(whole(request.POST.get("number", ""), 0), who(request), now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        messages.success(request, in_their_words(request, Message(_("the invitation was withdrawn"))))
    return HttpResponseRedirect(reverse("people"))


@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link. One that opens nothing is answered alike, whatever the reason."""
    invited = invitation_of(token, now())
    if invited is None:
        return _opens_nothing(request)
    if request.method != "POST":
        return render(request, "people/join.html", {**_shown(invited), "typed": {}})
    typed = request.POST
    joining = Joining(typed.get("account", ""), typed.get("password", ""), typed.get("again", ""))
    try:
        account = acts.join(token, joining, now())
    except PersonError as error:
        context = {**_shown(invited), "typed": typed, "refused": error.reason, "problems": error.problems}
        return render(request, "people/join.html", context, status=409)
    except LedgerError:
        return _opens_nothing(request)
    logout(request)
    words = Message(_("the account {account} was made; sign in with it now"), {"account": account})
    messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("account_login"))


def _opens_nothing(request: HttpRequest) -> HttpResponse:
    return render(request, "people/no_invitation.html", status=404)


def _asked(typed: Any) -> dict[str, Any]:
    return {"typed": typed, "roles": roles_offered(), "vendors": titles(SubjectKind.VENDOR), "days": DAYS}


def _shown(invited: Invited) -> dict[str, Any]:
    return {"invited": invited, "role_name": ROLE_NAMES[invited.role], "vendor": name_of(invited.vendor)}
