"""Seal a pack: a manifest of every file's SHA-256, signed with Ed25519; and check one, with nothing but the file."""

import base64
import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tenken.dates import JST
from tenken.forms.zips import ZipError, open_zip, read_member
from tenken.text import Message, _, reason_of

MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "manifest.pub"
FORMAT = "tenken-pack/1"
MAX_BYTES = 4 * 1024 * 1024 * 1024


@dataclass(frozen=True)
class Checked:
    """What ``verify`` found. A pack is whole where ``faults`` is empty."""

    manifest: Mapping[str, Any]
    key: str
    faults: tuple[Message, ...]

    @property
    def whole(self) -> bool:
        return not self.faults


def seal(files: Mapping[str, bytes], about: Mapping[str, Any], moment: datetime, key: Ed25519PrivateKey) -> bytes:
    """The pack as a zip: files, manifest, signature, public key. Same input, same bytes."""
    listed = [
        {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        for path, content in files.items()
    ]
    manifest = json.dumps({"format": FORMAT, **about, "files": listed}, ensure_ascii=False, indent=1).encode()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    sealed = {
        **files,
        MANIFEST: manifest,
        SIGNATURE: base64.b64encode(key.sign(manifest)) + b"\n",
        PUBLIC_KEY: base64.b64encode(public) + b"\n",
    }
    return _zipped(sealed, moment)


def fingerprint(public: bytes) -> str:
    """How a key is called when it is read out or printed: SHA-256 in groups of four."""
    digest = hashlib.sha256(public).hexdigest()[:32].upper()
    return " ".join(digest[i : i + 4] for i in range(0, 32, 4))


def key_of(key: Ed25519PrivateKey) -> str:
    return fingerprint(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def verify(pack: bytes, expected_key: str = "") -> Checked:
    """Check a pack against its own manifest and signature, and against a key where one is expected."""
    try:
        archive = open_zip(pack, max_bytes=MAX_BYTES, max_unpacked=MAX_BYTES)
        manifest_bytes, signature, public = (_member(archive, name) for name in (MANIFEST, SIGNATURE, PUBLIC_KEY))
        manifest = json.loads(manifest_bytes)
        listed = {str(entry["path"]): str(entry["sha256"]) for entry in manifest["files"]}
        raw_key = base64.b64decode(public, validate=True)
    except (ZipError, ValueError, KeyError, TypeError, RecursionError, zipfile.BadZipFile) as error:
        words = _("this is no pack of Tenken, or it was cut off: {why}")
        return Checked({}, "", (Message(words, {"why": reason_of(error)}),))
    faults = [*_signature_faults(manifest_bytes, signature, raw_key), *_file_faults(archive, listed)]
    if not faults and not _file_is_whole(pack):
        faults.append(Message(_("the file was changed after it was made, or is damaged")))
    key = fingerprint(raw_key)
    if expected_key and expected_key.replace(" ", "").upper() != key.replace(" ", ""):
        faults.append(Message(_("signed with the key {key}, not with the expected one"), {"key": key}))
    return Checked(manifest, key, tuple(faults))


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    content = read_member(archive, name)
    return content.strip() if name != MANIFEST else content


def _signature_faults(manifest: bytes, signature: bytes, public: bytes) -> list[Message]:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(signature, validate=True), manifest)
    except (InvalidSignature, ValueError):
        return [Message(_("the list of files was changed after it was signed"))]
    return []


def _file_faults(archive: zipfile.ZipFile, listed: Mapping[str, str]) -> list[Message]:
    names = archive.namelist()
    faults = [
        Message(_("{file} is in the pack twice"), {"file": n}) for n in sorted({n for n in names if names.count(n) > 1})
    ]
    own = {MANIFEST, SIGNATURE, PUBLIC_KEY}
    faults += [Message(_("{file} was added"), {"file": name}) for name in sorted(set(names) - set(listed) - own)]
    for path, digest in listed.items():
        if path not in names:
            faults.append(Message(_("{file} is missing"), {"file": path}))
            continue
        try:
            if hashlib.sha256(read_member(archive, path)).hexdigest() != digest:
                faults.append(Message(_("{file} was changed"), {"file": path}))
        except ZipError as error:
            faults.append(Message(_("{file} cannot be read: {why}"), {"file": path, "why": reason_of(error)}))
    return faults


def _zipped(files: Mapping[str, bytes], moment: datetime) -> bytes:
    stamp = moment.astimezone(JST).timetuple()[:6]
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in files.items():
            member = zipfile.ZipInfo(path, stamp)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            archive.writestr(member, content, compresslevel=6)
    return _with_digest(out.getvalue())


def _with_digest(plain: bytes) -> bytes:
    """A digest of the whole file in the zip's comment, so that damage outside the files shows as well."""
    return plain[:-2] + _tail_of(plain[:-2])


def _tail_of(body: bytes) -> bytes:
    """The last bytes of a pack: how long its comment is, and the comment."""
    comment = b"sha256 " + hashlib.sha256(body).hexdigest().encode()
    return len(comment).to_bytes(2, "little") + comment


def _file_is_whole(pack: bytes) -> bool:
    body = pack[: -len(_tail_of(b""))]
    return pack[len(body) :] == _tail_of(body)
