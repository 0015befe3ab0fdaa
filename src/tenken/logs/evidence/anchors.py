"""外の控え: what lies elsewhere of a checkpoint, so that a store that was rolled back or made anew does not pass.

Three kinds: a token of a time stamping authority (RFC 3161, files carried out and in), a printed line with its QR code,
and a copy of the checkpoints on another host or on a medium that cannot be written again. ``verify.py`` takes them all.
"""

import os
import re
import shutil
import subprocess
from errno import ENOTDIR
from itertools import islice
from pathlib import Path

from tenken.logs.evidence.checkpoints import digest_of, newest, newest_in, notes, read_note
from tenken.logs.evidence.store import write_safely
from tenken.text import Complaint, _

FOLDER = "anchors"
_IMPRINT = re.compile(rb"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01(?:\x05\x00)?\x04\x20(.{32})", re.DOTALL)
"""In DER: the OID of SHA-256, and 32 octets. The first in a token is the messageImprint of its TSTInfo."""
_PATIENCE_S, _SEQUENCE, _ENDING = 60, b"\x30", ".checkpoints"


class AnchorError(Complaint):
    """Nothing was anchored, or the anchor is not of this store; the message says what to do."""


def line_of(note: bytes) -> str:
    """To be printed, signed and read again: name of the store, size, time, SHA-256 of the checkpoint. QR codes hold
    the same text."""
    checkpoint, _signature = read_note(note)
    return f"{checkpoint.origin} {checkpoint.size} {checkpoint.at} {digest_of(note)}"


def request(logs: Path, note: bytes, to: Path) -> str:
    """A TimeStampReq (RFC 3161) for this checkpoint, which is remembered until its token comes. Its digest."""
    digest = digest_of(note)
    _openssl("-query", "-digest", digest, "-sha256", "-cert", "-out", str(to))
    write_safely(logs / FOLDER / f"{digest}.note", note)
    return digest


def keep_token(logs: Path, token: Path, authority: Path) -> str:
    """Check a token against the certificates in ``authority`` and keep it beside its checkpoint; the digest that it
    stamps. Raises AnchorError."""
    digest = imprint_of(token.read_bytes())
    if not (logs / FOLDER / f"{digest}.note").exists():
        raise AnchorError(_("the token {file} is for no checkpoint that was asked for here"), file=str(token))
    _openssl("-verify", "-digest", digest, "-in", str(token), "-CAfile", str(authority))
    write_safely(logs / FOLDER / f"{digest}.tsr", token.read_bytes())
    return digest


def imprint_of(token: bytes) -> str:
    """The digest that a token stamps, in hex. Raises AnchorError."""
    found = _IMPRINT.search(token)
    if found is None:
        raise AnchorError(_("this is no token over a SHA-256 digest"))
    return found[1].hex()


def kept_tokens(logs: Path) -> tuple[bytes, ...]:
    """The checkpoints that have a token, as anchors."""
    known = sorted((logs / FOLDER).glob("*.tsr"))
    return tuple(path.with_suffix(".note").read_bytes() for path in known)


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
    if not place.is_dir():
        raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(place))
    last = newest_in(_copies(place, origin)[-1]) if _copies(place, origin) else None
    return read_note(last)[0].size if last else 0


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
        why = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["?"]
        raise AnchorError(_("openssl refuses: {why}"), why=why[0][:200])
