"""定期確認の記録: the month's review as a paper to sign, and the same as data that the facility's key signs."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tenken.dates import JST, in_wareki
from tenken.forms.pdf import render
from tenken.forms.qr import qr
from tenken.pack.seal import fingerprint

TEMPLATE = Path(__file__).with_name("log_review.typ")
FORMAT = "tenken-log-review/1"


@dataclass(frozen=True)
class RuleLine:
    """A rule and what became of what it flagged. ``lacks`` are the lists for want of which it was not run."""

    rule: str
    version: int
    title: str
    hits: int
    shown: int
    fine: int
    follow: int
    misuse: int
    open: int
    lacks: str


@dataclass(frozen=True)
class FlagLine:
    """``patient`` is a mark that leads back only with the facility's key; ``event`` is where the proof is."""

    rule: str
    user: str
    name: str
    patient: str
    at: str
    event: str
    why: str
    verdict: str
    reason: str
    by: str
    on: str
    open: bool


@dataclass(frozen=True)
class ReviewPaper:
    """Everything in the words that are printed. ``figures`` and ``state`` are (what, how much or how)."""

    facility: str
    month: str
    period: tuple[str, str]
    run_at: str
    reviewer: str
    post: str
    signed_on: str
    found: str
    figures: tuple[tuple[str, str], ...]
    state: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, str], ...]
    rules: tuple[RuleLine, ...]
    flags: tuple[FlagLine, ...]
    checkpoint: str


@dataclass(frozen=True)
class Made:
    """``sealed`` is the data with its signature; the paper bears its digest."""

    sealed: bytes
    pdf: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.sealed).hexdigest()


def make(paper: ReviewPaper, key: Ed25519PrivateKey, moment: datetime) -> Made:
    sealed = _sealed(asdict(paper), key)
    return Made(sealed, _pdf(paper, hashlib.sha256(sealed).hexdigest(), key, moment))


def holds(sealed: bytes) -> bool:
    """Whether the signature is that of the key in it. Raises ValueError, InvalidSignature."""
    told = json.loads(sealed)
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told["key"]))
    public.verify(bytes.fromhex(told["signature"]), _content(told["review"]))
    return bool(told["format"] == FORMAT)


def _sealed(review: Mapping[str, Any], key: Ed25519PrivateKey) -> bytes:
    """What is signed is the value of ``review`` as JSON with sorted keys and without spaces."""
    told = {
        "format": FORMAT,
        "key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(_content(review)).hex(),
        "review": review,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _content(review: Mapping[str, Any]) -> bytes:
    return json.dumps(review, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _pdf(paper: ReviewPaper, sha256: str, key: Ed25519PrivateKey, moment: datetime) -> bytes:
    drawing = qr(paper.checkpoint)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.side} {drawing.side}">'
        f'<path d="{drawing.path}" fill="#000"/></svg>'
    )
    data = {
        **asdict(paper),
        "wareki": in_wareki(moment.astimezone(JST).date()),
        "sha256": sha256,
        "key": fingerprint(key.public_key().public_bytes_raw()),
        "qr": picture,
        "checkpoint": paper.checkpoint.rstrip("\n").split("\n"),
    }
    return render(TEMPLATE, data, moment)
