"""外の控え: what lies elsewhere of a checkpoint, so that a store that was rolled back or made anew does not pass.

Three kinds: a token of a time stamping authority (RFC 3161, files carried out and in), a printed line with its QR code,
and a copy of the checkpoints on another host or on a medium that cannot be written again. ``verify.py`` takes them all.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from errno import ENOTDIR
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from tenken.logs.evidence.checkpoints import digest_of, newest, newest_in, notes, read_note
from tenken.logs.evidence.store import write_safely
from tenken.text import Complaint, _

FOLDER = "anchors"
_IMPRINT = re.compile(rb"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01(?:\x05\x00)?\x04\x20(.{32})", re.DOTALL)
"""In DER: the OID of SHA-256, and 32 octets. The first in a token is the messageImprint of its TSTInfo."""
_PATIENCE_S, _SEQUENCE, _ENDING = 60, b"\x30", ".checkpoints"
_NOTE, _TOKEN, _CERTIFICATES, _COPIED = ".note", ".tsr", ".pem", "copied.txt"
_REFUSALS: Mapping[str, str] = {
    "no certificate or crl found": _("the certificates of the authority are no PEM file; ask the authority for one"),
    "certificate has expired": _("a certificate of the authority has expired; ask for a token by its new one"),
    "certificate verify error": _("the token is not by the authority whose certificates were given"),
    "signature failure": _("the token is not as the authority signed it; fetch it again"),
    "asn1": _("the token is not whole; fetch it again"),
}
"""By a word of what openssl says."""


class AnchorError(Complaint):
    """Nothing was anchored, or the anchor is not of this store; the message says what to do."""


def line_of(note: bytes) -> str:
    """To be printed, signed and read again: name of the store, size, time, SHA-256 of the checkpoint. QR codes hold
    the same text."""
    checkpoint, _signature = read_note(note)
    return f"{checkpoint.origin} {checkpoint.size} {checkpoint.at} {digest_of(note)}"


def request(note: bytes) -> bytes:
    """A TimeStampReq (RFC 3161) for this checkpoint. Raises AnchorError."""
    with TemporaryDirectory(prefix="tenken-anchor-") as folder:
        made = Path(folder, "request.tsq")
        _openssl("-query", "-digest", digest_of(note), "-sha256", "-cert", "-out", str(made))
        return made.read_bytes()


def check_token(token: bytes, note: bytes, authority: bytes) -> None:
    """Against the certificates in ``authority`` (PEM). Raises AnchorError where it does not stamp this checkpoint."""
    if imprint_of(token) != digest_of(note):
        raise AnchorError(_("the token is for another checkpoint"))
    with TemporaryDirectory(prefix="tenken-anchor-") as folder:
        reply, certificates = Path(folder, "token.tsr"), Path(folder, "authority.pem")
        reply.write_bytes(token)
        certificates.write_bytes(authority)
        _openssl("-verify", "-digest", digest_of(note), "-in", str(reply), "-CAfile", str(certificates))


def keep_token(logs: Path, token: bytes, note: bytes, authority: bytes) -> None:
    """Check it, and keep it beside its checkpoint and the certificates that it was checked by. Raises AnchorError."""
    check_token(token, note, authority)
    for ending, content in ((_NOTE, note), (_CERTIFICATES, authority), (_TOKEN, token)):
        write_safely(logs / FOLDER / f"{digest_of(note)}{ending}", content)


def kept_note(logs: Path, digest: str) -> bytes | None:
    """The checkpoint that has a token; None where there is none."""
    path = logs / FOLDER / f"{digest}{_NOTE}"
    return path.read_bytes() if path.exists() else None


def certificates_of(logs: Path, digest: str) -> bytes:
    """Those that its token was checked by; empty where there are none."""
    path = logs / FOLDER / f"{digest}{_CERTIFICATES}"
    return path.read_bytes() if path.exists() else b""


def imprint_of(token: bytes) -> str:
    """The digest that a token stamps, in hex. Raises AnchorError."""
    found = _IMPRINT.search(token)
    if found is None:
        raise AnchorError(_("this is no token over a SHA-256 digest"))
    return found[1].hex()


def kept_tokens(logs: Path) -> tuple[bytes, ...]:
    """The checkpoints that have a token, as anchors."""
    known = sorted((logs / FOLDER).glob(f"*{_TOKEN}"))
    return tuple(path.with_suffix(_NOTE).read_bytes() for path in known)


def as_anchor(path: Path, origin: str) -> bytes:
    """What ``verify`` takes: a token as its digest, a folder as the copies in it, any other file as it is."""
    if path.is_dir():
        return b"".join(one.read_bytes() for one in _copies(path, origin))
    content = path.read_bytes()
    return imprint_of(content).encode() if content[:1] == _SEQUENCE else content


def copy(store: Path, place: Path) -> int:
    """Add to the copies in another place, one file a day, what they lack; what is there is never written again. How
    many checkpoints were added. Raises OSError."""
    last = newest(store)
    if last is None:
        return 0
    checkpoint, _signature = read_note(last)
    done = copied(place, checkpoint.origin)
    lacking = [last] if done == checkpoint.size - 1 else list(islice(notes(store), done, None))
    for note in lacking:
        at = read_note(note)[0].at
        with (place / f"{_name(checkpoint.origin)}{at[:10]}{_ENDING}").open("ab") as file:
            file.write(note + b"\n")
    return len(lacking)


def copied(place: Path, origin: str) -> int:
    """The size of the newest checkpoint there. Raises OSError."""
    last = newest_copy(place, origin)
    return read_note(last)[0].size if last else 0


def newest_copy(place: Path, origin: str) -> bytes | None:
    """The newest checkpoint there. Raises OSError."""
    if not place.is_dir():
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(place))
    found = _copies(place, origin)
    return newest_in(found[-1]) if found else None


def note_copied(logs: Path, note: bytes) -> None:
    """The newest that was copied: to be told while the other place cannot be reached."""
    write_safely(logs / FOLDER / _COPIED, note)


def last_copied(logs: Path) -> bytes | None:
    path = logs / FOLDER / _COPIED
    return path.read_bytes() if path.exists() else None


def _copies(place: Path, origin: str) -> list[Path]:
    return sorted(place.glob(f"{_name(origin)}*{_ENDING}"))


def _name(origin: str) -> str:
    return f"{origin.replace('/', '-')}-"


def _openssl(*args: str) -> None:
    program = shutil.which("openssl")
    if program is None:
        raise AnchorError(_("there is no openssl on this machine; it makes and checks time stamps"))
    command = [program, "ts", *args]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False)
    if done.returncode:
        why = ((done.stderr or done.stdout).strip().splitlines() or ["?"])[-1]
        known = next((_REFUSALS[word] for word in _REFUSALS if word in why), "")
        raise AnchorError(known or _("openssl refuses: {why}"), why=why[:200])
