"""The facility's own keys: they sign packs, fingerprint secrets, lock second factors. Only their owner reads them."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

SIGNING, FINGERPRINT, SECOND_FACTOR, PERSONS = "signing.key", "fingerprint.key", "second-factor.key", "persons.key"


class Keys:
    """Made at first use, kept under ``keys/`` of the data directory."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "keys"

    def signing(self) -> Ed25519PrivateKey:
        """Ed25519; whoever holds it can sign packs in the facility's name."""
        made = Ed25519PrivateKey.generate()
        raw = made.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
        return Ed25519PrivateKey.from_private_bytes(self._kept(SIGNING, raw))

    def fingerprint(self, secret: bytes) -> str:
        """Equal for equal secrets of this facility; without the key it tells nothing of the secret."""
        key = self._kept(FINGERPRINT, secrets.token_bytes(32))
        return "fp:" + hmac.new(key, secret, hashlib.sha256).hexdigest()[:32]

    def persons(self) -> bytes:
        """By which names and addresses of patients are hashed; it lies apart from the store that holds the hashes."""
        return self._kept(PERSONS, secrets.token_bytes(32))

    def locked(self, text: str) -> str:
        """Readable with this key only: whoever has the database alone cannot make the codes of a second factor."""
        return self._lock().encrypt(text.encode()).decode()

    def unlocked(self, text: str) -> str:
        return self._lock().decrypt(text.encode()).decode()

    def _lock(self) -> Fernet:
        return Fernet(self._kept(SECOND_FACTOR, Fernet.generate_key()))

    def _kept(self, name: str, made: bytes) -> bytes:
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(parents=True, mode=0o700, exist_ok=True)
            keep_secret(path, made)
        return path.read_bytes()


def keep_secret(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all. Whoever was there first stays."""
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
