"""RFC 9457: what the collectors' door refuses, as problem+json, whoever of the framework refused it."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

CONTENT_TYPE = "application/problem+json"
DOOR = "/api/"
"""Addresses that programs ask, not people."""


class Problem(Exception):
    """The request is refused with this status; ``detail`` says in words what was found and what to do."""

    def __init__(self, status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.detail, self.headers = status, detail, headers or {}
        super().__init__(detail)


def as_response(status: int, detail: str = "", headers: Mapping[str, str] | None = None) -> HttpResponse:
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": int(status), "detail": detail}
    content = json.dumps(body, ensure_ascii=False).encode()
    return HttpResponse(content, status=status, content_type=CONTENT_TYPE, headers=dict(headers or {}))


class ProblemMiddleware:
    """A page in HTML is no answer to a program: what others refuse at its addresses is told as a problem too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        told = response.headers.get("Content-Type", "").startswith(CONTENT_TYPE)
        if not request.path_info.startswith(DOOR) or response.status_code < HTTPStatus.BAD_REQUEST or told:
            return response
        kept = {name: response.headers[name] for name in ("Allow", "Retry-After") if name in response.headers}
        return as_response(response.status_code, headers=kept)
