"""束: answers carried from where no wire leads to the ledger, signed by whoever collected them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tenken.forms.zips import ZipError, open_zip, read_member
from tenken.pack.seal import MANIFEST, seal, verify
from tenken.text import Complaint, _, reason_of

FORMAT = "tenken-bundle/1"
MAX_BYTES = 256 * 1024 * 1024
MAX_ANSWERS = 20_000


class BundleError(Complaint):
    """A file is no bundle, or not the one that was signed; nothing of it may be taken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source said at one moment. ``target`` is how the machine or file is called where it was collected."""

    source: str
    target: str
    seen_at: datetime
    content: bytes


@dataclass(frozen=True)
class Bundle:
    """``number`` tells it apart from every other; ``key`` is the fingerprint of the key that signed it.

    ``manifest`` is what was signed: it names every answer with its digest, and holds none of their words.
    """

    number: str
    made_at: datetime
    made_by: str
    key: str
    manifest: bytes
    answers: tuple[Answer, ...]


def bind_bundle(answers: Sequence[Answer], number: str, made_at: datetime, by: str, key: Ed25519PrivateKey) -> bytes:
    """The bundle as a zip. Its answers are as the sources gave them; secrets are taken out where it is imported."""
    files = {f"answers/{n:05}": answer.content for n, answer in enumerate(answers, 1)}
    told = [
        {"path": path, "source": a.source, "target": a.target, "seen_at": a.seen_at.astimezone(UTC).isoformat()}
        for path, a in zip(files, answers, strict=True)
    ]
    about = {"format": FORMAT, "number": number, "made_at": made_at.astimezone(UTC).isoformat(), "made_by": by}
    return seal(files, {**about, "answers": told}, made_at, key)


def open_bundle(raw: bytes) -> Bundle:
    """What a bundle holds, once its signature and every digest were checked. Raises BundleError."""
    if len(raw) > MAX_BYTES:
        raise BundleError(_("the bundle is larger than {n} MB"), n=MAX_BYTES // 1024 // 1024)
    checked = verify(raw)
    if not checked.whole:
        raise BundleError(_("the bundle is not whole: {why}"), why=checked.faults[0])
    try:
        return _read(raw, checked.manifest, checked.key)
    except (KeyError, ValueError, TypeError, AttributeError, ZipError) as error:
        raise BundleError(_("the bundle cannot be understood: {why}"), why=reason_of(error)) from error


def _read(raw: bytes, manifest: Mapping[str, Any], key: str) -> Bundle:
    if manifest.get("format") != FORMAT:
        raise BundleError(_("this is a sealed file of another kind, not a bundle of answers"))
    told = manifest["answers"]
    if len(told) > MAX_ANSWERS:
        raise BundleError(_("the bundle holds {n} answers; at most {most} are taken"), n=len(told), most=MAX_ANSWERS)
    archive = open_zip(raw, max_bytes=MAX_BYTES, max_unpacked=4 * MAX_BYTES)
    answers = tuple(
        Answer(str(a["source"]), str(a["target"]), _moment(a["seen_at"]), read_member(archive, str(a["path"])))
        for a in told
    )
    late = next((answer.target for answer in answers if answer.seen_at > _moment(manifest["made_at"])), "")
    if late:
        raise BundleError(_("{target} claims to have been seen after the bundle was made"), target=late)
    signed = read_member(archive, MANIFEST)
    made_at, made_by = _moment(manifest["made_at"]), str(manifest["made_by"])
    return Bundle(str(manifest["number"]), made_at, made_by, key, signed, answers)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
