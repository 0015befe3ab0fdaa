"""Kept out: who failed too often at the door is told until when, and it is written down."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from tenken.actions import signing_in
from tenken.web.door import NotingAdapter
from tenken.web.limits import opens_again, refused


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """What axes answers to who failed too often."""
    typed = str((credentials or {}).get("username", ""))
    signing_in.kept_out(typed, NotingAdapter(request).get_client_ip(request), locked=True)
    return refused(request, opens_again(typed))
