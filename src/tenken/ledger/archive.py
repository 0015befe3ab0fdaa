"""保管: kept bytes by their SHA-256, compressed, written whole or not at all."""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from tenken.text import Blanks, Complaint, _


class ArchiveError(Complaint):
    """Kept bytes are missing or no longer what they were."""

    kind = "cannot"


class Archive:
    """Files under ``archive/`` of the data directory, each named by the digest of what it holds."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "archive"

    def keep(self, content: bytes) -> str:
        """Store the bytes once; their digest comes back. A broken-off write leaves nothing under the name."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(f".{os.getpid()}.part")
            try:
                with part.open("wb") as file:
                    file.write(gzip.compress(content, 6, mtime=0))
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
        return digest

    def fetch(self, digest: str) -> bytes:
        """The bytes, after checking that they still have this digest. Raises ArchiveError."""
        try:
            content = gzip.decompress(self._path(digest).read_bytes())
        except FileNotFoundError as error:
            raise ArchiveError(_("{digest}…: these bytes are no longer in the archive"), digest=digest[:12]) from error
        except (OSError, EOFError, zlib.error) as error:
            blanks: Blanks = {"digest": digest[:12], "why": str(error)}
            raise ArchiveError(_("{digest}…: the kept file is damaged ({why})"), **blanks) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise ArchiveError(_("{digest}…: the kept bytes were changed"), digest=digest[:12])
        return content

    def digests(self) -> Iterator[str]:
        """All that is kept, in order."""
        for path in sorted(self.folder.glob("*/*.gz")):
            yield path.stem

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not digest.isalnum():
            raise ArchiveError(_("“{digest}” is no digest"), digest=digest[:70])
        return self.folder / digest[:2] / f"{digest}.gz"
