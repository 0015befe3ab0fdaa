"""A bill of materials lists the software of one machine or product, and is no sighting of it.

``cyclonedx-bom-7.5.0`` was recorded from that generator, run on this project's own environment; licences and addresses
were left out. ``handmade-cyclonedx-1.5-obom`` was made by hand after the published format, as one made out of osquery.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.cyclonedx.mask import mask
from tenken.collectors.cyclonedx.read import read
from tenken.collectors.model import Claim, Unreadable
from tenken.facts.machines import InstalledSoftware
from tenken.facts.model import Mark, MarkKind

SAMPLES = Path(__file__).parent / "samples"
LIBRARY = {"type": "library", "name": "openssl", "version": "3.0.15"}
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "type", "components", "properties", "version"]), inner)
    ),
    max_leaves=12,
)


def sample(name: str) -> bytes:
    return next(SAMPLES.glob(f"{name}*")).read_bytes()


def bill(*components: object, name: str = "PACS-SRV01", **more: Any) -> bytes:
    head = {"component": {"type": "device", "name": name}}
    whole = {"bomFormat": "CycloneDX", "specVersion": "1.5", "metadata": head, "components": components, **more}
    return json.dumps(whole).encode()


def the_claim(raw: bytes) -> Claim:
    (claim,) = read(raw)
    return claim


def packages(raw: bytes) -> tuple[tuple[str, str], ...]:
    says = the_claim(raw).says
    assert isinstance(says, InstalledSoftware)
    return says.packages


def masked(raw: bytes) -> bytes:
    return mask(raw, lambda _secret: "")


@pytest.mark.parametrize("version", ["1.4", "1.6"])
def test_what_a_generator_found_is_told(version: str) -> None:
    assert "lxml" in dict(packages(sample(f"cyclonedx-bom-7.5.0-environment-{version}")))


def test_both_versions_of_the_format_say_the_same() -> None:
    assert packages(sample("cyclonedx-bom-7.5.0-environment-1.4")) == packages(
        sample("cyclonedx-bom-7.5.0-environment-1.6")
    )


def test_the_machine_is_what_the_bill_is_of() -> None:
    assert the_claim(bill(LIBRARY)).about == (Mark(MarkKind.HOSTNAME, "pacs-srv01"),)


def test_a_product_is_called_by_its_name() -> None:
    assert the_claim(bill(LIBRARY, name="PACS Viewer")).about == (Mark(MarkKind.HOSTNAME, "pacs viewer"),)


def test_a_bill_out_of_osquery_has_the_machines_numbers_among_its_parts() -> None:
    assert [(mark.kind, mark.value) for mark in the_claim(sample("handmade")).about] == [
        (MarkKind.SERIAL, "JPH4R01"),
        (MarkKind.UUID, "4c4c4544-0052-3510-8056-b4c04f4a3031"),
        (MarkKind.HOSTNAME, "pacs-srv01"),
    ]


def test_rows_of_osquery_that_are_no_software_are_left_out_and_parts_of_parts_are_not() -> None:
    assert packages(sample("handmade")) == (
        ("openssl", "3.0.15-1~deb12u1"),
        ("org.dcm4che/dcm4che-core", "5.31.2"),
    )


@pytest.mark.parametrize("kind", ["data", "file", "cryptographic-asset", "machine-learning-model", ""])
def test_parts_that_are_no_software_are_left_out(kind: str) -> None:
    assert packages(bill(LIBRARY, {"type": kind, "name": "x"})) == (("openssl", "3.0.15"),)


def test_a_command_line_is_gone_before_the_bill_is_kept_and_nothing_that_is_read() -> None:
    raw = sample("handmade")
    assert b"not-for-keeping" not in masked(raw)
    assert list(read(masked(raw))) == list(read(raw))


@pytest.mark.parametrize("raw", [b"", b"{", sample("cyclonedx-bom-7.5.0-environment-1.6")])
def test_what_has_no_secret_or_cannot_be_read_stays_as_it_is(raw: bytes) -> None:
    assert masked(raw) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"[]", b"{}", b'{"bomFormat": "SPDX"}', bill(), bill(LIBRARY, name=""), bill(LIBRARY, specVersion="2.0"),
        bill(LIBRARY)[:-1], b"[" * 100_000, b'{"components":' * 100_000, b"\x00" * 9, bill(1, None, "x"),
    ],
)  # fmt: skip
def test_what_is_no_bill_of_one_thing_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read(raw))


@given(JSON, JSON)
def test_whatever_stands_in_a_bill_is_read_or_unreadable(parts: object, head: object) -> None:
    with suppress(Unreadable):
        list(read(bill(components=parts, metadata=head)))
