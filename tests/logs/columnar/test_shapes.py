"""What is read by its shape is what the reader of the format reads, however a message was changed; nothing ill-formed
is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

import pytest

from tenken.logs.columnar.atna import Messages
from tenken.logs.columnar.batch import SAID
from tenken.logs.columnar.fhir import Resources
from tenken.logs.columnar.shapes import Language, Reader
from tenken.logs.formats import FORMATS
from tests.logs.formats import mutations, resources
from tests.logs.formats.messages import NOW, dicom, rfc_3881

Row = tuple[object, ...]


@dataclass(frozen=True)
class Form:
    """``whole`` are good messages. So many thousand are changed."""

    language: Callable[[], Language]
    whole: Sequence[bytes]
    mutated: Callable[[Random, int], Iterator[bytes]]
    thousands: int


FORMS: Mapping[str, Form] = {
    "atna": Form(Messages, mutations.WHOLE, mutations.mutated, 60),
    "fhir": Form(Resources, resources.WHOLE, resources.mutated, 20),
}


def by_reader(form: str, raw: bytes) -> set[Row]:
    events = FORMATS[form].read(raw, NOW) or ()
    return {(one.at.replace(tzinfo=None), *(getattr(one, name) for name in SAID)) for one in events}


def reader(form: str, few: int = 1) -> Reader:
    return Reader(FORMS[form].language(), NOW, few=few)


def by_shape(reader: Reader, raws: Sequence[bytes]) -> dict[int, set[Row]]:
    """By the place of each that was not left."""
    batch = reader.read(raws)
    rows = sorted(batch.rows.to_pylist(), key=lambda row: row["piece"])
    read = {place: {(row["ts"], *(row[name] for name in SAID)) for row in some}
            for place, some in groupby(rows, lambda row: row["piece"])}  # fmt: skip
    assert sorted((*read, *batch.left)) == list(range(len(raws)))
    return read


@pytest.mark.parametrize(("form", "seed"), [(form, seed) for form in FORMS for seed in range(FORMS[form].thousands)])
def test_of_a_thousand_changed_messages_it_reads_none_otherwise_and_none_that_is_ill_formed(
    form: str, seed: int
) -> None:
    random, learning, count = Random(seed), reader(form), 0  # noqa: S311 (no secret)
    for _some in range(5):
        raws = [*FORMS[form].whole, *FORMS[form].mutated(random, 200)]
        read = by_shape(learning, raws)
        assert [raws[place] for place, rows in read.items() if rows != by_reader(form, raws[place])] == []
        count += len(read)
    assert count > 200


@pytest.mark.parametrize(
    ("form", "raw"), [(form, raw) for form in FORMS for raw in FORMS[form].whole if b"='" not in raw]
)
def test_a_message_as_senders_write_it_is_read_by_its_shape(form: str, raw: bytes) -> None:
    assert by_shape(reader(form), [raw]) == {0: by_reader(form, raw)}


@pytest.mark.parametrize("value", ["&#65;", "&b;", "&", "a\tb", "a\nb", "<", "\x01", "\ufffe"])
def test_a_value_that_xml_changes_or_refuses_is_left_to_it(value: str) -> None:
    read = by_shape(reader("atna"), [dicom(("P1",)).encode(), dicom((value,)).encode()])
    assert list(read) == [0]


def test_messages_of_many_kinds_in_turn_are_told_apart() -> None:
    kinds = [
        dicom(("P1", "P2")),
        rfc_3881(),
        dicom(()),
        dicom().replace('"true"', '"false"'),
        dicom().replace(" ", "  "),
    ]
    raws = [kinds[number % 5].replace("sato", f"u{number}").encode() for number in range(500)]
    assert by_shape(reader("atna", few=16), raws) == {place: by_reader("atna", raw) for place, raw in enumerate(raws)}


@pytest.mark.parametrize("form", FORMS)
def test_a_sender_of_a_new_shape_each_time_is_read_one_by_one(form: str) -> None:
    begin = {"atna": b"<AuditMessage%d/>", "fhir": b'{"resourceType":"AuditEvent","%d":1}'}[form]
    assert by_shape(reader(form), [begin % number for number in range(3000)]) == {}
