"""Audit messages as they should not be: the same few, changed at random where a quick reader could err."""

import re
from collections.abc import Callable, Iterator, Sequence
from random import Random

from tests.logs.formats.messages import dicom, rfc_3881

Change = Callable[[Random, bytes], bytes]
HEADER = b"<85>1 2026-04-01T08:30:00.000Z ehr app 1 IHE+RFC-3881 - \xef\xbb\xbf"
_LOGIN = (
    b'<AuditMessage>\n<EventIdentification EventOutcomeIndicator="4" EventDateTime="2026-04-01T08:30:00.123Z" '
    b'EventActionCode="E">\n<EventID displayName="User Authentication" code="110114" codeSystemName="DCM" />'
    b'<EventTypeCode code="110122" displayName="Login" codeSystemName="DCM"/></EventIdentification>'
    b'<ActiveParticipant UserID="abe" UserName="" NetworkAccessPointTypeCode="1" NetworkAccessPointID="PC-7"/>'
    b"<AuditSourceIdentification AuditSourceID='EHR'/></AuditMessage>"
)
WHOLE: tuple[bytes, ...] = (
    dicom().encode(), rfc_3881().encode(), dicom(("P1", "P2^^^H", "P1")).encode(), dicom(()).encode(), _LOGIN,
    HEADER + dicom(outcome="12").encode() + b"\n", _LOGIN.replace(b"'", b'"').replace(b' UserName=""', b""),
)  # fmt: skip
_PARTS = (
    b"&amp;", b"&lt;", b"&#65;", b"&undefined;", b"<", b">", b"'", b'"', b"\t", b"\n", b"\r\n", b" ", b"\0", b"\x1f",
    b"\x7f",
    b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"\xef\xbb\xbf", "佐藤".encode("cp932"),
    "𠮷".encode(), b"]]>", b"<![CDATA[x]]>", b"<!-- x -->", b"<?x y?>", b"^", b"/>", b"=", b"", b"1", b"2", b"true",
    b"TRUE ", b"false", b"</AuditMessage>", b"<AuditMessage>", b'xmlns="urn:x"', b'xml:id="1"', b'code="9"',
    b'<!DOCTYPE x [<!ENTITY e "f">]>', b"2026-04-01", b"24:00:00", b"A" * 300,
)  # fmt: skip
_VALUE, _TAG, _ATTRIBUTE = re.compile(rb'"[^"]*"'), re.compile(rb"<[^>]*>"), re.compile(rb' [\w-]+="[^"]*"')
_DECISIVE = re.compile(rb'(?<=Requestor=")[^"]*|(?<=TypeCode=")[^"]*|(?<=CodeRole=")[^"]*|(?<=code=")[^"]*')


def mutated(random: Random, count: int) -> Iterator[bytes]:
    """Every one differs from a good message by one to three changes."""
    return changed(random, count, WHOLE, _CHANGES)


def changed(random: Random, count: int, whole: Sequence[bytes], changes: Sequence[Change]) -> Iterator[bytes]:
    for _number in range(count):
        message = random.choice(whole)
        for _change in range(random.choice((1, 1, 1, 2, 3))):
            message = random.choice(changes)(random, message)
        yield message


def _in_a_value(random: Random, message: bytes) -> bytes:
    found = random.choice(list(_VALUE.finditer(message)) or [None])
    if found is None:
        return message
    place = random.randint(found.start() + 1, found.end() - 1)
    return message[:place] + random.choice(_PARTS) + message[place:]


def instead_of(pattern: re.Pattern[bytes], new: Change) -> Change:
    """A change of one place of these."""

    def change(random: Random, message: bytes) -> bytes:
        found = random.choice(list(pattern.finditer(message)) or [None])
        if found is None:
            return message
        return message[: found.start()] + new(random, found[0]) + message[found.end() :]

    return change


def _anywhere(random: Random, message: bytes) -> bytes:
    place = random.randrange(len(message) + 1)
    return message[:place] + random.choice(_PARTS) + message[place + random.choice((0, 0, 1)) :]


def flipped(random: Random, message: bytes) -> bytes:
    place = random.randrange(len(message) or 1)
    return message[:place] + bytes([random.randrange(256)]) + message[place + 1 :]


def cut(random: Random, message: bytes) -> bytes:
    return message[: random.randrange(len(message) + 1)]


_CHANGES: Sequence[Change] = (
    _in_a_value, _in_a_value, _in_a_value, _anywhere, flipped, cut,
    instead_of(_VALUE, lambda random, _old: b'"' + random.choice(_PARTS) + b'"'),
    instead_of(_VALUE, lambda random, _old: b'"' + random.choice(_PARTS) + b'"'),
    instead_of(_DECISIVE, lambda random, _old: random.choice((b"1", b"2", b"3", b"", b"true", b" 1", b"false"))),
    instead_of(_DECISIVE, lambda random, _old: random.choice((b"1", b"2", b"3", b"", b"true", b" 1", b"false"))),
    instead_of(_TAG, lambda _random, _old: b""), instead_of(_TAG, lambda _random, old: old + old),
    instead_of(_ATTRIBUTE, lambda _random, _old: b""), instead_of(_ATTRIBUTE, lambda _random, old: old + old),
    instead_of(_ATTRIBUTE, lambda _random, old: old.replace(b'"', b"'")),
)  # fmt: skip
