"""What leaves the building may hide addresses, host names and accounts: the same one by the same stand-in."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tenken.pack.mask import Masker, words_to_hide
from tenken.pack.model import Masking

HOSTS, ACCOUNTS = ("ehr-srv01", "EHR-SRV02", "受付PC"), ("sato", "k.tanaka")
AROUND = st.sampled_from(["{}", "at {}.", "{}: no route", "（{}）", "[{}]:22", "端末{}は", "{}/24", "a={};", "{}%eth0"])
LETTERS = st.sampled_from([str.lower, str.upper])


def masker(level: Masking) -> Masker:
    return Masker(level, words_to_hide(level, HOSTS, ACCOUNTS))


def masked(text: str, level: Masking = Masking.ADDRESSES) -> str:
    return masker(level).text(text)


@settings(max_examples=200)
@given(st.ip_addresses(v=4), AROUND)
def test_no_ipv4_address_is_left(address: IPv4Address, around: str) -> None:
    assume(not address.is_loopback and not address.is_unspecified)
    assert masked(around.format(address)) == around.format("[IP-001]")


@settings(max_examples=200)
@given(st.ip_addresses(v=6), AROUND, st.sampled_from(["compressed", "exploded"]), LETTERS)
def test_no_ipv6_address_is_left(
    address: IPv6Address, around: str, spelled: str, letters: Callable[[str], str]
) -> None:
    assume(not address.is_loopback and not address.is_unspecified)
    text = letters(getattr(address, spelled))
    assert masked(around.format(text)) == around.format("[IP-001]")


@pytest.mark.parametrize("mac", ["02:fc:00:00:00:01", "02-FC-00-00-00-01", "02:FC:00:00:00:01"])
def test_a_mac_address_is_hidden_in_any_spelling(mac: str) -> None:
    assert masked(f"link eth0 {mac} 02:fc:00:00:00:01") == "link eth0 [MAC-001] [MAC-001]"


@pytest.mark.parametrize("text", ["127.0.0.1:631", "0.0.0.0:22", "[::1]:22", "[::]:80", "*:80", "127.0.0.53%lo:53"])
def test_loopback_and_any_address_stay(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    "text",
    ["2025-11-20T03:00:00+09:00", "12:34:56", "1.2.3.4.5", "300.1.1.1", "openssl 3.0.15-1", "tcp/443", "7:30"],
)
def test_what_only_looks_like_an_address_stays(text: str) -> None:
    assert masked(text) == text


def test_an_address_keeps_its_stand_in_throughout_a_pack() -> None:
    one = masker(Masking.ADDRESSES)
    texts = [one.text("10.20.0.5 10.20.0.6"), one.content(b"10.20.0.6").decode(), one.text("2001:DB8:0::1 2001:db8::1")]
    assert texts == ["[IP-001] [IP-002]", "[IP-002]", "[IP-003] [IP-003]"]


def test_addresses_are_numbered_as_they_appear() -> None:
    assert masked("10.0.0.9 10.0.0.1") == masked("10.0.0.1 10.0.0.9") == "[IP-001] [IP-002]"


@pytest.mark.parametrize(
    "text", ["ehr-srv01は更新予定", "端末ehr-srv01", "EHR-SRV01:22", "/var/ehr-srv01.log", "root@ehr-srv01"]
)
def test_a_host_name_is_hidden_wherever_it_stands(text: str) -> None:
    assert "[機器-001]" in masked(text, Masking.HOSTS)


@pytest.mark.parametrize("text", ["ehr-srv012", "ehr-srv01-old", "old-ehr-srv01", "xehr-srv01"])
def test_a_longer_name_is_another_name(text: str) -> None:
    assert masked(text, Masking.HOSTS) == text


@pytest.mark.parametrize("text", ["ehr-srv02", "EHR-SRV02", "Ehr-Srv02"])
def test_a_host_name_is_the_same_in_capital_and_small_letters(text: str) -> None:
    assert masked(text, Masking.HOSTS) == "[機器-002]"


def test_a_japanese_name_is_hidden_as_well() -> None:
    assert masked("受付PCの更新", Masking.HOSTS) == "[機器-003]の更新"


def test_a_name_that_holds_another_goes_first() -> None:
    words = words_to_hide(Masking.HOSTS, ("ehr", "ehr.example.jp"), ())
    assert Masker(Masking.HOSTS, words).text("ehr.example.jp ehr") == "[機器-002] [機器-001]"


@pytest.mark.parametrize(
    ("level", "text"),
    [
        (Masking.NOTHING, "sato@ehr-srv01 10.20.0.5 02:fc:00:00:00:01"),
        (Masking.ADDRESSES, "sato@ehr-srv01 [IP-001] [MAC-001]"),
        (Masking.HOSTS, "sato@[機器-001] [IP-001] [MAC-001]"),
        (Masking.ACCOUNTS, "[利用者-002]@[機器-001] [IP-001] [MAC-001]"),
    ],
)
def test_each_level_hides_what_the_one_before_does_and_more(level: Masking, text: str) -> None:
    assert masked("sato@ehr-srv01 10.20.0.5 02:fc:00:00:00:01", level) == text


def test_an_account_is_hidden_in_paths_and_lists() -> None:
    hidden = masked("sato:1000:/home/sato k.tanaka,sato", Masking.ACCOUNTS)
    assert hidden == "[利用者-002]:1000:/home/[利用者-002] [利用者-001],[利用者-002]"


def test_where_nothing_is_masked_bytes_stay_as_they_are() -> None:
    assert masker(Masking.NOTHING).content(b"\xff\x00 10.20.0.5") == b"\xff\x00 10.20.0.5"


def test_bytes_that_are_no_text_are_shown_by_their_numbers() -> None:
    assert masker(Masking.ADDRESSES).content(b"\xff 10.20.0.5") == b"\\xff [IP-001]"


def test_a_name_of_no_letters_hides_nothing() -> None:
    assert Masker(Masking.HOSTS, {"": "[機器-001]"}).text("abc") == "abc"
