"""What a shape reads is what the reader that knows XML reads, however a message was changed; nothing ill-formed is."""

from random import Random

import pytest
from lxml import etree

from tenken.logs.formats.atna import AFTER, BEGIN, Told, parsed, tell
from tenken.logs.formats.atna_shapes import Shapes, as_told
from tests.logs.formats.messages import dicom
from tests.logs.formats.mutations import WHOLE, mutated

FIELDS = ("event", "kind", "action", "outcome", "user_id", "user_name", "role", "terminal", "address", "function",
          "object_id", "purpose", "system", "facility")  # fmt: skip


def by_lxml(raw: bytes) -> Told | None:
    begin = raw.find(BEGIN)
    try:
        return tell(parsed(raw[begin:].rstrip(AFTER))) if begin >= 0 else None
    except (etree.XMLSyntaxError, ValueError):
        return None


def by_shape(shapes: Shapes, raw: bytes) -> Told | None:
    """None also where it leaves the message to the other."""
    read = shapes.read(raw)
    return as_told(read, FIELDS) if read else None


@pytest.mark.parametrize("seed", range(60))
def test_of_a_thousand_changed_messages_it_reads_none_otherwise_and_none_that_is_ill_formed(seed: int) -> None:
    shapes, random = Shapes(FIELDS), Random(seed)  # noqa: S311 (no secret)
    read = [(by_shape(shapes, raw), by_lxml(raw), raw) for raw in (*WHOLE, *mutated(random, 1000))]
    assert [raw for quick, known, raw in read if quick is not None and quick != known] == []
    assert sum(quick is not None for quick, _known, _raw in read) > 200


@pytest.mark.parametrize("raw", [raw for raw in WHOLE if b"'" not in raw])
def test_a_message_as_senders_write_it_is_read_by_its_shape(raw: bytes) -> None:
    assert by_shape(Shapes(FIELDS), raw) == by_lxml(raw) is not None


@pytest.mark.parametrize("value", ["&#65;", "&b;", "&", "a\tb", "a\nb", "<", "\x01", "\ufffe"])
def test_a_value_that_xml_changes_or_refuses_is_left_to_it(value: str) -> None:
    shapes = Shapes(FIELDS)
    assert shapes.read(dicom(("P1",)).encode()) is not None
    assert shapes.read(dicom((value,)).encode()) is None


def test_a_sender_of_a_new_shape_each_time_does_not_fill_the_memory() -> None:
    shapes = Shapes(FIELDS)
    for number in range(1100):
        shapes.read(b"<AuditMessage%d/>" % number)
    assert shapes.read(dicom().encode()) is None
