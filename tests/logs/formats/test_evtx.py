"""Events of Windows are told by their number, whatever the language; a chunk is the piece, a record the event."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from tenken.logs.evidence.read import prove
from tenken.logs.evidence.store import Store
from tenken.logs.formats.evtx import CHUNK, HEAD, read, split
from tenken.logs.formats.windows_security import WAYS
from tenken.logs.model import AuditEvent, Numbered, OneOfMany
from tenken.logs.search.rows import table
from tenken.logs.shown import shown
from tenken.logs.sources import LogSource
from tenken.logs.take_in import TakenIn, take_in
from tests.logs.evidence.stores import Clock
from tests.logs.formats.messages import NOW
from tests.logs.formats.windows_events import Made, damaged, evtx

LOGIN, ALERT, USED = "110114", "110113", "110101"
SATO = {"SubjectUserName": "admin", "TargetUserName": "sato", "TargetDomainName": "MIDORINO"}
FROM = {**SATO, "WorkstationName": "PC-7", "IpAddress": "::ffff:10.20.1.5", "LogonType": "3"}


def events(raw: bytes) -> list[AuditEvent]:
    return [event for piece in split(BytesIO(raw)) for event in read(piece, NOW) or ()]


@pytest.mark.parametrize(
    ("number", "data", "event", "outcome", "user", "about"),
    [
        (4624, FROM, LOGIN, "0", "sato", ""),
        (4625, {**FROM, "Status": "0xc000006d"}, LOGIN, "4", "sato", ""),
        (4634, SATO, LOGIN, "0", "sato", ""),
        (4648, SATO, LOGIN, "0", "admin", "sato"),
        (4672, SATO, ALERT, "0", "admin", ""),
        (4720, SATO, ALERT, "0", "admin", "sato"),
        (4726, SATO, ALERT, "0", "admin", "sato"),
        (4740, SATO, ALERT, "0", "admin", "sato"),
        (4732, {**SATO, "MemberName": "-", "MemberSid": "S-1-5-21-1-2-3-1104"}, ALERT, "0", "admin",
         "S-1-5-21-1-2-3-1104"),
        (4768, {**SATO, "Status": "0x0"}, LOGIN, "0", "sato", ""),
        (4768, {**SATO, "Status": "0x12"}, LOGIN, "4", "sato", ""),
        (4771, SATO, LOGIN, "4", "sato", ""),
        (4776, {**SATO, "Status": "0xc000006a", "Workstation": "PC-7"}, LOGIN, "4", "sato", ""),
        (4778, {"AccountName": "sato", "ClientName": "HOME", "ClientAddress": "203.0.113.9"}, LOGIN, "0", "sato", ""),
        (5145, {**SATO, "ShareName": r"\\*\karte", "RelativeTargetName": "a.pdf"}, "", "0", "admin",
         r"\\*\karte a.pdf"),
        (4616, SATO, ALERT, "0", "admin", ""),
        (4719, SATO, ALERT, "0", "admin", ""),
    ],
)  # fmt: skip
def test_it_tells_who_did_what_to_whom(
    number: int, data: Mapping[str, str], event: str, outcome: str, user: str, about: str
) -> None:
    (found,) = events(evtx([Made(number, data)]))
    assert (found.event, found.outcome, found.user_id, found.object_id) == (event, outcome, user, about)
    assert (found.at, found.system, found.function.split()[0]) == (Made.at, Made.computer, str(number))


def test_a_log_on_tells_from_where() -> None:
    (found,) = events(evtx([Made(4624, FROM)]))
    assert (found.terminal, found.address, found.function) == ("PC-7", "10.20.1.5", "4624 logged on LogonType=3")


def test_that_the_log_was_cleared_is_told_by_whom() -> None:
    cleared = Made(
        1102, {"SubjectUserName": "mallory"}, provider="Microsoft-Windows-Eventlog", user_data="LogFileCleared"
    )
    (found,) = events(evtx([cleared]))
    assert (found.event, found.action, found.user_id, found.function) == (
        USED,
        "D",
        "mallory",
        "1102 audit log cleared",
    )


def test_the_same_number_of_another_program_means_nothing() -> None:
    (found,) = events(evtx([Made(4624, FROM, provider="Backup")]))
    assert (found.event, found.user_id, found.function) == ("", "", "4624 Backup")


def test_every_event_that_is_told_has_words_of_its_own() -> None:
    assert len({way.means for way in WAYS.values()}) == len(WAYS) == 28


MANY = evtx([Made(4624, {**FROM, "TargetUserName": f"user{number}"}) for number in range(500)], first=7)


def test_the_pieces_are_the_file_and_each_event_has_its_number() -> None:
    pieces = list(split(BytesIO(MANY)))
    assert (b"".join(pieces), {len(piece) for piece in pieces}) == (MANY, {HEAD, CHUNK})
    assert [event.sequence for event in events(MANY) if isinstance(event, OneOfMany)] == [
        Numbered(number, "DC01.midorino.local Security") for number in range(7, 507)]  # fmt: skip


@pytest.mark.parametrize("raw", [MANY[:HEAD], bytes(CHUNK), bytes(100)], ids=["head", "unused chunk", "unused end"])
def test_the_head_and_what_was_never_written_tell_of_no_event(raw: bytes) -> None:
    assert read(raw, NOW) is None


@pytest.mark.parametrize("raw", [b"ElfChnk\0", MANY[HEAD : HEAD + 5000], b"\x01" * CHUNK, b"text\n"])
def test_a_chunk_that_is_torn_or_none_gives_no_event(raw: bytes) -> None:
    assert read(raw, NOW) == ()


def test_of_a_chunk_with_a_damaged_record_the_others_are_read() -> None:
    chunk = damaged(MANY, "user30")[HEAD : HEAD + CHUNK]
    whole = tuple(read(MANY[HEAD : HEAD + CHUNK], NOW) or ())
    found = [event for event in read(chunk, NOW) or () if isinstance(event, OneOfMany)]
    assert (sum(event.unread for event in found), len(found)) == (1, len(whole))


def test_nothing_that_is_damaged_ends_the_reading() -> None:
    random, chunk = Random(1), MANY[HEAD : HEAD + CHUNK]  # noqa: S311 (no secret)
    for _time in range(200):
        broken = bytearray(chunk)
        for _change in range(random.choice((1, 3, 30))):
            broken[random.choice((random.randrange(1200), random.randrange(CHUNK)))] = random.randrange(256)
        tuple(read(bytes(broken), NOW) or ())


def test_taken_in_its_events_are_counted_found_and_proved(tmp_path: Path) -> None:
    path, store, source = tmp_path / "Security.evtx", Store(tmp_path / "evidence", Clock()), LogSource("dc", "evtx")
    path.write_bytes(MANY + b"\x01" * CHUNK)
    taken = take_in(store, source, path, source.context(Clock().now))
    assert taken == TakenIn(events=501, unparsed=1, already=0, segments=(0,))
    record = prove(store.folder, 0, 1).record
    (row,) = [row for row in table(store.folder, record, {"dc": source}).to_pylist() if row["user_id"] == "user450"]
    raw = prove(store.folder, row["segment"], row["index"]).event.raw
    assert (row["sequence"], raw in MANY, '"user450"' in shown(raw).text) == (457, True, True)
