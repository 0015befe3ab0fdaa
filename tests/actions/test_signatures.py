"""A signature counts where gpgv verifies it with a key of the distribution itself; this one was made for the tests."""

from pathlib import Path

import pytest

from tenken.actions.signatures import signed_by
from tenken.feeds.model import FeedError

FOLDER = Path(__file__).with_name("samples") / "feeds"
SIGNED = (FOLDER / "InRelease").read_bytes()


def test_the_key_that_signed_is_told() -> None:
    assert len(signed_by(SIGNED, FOLDER)) == 40


def test_what_is_not_signed_has_no_signature() -> None:
    assert signed_by((FOLDER / "Release").read_bytes(), FOLDER) == ""


def test_without_a_keyring_of_the_distribution_nothing_is_verified(tmp_path: Path) -> None:
    assert signed_by(SIGNED, tmp_path) == ""


def test_a_key_of_somebody_else_verifies_nothing(tmp_path: Path) -> None:
    (tmp_path / "others.gpg").write_bytes((FOLDER / "debian-archive-handmade.gpg").read_bytes())
    assert signed_by(SIGNED, tmp_path) == ""


def test_what_was_changed_after_it_was_signed_is_refused() -> None:
    with pytest.raises(FeedError, match="changed after it was signed"):
        signed_by(SIGNED.replace(b"Version: 12", b"Version: 11"), FOLDER)
