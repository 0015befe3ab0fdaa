"""What a file is, by its first bytes. Its name and what the browser says of it are nobody's proof."""

import re
from enum import Enum

from tenken.text import _

LOOKED_AT = 4096
"""Bytes at the beginning of a file that are enough."""


class FileKind(Enum):
    PDF = _("a PDF")
    PICTURE = _("a picture")
    WORKBOOK = _("a file of Word, Excel or PowerPoint")
    PACKED = _("a packed file (zip, gz, xz)")
    TEXT = _("a text file")
    PROGRAM = _("a program")
    SCRIPT = _("a script")
    WEB_PAGE = _("a web page")
    OTHER = _("a file of another kind")


ACTIVE = frozenset({FileKind.PROGRAM, FileKind.SCRIPT, FileKind.WEB_PAGE})
"""Kinds that run something when they are opened."""

_SIGNS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"II*\0", FileKind.PICTURE),
    (b"MM\0*", FileKind.PICTURE),
    (b"BM", FileKind.PICTURE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.WORKBOOK),
    (b"\x1f\x8b", FileKind.PACKED),
    (b"\xfd7zXZ\0", FileKind.PACKED),
    (b"MZ", FileKind.PROGRAM),
    (b"\x7fELF", FileKind.PROGRAM),
    (b"\xca\xfe\xba\xbe", FileKind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", FileKind.PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", FileKind.PROGRAM),
    (b"#!", FileKind.SCRIPT),
    (b"@echo off", FileKind.SCRIPT),
)
_OFFICE = re.compile(rb"\[Content_Types\]\.xml|_rels/|docProps/|word/|xl/|ppt/|mimetypeapplication/vnd\.oasis")
_WEB = re.compile(rb"<(!doctype\s+html|html|head|body|script|svg|iframe|hta:application)[\s>]", re.IGNORECASE)


def kind_of(head: bytes) -> FileKind:
    """Of a file that begins so; ``head`` holds its first LOOKED_AT bytes."""
    for sign, kind in _SIGNS:
        if head[: len(sign)].lower() == sign.lower():
            return _unless_text(kind, sign, head)
    if head[:4] == b"PK\x03\x04":
        return FileKind.WORKBOOK if _OFFICE.search(head) else FileKind.PACKED
    if _is_picture_in_a_box(head):
        return FileKind.PICTURE
    if _WEB.search(head.replace(b"\0", b"")):
        return FileKind.WEB_PAGE
    return FileKind.TEXT if _is_text(head) else FileKind.OTHER


def _unless_text(kind: FileKind, sign: bytes, head: bytes) -> FileKind:
    """Two letters begin many a word: "MZ" and "BM" count only before what is no text."""
    return FileKind.TEXT if len(sign) == 2 and sign.isalpha() and _is_text(head) else kind


def _is_picture_in_a_box(head: bytes) -> bool:
    """WebP, and HEIC of phones."""
    return (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:11] in (b"ftyphei", b"ftypmif", b"ftypavi")


def _is_text(head: bytes) -> bool:
    """Also in UTF-16, which begins with a mark, and in the encodings of Japan."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head)
