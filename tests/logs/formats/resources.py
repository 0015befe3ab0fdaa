"""AuditEvents of FHIR as systems write them, and as they should not be: changed at random where a quick reader could
err."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from tests.logs.formats.mutations import Change, changed, cut, flipped, instead_of

AGENT: Mapping[str, Any] = {"who": {"identifier": {"value": "sato"}}, "name": "佐藤 花子", "requestor": True}
R4: Mapping[str, Any] = {
    "resourceType": "AuditEvent",
    "type": {"code": "110110", "display": "Patient Record"},
    "subtype": [{"code": "read", "display": "read"}],
    "action": "R",
    "recorded": "2026-04-01T08:30:00+09:00",
    "outcome": "4",
    "agent": [{"requestor": False}, {**AGENT, "network": {"address": "10.20.1.5", "type": "2"}}],
    "source": {"observer": {"reference": "Device/EHR"}, "site": "みどり野"},
    "entity": [
        {"what": {"reference": "Patient/P00042"}, "role": {"code": "1"}},
        {"what": {"reference": "DocumentReference/karte-7"}, "role": {"code": "3"}},
    ],
}
R5: Mapping[str, Any] = {
    **{key: R4[key] for key in ("resourceType", "action", "recorded", "source")},
    "category": [{"coding": [{"code": "110110"}]}],
    "code": {"coding": [{"code": "read", "display": "read"}]},
    "outcome": {"code": {"code": "warning"}},
    "agent": [{**AGENT, "networkString": "10.20.1.5"}],
    "patient": {"identifier": {"value": "P00042^^^HOSP"}},
    "entity": [{"what": {"reference": "DocumentReference/karte-7"}}],
}
_PAIR = {**R4, "entity": [{"what": {"reference": f"Patient/{one}"}} for one in ("P1", "https://x/Patient/P2", "P1")]}
_BARE = {
    "resourceType": "AuditEvent", "recorded": "2026-04-01T08:30:00.123Z", "purposeOfEvent": [{"text": "治療"}],
    "agent": [{"altId": "abe", "name": "", "role": [{"coding": [{"code": "doctor", "display": ""}]}],
               "network": {"type": "1", "address": "PC-7"}}],
    "source": {"site": {"display": "本院"}, "observer": {"display": "EHR"}},
    "entity": [{"what": {"display": "P7"}, "role": {"coding": [{"code": "1"}, {"code": "4"}]}}],
}  # fmt: skip
WHOLE: tuple[bytes, ...] = tuple(
    json.dumps(one, **how).encode() + b"\n"
    for one in (R4, R5, _PAIR, _BARE)
    for how in ({"ensure_ascii": False}, {"separators": (",", ":")})
)
_PARTS = (
    b"\\", b'\\"', b"\\\\", b"\\/", b"\\u4f50", b"\\ud83d\\ude00", b"\\ud83d", b"\\u00", b"\\x", b'"', b"\n", b"\t",
    b"\0", b"\x1f", b"\x7f", b" ", b"", b"/", b"^", b"Patient/", b"Device/", b"1", b"\xff", b"\xc0\x80",
    "佐藤".encode(),
    b"\xef\xbb\xbf", b",", b"}", b"{", b"[", b"]", b"NaN", b"null", b"//", "　".encode(), b"2026-04-01", b"T24:00:00",
)  # fmt: skip
_TEXT, _PUNCTUATION = re.compile(rb'"[^"]*"'), re.compile(rb"[\]{}\[,:]")
_MEMBER = re.compile(rb'"\w+": ?(?:"[^"]*"|true|false)')
_MEMBERS = (b'"code":"1"', b'"role":{"code":"1"}', b'"outcome":"8"', b'"recorded":"2026-05-01T00:00:00Z"',
            b'"requestor":true', b'"what":{"reference":"Patient/P5"}', b'"display":"x"')  # fmt: skip
_DECISIVE = re.compile(rb'(?<="code": ")[^"]*|(?<="type":")[^"]*|(?<="reference": ")[^"]*|(?<="recorded":")[^"]*')
_DECISIONS = (b"1", b"2", b"4", b"", b"Patient/P9", b"x/Patient/P9", b"Patient", b"Patient/", b"error", b"2026-04-01")


def mutated(random: Random, count: int) -> Iterator[bytes]:
    """Every one differs from a good resource by one to three changes."""
    return changed(random, count, WHOLE, _CHANGES)


def _in_a_text(random: Random, old: bytes) -> bytes:
    place = random.randint(1, len(old) - 1)
    return old[:place] + random.choice(_PARTS) + old[place:]


_CHANGES: Sequence[Change] = (
    flipped, cut,
    instead_of(_TEXT, _in_a_text), instead_of(_TEXT, _in_a_text), instead_of(_TEXT, _in_a_text),
    instead_of(_TEXT, lambda random, _old: b'"' + random.choice(_PARTS) + b'"'),
    instead_of(_TEXT, lambda random, _old: random.choice((b"null", b"7", b"1e3", b"NaN", b"true", b"[]", b"{}"))),
    instead_of(_PUNCTUATION, lambda random, old: old + random.choice(_PARTS)),
    instead_of(_PUNCTUATION, lambda random, _old: random.choice(_PARTS)),
    instead_of(_MEMBER, lambda _random, old: old + b"," + old), instead_of(_MEMBER, lambda _random, old: old + b","),
    instead_of(_MEMBER, lambda random, old: old + b"," + random.choice(_MEMBERS)),
    instead_of(_DECISIVE, lambda random, _old: random.choice(_DECISIONS)),
    instead_of(_DECISIVE, lambda random, _old: random.choice(_DECISIONS)),
)  # fmt: skip
