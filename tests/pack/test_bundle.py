"""束: what goes in comes out, and nothing else: signed, bounded, dated."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tenken.pack.bundle import Answer, BundleError, bind_bundle, open_bundle
from tenken.pack.seal import key_of, seal
from tests.build import NOW

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
ANSWERS = (Answer("linux", "ehr-srv01", NOW, b"== end 0\n"), Answer("nmap", "ward.xml", NOW, b"<nmaprun/>"))
BOUND = bind_bundle(ANSWERS, "n-1", NOW, "佐藤", KEY)


def test_what_was_bound_comes_out() -> None:
    found = open_bundle(BOUND)
    assert (found.answers, found.number, found.made_by, found.key) == (ANSWERS, "n-1", "佐藤", key_of(KEY))


def test_the_same_answers_make_the_same_bytes() -> None:
    assert bind_bundle(ANSWERS, "n-1", NOW, "佐藤", KEY) == BOUND


def test_what_was_signed_names_no_word_of_an_answer() -> None:
    assert b"nmaprun" not in open_bundle(BOUND).manifest


@given(st.integers(0, len(BOUND) - 1), st.integers(1, 255))
def test_a_bundle_with_one_byte_changed_is_refused(at: int, change: int) -> None:
    changed = bytearray(BOUND)
    changed[at] ^= change
    with pytest.raises(BundleError):
        open_bundle(bytes(changed))


@given(st.integers(0, len(BOUND) - 1))
def test_a_bundle_that_was_cut_is_refused(length: int) -> None:
    with pytest.raises(BundleError):
        open_bundle(BOUND[:length])


def test_a_sealed_file_of_another_kind_is_no_bundle() -> None:
    with pytest.raises(BundleError, match="another kind"):
        open_bundle(seal({"a": b"b"}, {}, NOW, KEY))


def test_nothing_was_seen_after_the_bundle_was_made() -> None:
    later = Answer("linux", "ehr-srv01", NOW + timedelta(seconds=1), b"")
    with pytest.raises(BundleError, match="after the bundle was made"):
        open_bundle(bind_bundle((later,), "n-1", NOW, "", KEY))


def test_too_many_answers_are_refused() -> None:
    told = [{"path": "a", "source": "linux", "target": f"{n * 7919 % 99991:x}"} for n in range(20_001)]
    about = {"format": "tenken-bundle/1", "number": "n", "made_at": NOW.isoformat(), "made_by": "", "answers": told}
    with pytest.raises(BundleError, match="20001"):
        open_bundle(seal({"a": b""}, about, NOW, KEY))


@pytest.mark.parametrize("lacking", ["number", "made_at", "made_by", "answers"])
def test_a_bundle_that_lacks_a_part_is_refused(lacking: str) -> None:
    about = {"format": "tenken-bundle/1", "number": "n", "made_at": NOW.isoformat(), "made_by": "", "answers": []}
    with pytest.raises(BundleError, match="cannot be understood"):
        open_bundle(seal({}, {k: v for k, v in about.items() if k != lacking}, NOW, KEY))
