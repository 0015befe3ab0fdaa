"""Lines that name a secret are taken out of what a terminal showed; every claim stays."""

import pytest

from tenken.collectors.leases.mask import LEFT_OUT, mask
from tenken.collectors.leases.read import read
from tests.collectors.leases.lists import HERE, sample

CISCO = sample("handmade-cisco-ios-show-ip-arp.txt")
SAMPLES = sorted(path.name for path in (HERE / "samples").iterdir() if "fortigate-7-" not in path.name)
"""All but the logs of traffic, of which little is kept."""


def masked(raw: bytes) -> bytes:
    return mask(raw, lambda _secret: "")


@pytest.mark.parametrize(
    "line",
    [
        "username admin privilege 15 secret 5 $1$s3cr3t",
        "snmp-server community s3cr3t RO",
        "        set psksecret ENC s3cr3t==",
        'set password "s3cr3t"',
        "login user admin s3cr3t",
        "l2tp tunnel auth on s3cr3t",
        " pre-shared-key text s3cr3t",
        "tacacs-server key 7 s3cr3t",
    ],
)
def test_a_line_of_a_configuration_that_names_a_secret_is_gone(line: str) -> None:
    raw = masked(CISCO + line.encode() + b"\n")
    assert (b"s3cr3t" in raw, LEFT_OUT.encode() in raw) == (False, True)


def test_claims_are_the_same_without_it() -> None:
    raw = b"enable secret x\n" + CISCO
    assert list(read(masked(raw))) == list(read(raw))


@pytest.mark.parametrize("name", SAMPLES)
def test_lists_without_secrets_stay_as_they_are(name: str) -> None:
    assert masked(sample(name)) == sample(name)


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"\x00password"])
def test_what_is_no_text_stays_as_it_is(raw: bytes) -> None:
    assert masked(raw) == raw
