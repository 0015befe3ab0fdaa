"""Where one message ends and the next begins: RFC 6587 octet counting, or lines, told by the first octet of each."""

from collections.abc import Iterator

LONGEST = 1024 * 1024
"""Octets of a message; RFC 5425 and DICOM PS3.15 A.6 ask for 8 and 32 KiB at the least."""
_DIGITS = 7


class FramingError(ValueError):
    """What came is neither; ``rest`` are the octets from there on, which are kept as they came."""

    def __init__(self, why: str, rest: bytes) -> None:
        super().__init__(why)
        self.rest = rest


class Framer:
    """The messages of one connection, fed as its octets come."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, octets: bytes) -> Iterator[bytes]:
        """The messages that are whole by now, without their framing. Raises FramingError."""
        self._rest += octets
        place, content = 0, bytes(self._rest)
        try:
            while place < len(content):
                begin, end, after = _frame(content, place)
                if after > len(content):
                    break
                if end > begin:
                    yield content[begin:end]
                place = after
        except FramingError:
            self._rest.clear()
            raise
        del self._rest[:place]

    @property
    def rest(self) -> bytes:
        """What came of a message that has not ended."""
        return bytes(self._rest)


def _frame(content: bytes, place: int) -> tuple[int, int, int]:
    """Begin and end of the message at this place, and where the next one begins; past the end where it is not whole."""
    if content[place] in b"123456789":
        return _counted(content, place)
    end = content.find(b"\n", place)
    if end < 0 and len(content) - place > LONGEST:
        raise FramingError(f"a line of more than {LONGEST} octets", content[place:])
    if end < 0:
        return place, place, len(content) + 1
    return place, end - (content[end - 1 : end] == b"\r" and end > place), end + 1


def _counted(content: bytes, place: int) -> tuple[int, int, int]:
    """MSG-LEN SP SYSLOG-MSG."""
    space = content.find(b" ", place, place + _DIGITS + 1)
    length = content[place : space if space >= 0 else place + _DIGITS]
    if not length.isdigit() or (space < 0 and len(content) - place > _DIGITS):
        raise FramingError("a length that is no number", content[place:])
    if space < 0:
        return place, place, len(content) + 1
    if int(length) > LONGEST:
        raise FramingError(f"a message of {int(length)} octets", content[place:])
    return space + 1, space + 1 + int(length), space + 1 + int(length)
