"""ATNA messages of both dialects are read alike; what is none is kept unread."""

from io import BytesIO

import pytest

from tenken.logs.formats.atna import read, split
from tests.logs.formats.messages import NOW, dicom, rfc_3881

HEADER = "<85>1 2026-04-01T08:30:00.000Z ehr app 1 IHE+RFC-3881 - "


@pytest.mark.parametrize("message", [dicom(), rfc_3881()], ids=["DICOM", "RFC 3881"])
def test_it_tells_who_did_what_with_whose_information(message: str) -> None:
    (event,) = read(message.encode(), NOW) or ()
    assert (event.event, event.action, event.outcome) == ("110110", "R", "0")
    assert (event.user_id, event.user_name, event.role, event.address) == ("sato", "佐藤 花子", "医師", "10.20.1.5")
    assert (event.patient_id, event.object_id, event.system, event.facility) == ("P00042", "karte-7", "EHR", "みどり野")


def test_a_message_about_two_patients_is_found_under_both() -> None:
    events = read(dicom(("P1^^^HOSP", "P2")).encode(), NOW) or ()
    assert [event.patient_id for event in events] == ["P1", "P2"]


@pytest.mark.parametrize("before", [HEADER, "\ufeff", HEADER + "\ufeff", '<?xml version="1.0"?>\n'])
def test_what_stands_before_the_message_is_passed_over(before: str) -> None:
    assert read((before + dicom()).encode(), NOW)


@pytest.mark.parametrize(
    "raw",
    [b"garbage", dicom().encode()[:-5], dicom().replace("2026-04", "2026-44").encode(), b"<AuditMessage/>",
     dicom().replace("sato", "&undefined;").encode(), b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
)  # fmt: skip
def test_what_is_no_whole_message_gives_no_event(raw: bytes) -> None:
    assert read(raw, NOW) == ()


def test_white_space_tells_of_no_event() -> None:
    assert read(b" \r\n", NOW) is None


def test_a_file_is_cut_after_each_message_and_nothing_of_it_is_lost() -> None:
    whole = f"{dicom()}\n{rfc_3881()}\r\n  {dicom()}left over".encode()
    pieces = list(split(BytesIO(whole)))
    assert (len(pieces), b"".join(pieces)) == (4, whole)


@pytest.mark.parametrize(
    "stray", ["stray words\n", "stray ", "<Other/>\n", dicom()[:-9], "<!DOCTYPE AuditMessage []>\n", "stray\n\n"]
)
@pytest.mark.parametrize("before", ["", HEADER, "\n \ufeff", "1234 " + HEADER, "Apr  1 08:30:00 ehr app: \ufeff",
                                    "2026-04-01T08:30:00+09:00 ehr app[7]: ", '<?xml version="1.0"?>\n'])  # fmt: skip
def test_what_stands_before_a_message_and_is_no_header_is_a_piece_by_itself(stray: str, before: str) -> None:
    before = "" if before[:1].isalnum() and not stray.endswith("\n") else before  # a header begins its line
    whole = f"{dicom()}\n{stray}{before}{dicom()}\n"
    pieces = list(split(BytesIO(whole.encode())))
    assert b"".join(pieces) == whole.encode()
    assert [len(tuple(read(piece, NOW) or ())) for piece in pieces] == [1, 0, 1]


def test_what_is_no_message_at_all_is_given_up_before_it_fills_the_memory() -> None:
    endless = BytesIO(b"x" * (64 << 20))
    assert (len(next(split(endless))) < 20 << 20, endless.tell() < 20 << 20) == (True, True)
