"""Statements to JSON and back, led by the types of their fields. The stored form of a kind never changes."""

from functools import cache

import msgspec

from tenken.facts import STATEMENTS
from tenken.facts.model import Statement
from tenken.text import Complaint, Message, _


class CodecError(Complaint):
    """Stored text is not what its kind should look like."""


_encoder = msgspec.json.Encoder(order="sorted")
_messages = msgspec.json.Decoder(Message)


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Statement]:
    if kind not in STATEMENTS:
        raise CodecError(_("unknown kind of statement “{kind}”; was it stored by a newer Tenken?"), kind=kind)
    return msgspec.json.Decoder(STATEMENTS[kind])


def to_json(statement: Statement) -> bytes:
    """Same statement, same bytes."""
    return _encoder.encode(statement)


def from_json(kind: str, text: bytes | str) -> Statement:
    try:
        return _decoder(kind).decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CodecError(_("{kind}: {why}"), kind=kind, why=str(error)) from error


def message_to_json(message: Message | None) -> str:
    return _encoder.encode(message).decode() if message else ""


def message_from_json(text: str) -> Message | None:
    try:
        return _messages.decode(text) if text else None
    except msgspec.DecodeError as error:
        raise CodecError(_("{kind}: {why}"), kind="message", why=str(error)) from error
