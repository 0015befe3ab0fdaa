"""Files that only their owner reads; fingerprints that tell nothing without the key."""

from pathlib import Path

from tenken.ledger.keys import Keys


def test_the_signing_key_is_made_once(tmp_path: Path) -> None:
    assert Keys(tmp_path).signing().public_key() == Keys(tmp_path).signing().public_key()


def test_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    Keys(tmp_path).signing()
    Keys(tmp_path).fingerprint(b"x")
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "keys").iterdir()} == {0}


def test_equal_secrets_have_equal_fingerprints(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    assert keys.fingerprint(b"secret") == keys.fingerprint(b"secret") != keys.fingerprint(b"other")


def test_another_facility_makes_another_fingerprint(tmp_path: Path) -> None:
    assert Keys(tmp_path / "a").fingerprint(b"secret") != Keys(tmp_path / "b").fingerprint(b"secret")
