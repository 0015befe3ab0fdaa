"""Whether a distribution signed its Release: asked of gpgv and the keyrings that the system keeps, where there are."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tenken.feeds.debian import origin_of
from tenken.feeds.model import FeedError
from tenken.text import _

KEYRINGS = Path("/usr/share/keyrings")
_OF = {"debian": "debian-archive-*.gpg", "ubuntu": "ubuntu-archive-*.gpg"}
"""Origin → its own keyrings; a key of anybody else says nothing of it."""
_VALID, _BAD = "[GNUPG:] VALIDSIG ", "[GNUPG:] BADSIG "


def signed_by(release: bytes, keyrings: Path = KEYRINGS) -> str:
    """The fingerprint of the key that signed an InRelease; empty where that cannot be verified here.

    Raises FeedError for a signature that does not fit what is signed.
    """
    if b"-----BEGIN PGP SIGNATURE-----" not in release:
        return ""
    program, known = shutil.which("gpgv"), sorted(keyrings.glob(_OF.get(origin_of(release), "-")))
    if program is None or not known:
        return ""
    said = _asked(program, known, release)
    if any(line.startswith(_BAD) for line in said):
        raise FeedError(_("the signature does not fit: the InRelease was changed after it was signed"))
    return next((line.removeprefix(_VALID).split()[0] for line in said if line.startswith(_VALID)), "")


def _asked(program: str, keyrings: list[Path], release: bytes) -> list[str]:
    options = [option for keyring in keyrings for option in ("--keyring", str(keyring))]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "InRelease")
        file.write_bytes(release)
        command = [program, "--homedir", folder, "--status-fd", "1", *options, str(file)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=30, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return []
    return done.stdout.decode("utf-8", "replace").splitlines()
