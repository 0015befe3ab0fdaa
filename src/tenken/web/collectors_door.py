"""収集の受け口: the door by which a collector elsewhere brings signed bundles; for programs, by token only.

A token stands in for a person here: no session, no cookie, and so no form that could come from elsewhere.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from ninja import Field, NinjaAPI, Schema
from ninja import Status as Answer
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from tenken import __version__
from tenken.actions.carry import import_bundle
from tenken.ledger.recall import newest
from tenken.ledger.tokens import Scope, Token, token_of
from tenken.pack.bundle import MAX_BYTES, BundleError
from tenken.pack.seal import key_of
from tenken.text import Complaint, in_words
from tenken.web.frame import now, site
from tenken.web.problems import Problem, as_response

ZIP = "application/zip"
A_MINUTE_S = 60
ASKED_A_MINUTE, REFUSED_A_MINUTE = 60, 20
"""Requests by one token, and requests without a good one from one address."""
_CHUNK = 1024 * 1024


class ProblemOut(Schema):
    """RFC 9457. ``detail`` says in words what was found and what to do."""

    type: str
    title: str
    status: int
    detail: str


class Failure(Schema):
    """An answer that could not be read: of which machine or file, and why."""

    target: str
    why: str


class Taken(Schema):
    """What came of a bundle. ``number`` is the bundle's own; ``changed`` counts statements."""

    number: str
    made_at: datetime
    answers: int = Field(ge=0)
    machines: list[str]
    changed: int = Field(ge=0)
    failures: list[Failure]


class Status(Schema):
    """How this installation is. ``newest`` is the number of the last observation; ``key`` signs what goes out here."""

    tenken: str
    now: datetime
    newest: int = Field(ge=0)
    key: str
    scopes: list[str]
    max_bundle_bytes: int


class TokenAuth(HttpBearer):
    openapi_name = "token"

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:  # noqa: ARG002 (ninja's own form)
        found = token_of(token, now())
        if found is None:
            return None
        _count(f"door:token:{found.number}", ASKED_A_MINUTE)
        return found


api = NinjaAPI(
    title="Tenken",
    version="1",
    description="Bundles of answers that a collector elsewhere signed, and how this installation is.",
    docs_url=None,
    openapi_url=None,
    auth=TokenAuth(),
)

_ALWAYS: dict[Any, Any] = {
    400: ProblemOut,
    401: ProblemOut,
    403: ProblemOut,
    404: ProblemOut,
    405: ProblemOut,
    429: ProblemOut,
    503: ProblemOut,
}
_OF_BODIES: dict[Any, Any] = {409: ProblemOut, 411: ProblemOut, 413: ProblemOut, 415: ProblemOut, 422: ProblemOut}
_BUNDLE = {"requestBody": {"required": True, "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}}


@api.get("/status", response={200: Status, **_ALWAYS}, url_name="status", summary="How this installation is")
def status(request: HttpRequest) -> Status:
    token = _allowed(request, Scope.STATUS)
    return Status(
        tenken=__version__,
        now=now(),
        newest=newest(),
        key=key_of(site().keys.signing()),
        scopes=sorted(token.scopes),
        max_bundle_bytes=MAX_BYTES,
    )


@api.post(
    "/bundles",
    response={201: Taken, **_ALWAYS, **_OF_BODIES},
    url_name="bundles",
    summary="Bring a bundle, signed by the installation that collected it",
    openapi_extra=_BUNDLE,
)
def bundles(request: HttpRequest) -> Answer[Taken]:
    token = _allowed(request, Scope.BUNDLES)
    raw = _body(request)
    done = import_bundle(site(), raw, now(), by=token.name, medium=token.hint, key=token.key)
    taken = Taken(
        number=done.number,
        made_at=done.made_at,
        answers=done.answers,
        machines=list(done.machines),
        changed=done.changed,
        failures=[Failure(target=target, why=in_words(why, "ja")) for target, why in done.failures],
    )
    return Answer(201, taken)


def _allowed(request: HttpRequest, scope: Scope) -> Token:
    token: Token = request.auth  # type: ignore[attr-defined]  # put there by TokenAuth
    if scope not in token.scopes:
        raise Problem(HTTPStatus.FORBIDDEN, f"the token has not the scope “{scope}”; have another made")
    return token


def _body(request: HttpRequest) -> bytes:
    """The bytes, once type and length were looked at. Raises Problem."""
    if request.content_type != ZIP:
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send the bundle as {ZIP}")
    length = request.META.get("CONTENT_LENGTH", "")
    if not length.isdecimal():
        raise Problem(HTTPStatus.LENGTH_REQUIRED, "say the length of the bundle in Content-Length")
    if int(length) > MAX_BYTES:
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a bundle has at most {MAX_BYTES} bytes")
    return b"".join(iter(lambda: request.read(_CHUNK), b""))


def _count(name: str, most: int) -> None:
    """Raises Problem where this was done too often within a minute."""
    cache.add(name, 0, A_MINUTE_S)
    if _one_more(name) > most:
        wait = {"Retry-After": str(A_MINUTE_S)}
        raise Problem(HTTPStatus.TOO_MANY_REQUESTS, f"at most {most} requests a minute; wait", wait)


def _one_more(name: str) -> int:
    try:
        return cache.incr(name)
    except ValueError:  # it ran out just now
        cache.set(name, 1, A_MINUTE_S)
        return 1


@api.exception_handler(Problem)
def _refused(_request: HttpRequest, problem: Problem) -> HttpResponse:
    return as_response(problem.status, problem.detail, problem.headers)


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    try:
        _count(f"door:stranger:{request.META.get('REMOTE_ADDR', '')}", REFUSED_A_MINUTE)
    except Problem as problem:
        return _refused(request, problem)
    detail = "send a token that is in force: Authorization: Bearer …"
    return as_response(HTTPStatus.UNAUTHORIZED, detail, {"WWW-Authenticate": "Bearer"})


_STATUSES = {"cannot": HTTPStatus.SERVICE_UNAVAILABLE, "refused": HTTPStatus.CONFLICT}


@api.exception_handler(Complaint)
def _complained(_request: HttpRequest, error: Complaint) -> HttpResponse:
    """A bundle that is none or not whole cannot be processed; one that is not taken conflicts with what is here."""
    status = HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(error, BundleError) else _STATUSES.get(error.kind)
    return as_response(status or HTTPStatus.UNPROCESSABLE_ENTITY, str(error))
