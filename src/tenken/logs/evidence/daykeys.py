"""日の鍵: a fresh Ed25519 key each day, named by the day before and destroyed when its day is over.

Whoever breaks in today holds the keys of today and tomorrow, and can sign nothing as of yesterday.
"""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_OCTETS = 32


class DayKeys:
    """Private keys by number, in a folder that only its owner reads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def private(self, number: int) -> Ed25519PrivateKey:
        """The key of this number; made where there is none yet."""
        path = self._path(number)
        if not path.exists():
            _keep(path, secrets.token_bytes(_OCTETS))
        return Ed25519PrivateKey.from_private_bytes(path.read_bytes())

    def public(self, number: int) -> bytes:
        return self.private(number).public_key().public_bytes_raw()

    def destroy_before(self, number: int) -> None:
        """Overwritten and removed. What a disk keeps of overwritten blocks is beyond us; see THREAT_MODEL.md."""
        for path in self._folder.glob("*.key"):
            if int(path.stem) < number:
                path.write_bytes(b"\0" * _OCTETS)
                path.unlink()

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06}.key"


def _keep(path: Path, content: bytes) -> None:
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
