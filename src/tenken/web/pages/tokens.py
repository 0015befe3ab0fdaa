"""鍵札: tokens of the collectors' door, made and withdrawn by an administrator; each is shown once."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from tenken.actions.tokens import make_token, withdraw_token
from tenken.dates import local_day, read_day
from tenken.ledger.tokens import SCOPE_NAMES, Scope, tokens
from tenken.pack.seal import key_of
from tenken.text import Complaint, Message, _
from tenken.web.frame import in_their_words, now, site, who
from tenken.web.typed import whole

USUALLY = timedelta(days=180)


@never_cache
def api_tokens(request: HttpRequest) -> HttpResponse:
    """The list; after one was made, that one with its token, which no other page ever shows again."""
    if request.method != "POST":
        return _page(request, {})
    typed = request.POST
    scopes = [Scope(one) for one in typed.getlist("scope") if one in tuple(Scope)]
    try:
        until = read_day(typed.get("until", ""))
        secret, row = make_token(typed.get("name", ""), scopes, until, typed.get("key", ""), who(request), now())
    except Complaint as error:
        said = {"typed": typed, "chosen": scopes, "refused": error.reason}
        return _page(request, said, status=409)
    return _page(request, {"secret": secret, "name": row.name, "address": request.build_absolute_uri("/")})


@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    try:
        name = withdraw_token(whole(request.POST.get("number", ""), 0), who(request), now())
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        words = Message(_("the token “{name}” opens nothing any more"), {"name": name})
        messages.success(request, in_their_words(request, words))
    return HttpResponseRedirect(reverse("api-tokens"))


def _page(request: HttpRequest, more: dict[str, Any], status: int = 200) -> HttpResponse:
    moment = now()
    context = {
        "tokens": [(one, one.opens(moment)) for one in tokens()],
        "scopes": SCOPE_NAMES,
        "chosen": [Scope.BUNDLES, Scope.STATUS],
        "until": local_day(moment) + USUALLY,
        "own_key": key_of(site().keys.signing()),
        **more,
    }
    return render(request, "tokens/page.html", context, status=status)
