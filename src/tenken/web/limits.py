"""How often: what costs much, or could be guessed, may be asked so many times, by each person and from each address.

Counts lie in the memory of the process that serves the pages: a restart forgets them. What must outlast one, the
failures of signing in, is in the database (django-axes).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.dates import JST
from tenken.web.frame import now

_QUARTER = 15 * 60


@dataclass(frozen=True)
class Limit:
    """``most`` requests in ``seconds``; of a page that is looked at and posted to, posts alone count."""

    most: int
    seconds: int = 60
    posts_only: bool = True


_GUESSED = Limit(10, _QUARTER)
_BROUGHT = Limit(30)
LIMITS: Mapping[str, Limit] = {
    "account_login": Limit(30),
    "mfa_authenticate": Limit(30),
    "mfa_login_webauthn": Limit(30, posts_only=False),
    "account_reauthenticate": _GUESSED,
    "mfa_reauthenticate": _GUESSED,
    "mfa_activate_totp": _GUESSED,
    "account_change_password": _GUESSED,
    "join": Limit(30, posts_only=False),
    "selfcheck": Limit(120, posts_only=False),
    "selfcheck-paper": Limit(10, posts_only=False),
    "authority": Limit(30, posts_only=False),
    "attest": Limit(60),
    "import-upload": _BROUGHT,
    "import-feed": _BROUGHT,
    "log-import": _BROUGHT,
    "take-vendor-form": _BROUGHT,
    "start-sweep": Limit(10),
    "pack": Limit(10),
    "export-csv": Limit(20, posts_only=False),
    "export-xlsx": Limit(20, posts_only=False),
    "export-log": Limit(20, posts_only=False),
}
"""By the name of the page, for each person, and for each address of those who have not signed in."""
OF_A_PERSON = Limit(1200, posts_only=False)
OF_A_STRANGER = Limit(300, posts_only=False)
"""Of all pages together."""


class LimitMiddleware:
    """Stands before the question who may open a page, so that strangers are counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_given: Any) -> HttpResponse | None:
        page = str(request.resolver_match.url_name) if request.resolver_match else ""
        known = request.user.is_authenticated
        whom = f"user {request.user.pk}" if known else f"address {request.META.get('REMOTE_ADDR', '')}"
        everything = OF_A_PERSON if known else OF_A_STRANGER
        for name, limit in (("", everything), (page, LIMITS.get(page))):
            if limit and _counts(request, limit) and (until := _over(limit, f"{name} {whom}", now())):
                return refused(request, until)
        return None


def _counts(request: HttpRequest, limit: Limit) -> bool:
    return request.method == "POST" or not limit.posts_only


def _over(limit: Limit, what: str, moment: datetime) -> datetime | None:
    """One more; when it is one too many, the end of the time in which it is."""
    window = int(moment.timestamp()) // limit.seconds
    key = f"limit {window} {what}".replace(" ", ":")
    cache.add(key, 0, limit.seconds)
    try:
        n = cache.incr(key)
    except ValueError:  # the time ended between the two
        return None
    return datetime.fromtimestamp((window + 1) * limit.seconds, JST) if n > limit.most else None


def refused(request: HttpRequest, until: datetime) -> HttpResponse:
    """The page that says until when, and tells programs so."""
    answer = render(request, "429.html", {"until": until.astimezone(JST)}, status=429)
    answer.headers["Retry-After"] = str(max(1, round((until - now()).total_seconds())))
    return answer


def opens_again(name: str) -> datetime:
    """When this name may sign in again. Failures are kept in the database, so that a restart opens no door."""
    last = AccessAttempt.objects.filter(username=name).order_by("-attempt_time").first()
    since = last.attempt_time if last else now()
    return since + timedelta(hours=settings.AXES_COOLOFF_TIME)
