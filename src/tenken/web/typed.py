"""What an address or a hidden field says, read so that nonsense is refused in words and never breaks a page."""

import re

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from tenken.facts.model import FACILITY, SubjectId, SubjectKind


def whole(text: str, otherwise: int) -> int:
    """A number of at most nine digits; ``otherwise`` where nothing was typed. Raises BadRequest."""
    if not text:
        return otherwise
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise BadRequest(text[:40])
    return int(text)


def subject(text: str) -> SubjectId:
    """Of whom an address speaks; empty where it says nothing of that. Raises BadRequest."""
    kind, _colon, name = text.partition(":")
    named = kind in tuple(SubjectKind) and kind != SubjectKind.FACILITY and bool(name.strip())
    if text in ("", FACILITY) or named:
        return SubjectId(text)
    raise BadRequest(text[:40])


def inside(request: HttpRequest, back: str) -> str:
    """Where to go back to, if that is a page of ours; else nothing."""
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if ours and back.startswith("/") else ""
