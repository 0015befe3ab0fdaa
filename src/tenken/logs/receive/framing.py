"""Where one message ends and the next begins: RFC 6587 octet counting, or lines, told by the first octet of each."""

from collections.abc import Iterator

LONGEST = 1024 * 1024
"""Octets of a message; RFC 5425 and DICOM PS3.15 A.6 ask for 8 and 32 KiB at the least."""
_DIGITS = 7
_NUMBERS = frozenset(b"123456789")


class FramingError(ValueError):
    """What came is neither; ``rest`` are the octets from there on, which are kept as they came."""

    def __init__(self, why: str, rest: bytes) -> None:
        super().__init__(why)
        self.rest = rest


class Framer:
    """The messages of one connection, fed as its octets come."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._size = self._wanted = 0

    def feed(self, octets: bytes) -> Iterator[bytes]:
        """The messages that are whole by now, without their framing. Raises FramingError."""
        if self._rest:
            self._rest.append(octets)
            self._size += len(octets)
            if self._size < self._wanted or self._in_a_line(octets):
                return
            octets = b"".join(self._rest)
        self._keep(b"")
        place, size = 0, len(octets)
        while place < size:
            begin, end, after = _frame(octets, place)
            if after > size:
                self._wanted = after - place
                break
            if end > begin:
                yield octets[begin:end]
            place = after
        self._keep(octets[place:])

    def _keep(self, rest: bytes) -> None:
        self._rest, self._size = [rest] if rest else [], len(rest)

    def _in_a_line(self, octets: bytes) -> bool:
        """Whether the line that is being received goes on: looking through all of it each time would take ages."""
        return self._rest[0][0] not in _NUMBERS and b"\n" not in octets and self._size <= LONGEST

    @property
    def rest(self) -> bytes:
        """What came of a message that has not ended."""
        return b"".join(self._rest)


def _frame(content: bytes, place: int) -> tuple[int, int, int]:
    """Begin and end of the message at this place, and where the next one begins; past the end where it is not whole."""
    if content[place] in _NUMBERS:
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
    octets = int(length)
    if octets > LONGEST:
        raise FramingError(f"a message of {octets} octets", content[place:])
    return space + 1, space + 1 + octets, space + 1 + octets
