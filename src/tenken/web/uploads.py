"""The one door through which every uploaded file comes in: how large it may be here, and what it may be.

It stands before the pages: what is refused never reaches one, and is read no further.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest

from tenken.actions.attest import MAX_FILE_BYTES
from tenken.actions.waiting import MAX_BYTES as MAX_IMPORT_BYTES
from tenken.pack.bundle import MAX_BYTES as MAX_BUNDLE_BYTES
from tenken.text import Message, _
from tenken.web.kinds import ACTIVE, LOOKED_AT, FileKind, kind_of

_MEGABYTE = 1024 * 1024
_BESIDE = 2 * _MEGABYTE
"""For the typed fields of the form, and for a file that is a little too large: of that one its own page tells."""
_DRAINED = 1024 * _MEGABYTE
"""As much is read and thrown away, so that the browser gets to see why it was refused."""


@dataclass(frozen=True)
class Door:
    """``takes`` empty: everything that does not run."""

    most: int
    takes: frozenset[FileKind] = frozenset()

    def refuses(self, kind: FileKind) -> bool:
        return kind in ACTIVE or bool(self.takes and kind not in self.takes)


_PAPERS = frozenset({FileKind.PDF, FileKind.PICTURE, FileKind.WORKBOOK, FileKind.TEXT})
DOORS: Mapping[str, Door] = {
    "attest": Door(MAX_FILE_BYTES, _PAPERS),
    "take-vendor-form": Door(20 * _MEGABYTE, frozenset({FileKind.WORKBOOK, FileKind.TEXT})),
    "import-feed": Door(2 * MAX_IMPORT_BYTES),
    "import-upload": Door(MAX_BUNDLE_BYTES),
    "edition-upload": Door(20 * _MEGABYTE),
    "own-upload": Door(20 * _MEGABYTE),
    "log-list": Door(64 * _MEGABYTE, frozenset({FileKind.WORKBOOK, FileKind.TEXT})),
    "log-token": Door(_MEGABYTE),
    "stock-list": Door(20 * _MEGABYTE),
}
"""By the name of the page. A page that is not named takes what does not run, up to MAX_IMPORT_BYTES."""
OTHERWISE = Door(MAX_IMPORT_BYTES)
STRANGERS = Door(_MEGABYTE)
"""Who has not signed in brings no files; none of it is read on."""


class UploadRefused(SuspiciousOperation):
    """``reason`` says what was found and what is taken here."""

    def __init__(self, reason: Message, status: int) -> None:
        super().__init__(str(reason))
        self.reason, self.status = reason, status


class Doorkeeper(TemporaryFileUploadHandler):
    """Django's handler, which asks first."""

    door = OTHERWISE

    def handle_raw_input(self, input_data: Any, _meta: Any, content_length: int, *_more: Any) -> None:
        self.door = _door(self.request)
        if content_length > self.door.most + _BESIDE:
            if self.door is not STRANGERS:
                _drain(input_data, content_length)
            raise _too_large(self.door.most)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start == 0:
            kind = kind_of(raw_data[:LOOKED_AT])
            if self.door.refuses(kind):
                raise _of_wrong_kind(self.file_name or "", kind, self.door)
        return super().receive_data_chunk(raw_data, start)


def _door(request: HttpRequest | None) -> Door:
    if request is None or not request.user.is_authenticated:
        return STRANGERS
    return DOORS.get(str(request.resolver_match.url_name) if request.resolver_match else "", OTHERWISE)


def _too_large(most: int) -> UploadRefused:
    words = _("The file is too large: at most {n} MB are taken here.")
    return UploadRefused(Message(words, {"n": most // _MEGABYTE}), 413)


def _of_wrong_kind(name: str, kind: FileKind, door: Door) -> UploadRefused:
    found = Message(kind.value)
    if kind in ACTIVE:
        words = _("“{name}” is {found}, by its content. Nothing is kept here that runs when it is opened.")
        return UploadRefused(Message(words, {"name": name[:100], "found": found}), 415)
    taken = tuple(Message(one.value) for one in FileKind if one in door.takes)
    words = _("“{name}” is {found}, by its content. Here is taken: {taken}")
    return UploadRefused(Message(words, {"name": name[:100], "found": found, "taken": taken}), 415)


def _drain(stream: Any, length: int) -> None:
    left = min(length, _DRAINED)
    while left > 0 and (chunk := stream.read(min(left, _MEGABYTE))):
        left -= len(chunk)
