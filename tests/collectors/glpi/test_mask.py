"""Keys of licences, environments and command lines are taken out of an inventory before it is kept."""

import json

import pytest

from tenken.collectors.glpi.mask import mask
from tenken.collectors.glpi.read import read
from tests.collectors.glpi.inventories import computer, sample


def masked(raw: bytes) -> bytes:
    return mask(raw, lambda _secret: "")


@pytest.mark.parametrize("section", ["envs", "processes", "licenseinfos", "registry"])
def test_sections_that_may_hold_secrets_are_gone(section: str) -> None:
    assert b"s3cret" not in masked(computer(**{section: [{"val": "s3cret", "cmd": "x --password s3cret"}]}))


def test_a_key_of_windows_is_gone_and_nothing_that_is_read() -> None:
    raw = sample("handmade-glpi-10-windows")
    assert b"XXXXX-" not in masked(raw)
    assert list(read(masked(raw))) == list(read(raw))


def test_a_key_that_is_spelled_with_escapes_is_gone_too() -> None:
    raw = computer(hardware={"name": "a", "winprodkey": "s3cret"}).replace(b"winprodkey", rb"win\u0070rodkey")
    assert b"s3cret" not in masked(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_loses_them_in_any_encoding(encoding: str) -> None:
    inside = "<HARDWARE><NAME>a</NAME></HARDWARE><PROCESSES><CMD>s3cret</CMD></PROCESSES><ENVS><VAL>s3cret</VAL></ENVS>"
    raw = f'<?xml version="1.0" encoding="{encoding}"?><REQUEST><CONTENT>{inside}</CONTENT></REQUEST>'.encode(encoding)
    assert "s3cret" not in masked(raw).decode("utf-8", "replace").replace("\x00", "")
    assert list(read(masked(raw))) == list(read(raw))


@pytest.mark.parametrize("raw", [b"", b"{", b"<a", b"[" * 100_000, sample("handmade-glpi-10-switch")])
def test_what_has_no_secret_or_cannot_be_read_stays_as_it_is(raw: bytes) -> None:
    assert masked(raw) == raw


def test_what_is_kept_is_json_still() -> None:
    assert json.loads(masked(sample("handmade-glpi-10-windows")))["deviceid"].startswith("UKETSUKE")
