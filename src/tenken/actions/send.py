"""束を届ける: a bundle goes to the collectors' door of another Tenken, with a token, where nobody can listen."""

from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import requests

from tenken.collectors.model import CollectError, Refused, Unreachable, Unreadable
from tenken.text import _

TIME_LIMIT_S = 120
_PATH = "/api/v1/bundles"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_LONGEST_TOKEN = 200
_MOST_BYTES = 1024 * 1024


class Received(msgspec.Struct, frozen=True):
    """What the other Tenken says of the bundle."""

    number: str
    answers: int
    machines: tuple[str, ...]
    changed: int


class _Problem(msgspec.Struct, frozen=True):
    detail: str = ""


def token_in(file: Path) -> str:
    """Raises Refused where the file holds none."""
    try:
        token = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(_("the token cannot be read from {file}"), file=str(file)) from error
    if not token or len(token) > _LONGEST_TOKEN or len(token.split()) != 1:
        raise Refused(_("{file} holds no token; it stands alone in its file"), file=str(file))
    return token


def send_bundle(url: str, token: str, raw: bytes, authority: Path | None = None) -> Received:
    """``authority`` is the certificate that vouches for the other Tenken, where the system does not know it.

    Raises Unreachable, Refused or Unreadable.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise Refused(_("{url}: a token goes over https only; write the address as https://…"), url=url)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/zip"}
    try:
        answer = requests.post(f"{parts.scheme}://{parts.netloc}{_PATH}", data=raw, headers=headers,
                               timeout=TIME_LIMIT_S, verify=str(authority) if authority else True,
                               allow_redirects=False)  # fmt: skip
    except requests.RequestException as error:
        raise Unreachable(_("{url} does not answer ({why})"), url=url, why=str(error)[:200]) from error
    return _read(url, answer.status_code, answer.content[:_MOST_BYTES])


def _read(url: str, status: int, content: bytes) -> Received:
    try:
        if status == HTTPStatus.CREATED:
            return msgspec.json.decode(content, type=Received)
        detail = msgspec.json.decode(content, type=_Problem).detail
    except msgspec.MsgspecError as error:
        words = _("{url} answers {status} in a form that is not known; is a Tenken there?")
        raise Unreadable(words, url=url, status=status) from error
    raise _kind(status)(_("{url} did not take it ({status}): {why}"), url=url, status=status, why=detail[:500])


def _kind(status: int) -> type[CollectError]:
    later = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
    return Unreachable if status in later else Refused
