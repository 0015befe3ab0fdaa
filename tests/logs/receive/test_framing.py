"""Messages come out whole, wherever the octets were cut on their way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.logs.receive.framing import LONGEST, Framer, FramingError

MESSAGES = [b"<85>1 - a", b"<13>b\x00\xff\xef\xbb\xbf", "<13>患者".encode("cp932")]


def counted(message: bytes) -> bytes:
    return b"%d %s" % (len(message), message)


def fed(*parts: bytes) -> list[bytes]:
    framer = Framer()
    return [message for part in parts for message in framer.feed(part)]


WHOLE = counted(MESSAGES[0]) + MESSAGES[1] + b"\n" + counted(MESSAGES[2]) + MESSAGES[0] + b"\r\n"
ALL = [*MESSAGES, MESSAGES[0]]


@pytest.mark.parametrize("cut", range(len(WHOLE) + 1))
def test_a_cut_at_any_place_changes_nothing(cut: int) -> None:
    assert fed(WHOLE[:cut], WHOLE[cut:]) == ALL


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=20), st.integers(1, 9))
def test_counted_messages_of_any_octets_come_out_as_they_were_sent(messages: list[bytes], step: int) -> None:
    stream = b"".join(counted(message) for message in messages)
    assert fed(*(stream[place : place + step] for place in range(0, len(stream), step))) == messages


def test_a_message_of_1_mib_is_taken() -> None:
    assert fed(counted(b"x" * LONGEST)) == [b"x" * LONGEST]


@pytest.mark.parametrize("stream", [b"12345678 x", b"12x <85>", b"1048577 x", b"<13>" + b"x" * (LONGEST + 1)])
def test_what_is_no_frame_is_given_back_as_it_came(stream: bytes) -> None:
    with pytest.raises(FramingError) as refusal:
        fed(counted(MESSAGES[0]), stream)
    assert refusal.value.rest == stream


def test_what_has_not_ended_is_told() -> None:
    framer = Framer()
    assert (list(framer.feed(b"10 <85>1")), framer.rest) == ([], b"10 <85>1")
