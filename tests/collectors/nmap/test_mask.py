"""What scripts printed and were given is taken out before a scan is kept; every claim stays."""

import pytest

from tenken.collectors.nmap.mask import mask
from tenken.collectors.nmap.read import read
from tests.collectors.nmap.scans import host, made, port, scan

SCRIPT = (
    '<script id="x" output="secret-1"><elem key="password">secret-2</elem></script><script id="y" output="secret-3"/>'
)


def masked(raw: bytes) -> bytes:
    return mask(raw, lambda _secret: "")


def test_what_scripts_printed_is_gone() -> None:
    assert b"secret" not in masked(made(host(SCRIPT + port())))


def test_claims_are_the_same_without_scripts() -> None:
    raw = made(host(SCRIPT + port()) + host(SCRIPT))
    assert list(read(masked(raw))) == list(read(raw))


@pytest.mark.parametrize(
    "given", ["-&#45;script-args smbpass=secret,x=secret", "-&#45;proxies http://a:secret@p", "--script-args=secret"]
)
def test_what_scripts_and_proxies_were_given_is_gone_and_the_rest_of_the_arguments_stays(given: str) -> None:
    raw = f'<!-- as: nmap {given} -p 22 10.9.9.9 --><nmaprun args="nmap {given} -p 22 10.9.9.9">'.encode()
    assert (masked(raw).count(b"secret"), masked(raw).count(b"-p 22 10.9.9.9")) == (0, 2)


def test_a_script_that_never_ends_is_gone_with_all_that_follows() -> None:
    assert masked(b'<a/><script output="secret">secret') == b"<a/>"


def test_a_scan_without_scripts_stays_as_it_is() -> None:
    raw = scan("samples/nmap-7.93-syn-1000-ports.xml")
    assert masked(raw) == raw
