"""取り違え: a file that cannot be what it is called. It is refused before anything of it is sealed, for what is sealed
stays: one that is packed, an event log of Windows under another name, text in UTF-16, a piece that is no event.
"""

from collections.abc import Mapping

from tenken.logs.evidence.entries import LONGEST_EVENT
from tenken.text import Complaint, _

_PACKED: Mapping[bytes, str] = {
    b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip, Excel", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf\x27\x1c": "7z",
}  # fmt: skip
_WINDOWS, _UTF_16 = b"Elf", (b"\xff\xfe", b"\xfe\xff")
"""What event logs of Windows and their chunks begin with; the byte order marks of UTF-16."""


class TakeInError(Complaint):
    """The file cannot be taken in; the message says why. What was sealed before stays, and is recognised next time."""


def refuse_mistaken(begin: bytes, fmt: str, name: str) -> None:
    """By what the file begins with. Raises TakeInError."""
    for mark, kind in _PACKED.items():
        if begin.startswith(mark):
            raise TakeInError(
                _("{name} is packed ({kind}); unpack it, and take in what is in it"), name=name, kind=kind
            )
    if begin.startswith(_UTF_16):
        raise TakeInError(_("{name} is written in UTF-16; save it as UTF-8 or CP932 (Shift_JIS)"), name=name)
    if begin.startswith(_WINDOWS) and fmt != "evtx":
        raise TakeInError(_("{name} is an event log of Windows; its format is evtx"), name=name)
    if begin and fmt == "evtx" and not begin.startswith(_WINDOWS):
        raise TakeInError(_("{name} is no event log of Windows (.evtx); choose another format"), name=name)


def refuse_longer(raw: bytes, place: int, name: str, fmt: str) -> None:
    """Raises TakeInError for a piece that is longer than any event."""
    if len(raw) > LONGEST_EVENT:
        words = _("{name}: an event of {n} octets begins at {place}; is the file of the format {format}?")
        raise TakeInError(words, name=name, n=len(raw), place=place, format=fmt)
