"""証跡: one attempt, who made it, what it said, and the bytes that were kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.facts.model import SubjectKind
from tenken.ledger.archive import ArchiveError
from tenken.ledger.lists import name_of
from tenken.ledger.recall import facts_in, observation, subject_seen_in
from tenken.web.downloads import download
from tenken.web.frame import site
from tenken.web.plain import told

SHOWN_BYTES = 200_000


def observed(request: HttpRequest, number: int) -> HttpResponse:
    found = observation(number)
    if found is None:
        raise Http404
    original, fault = b"", None
    try:
        original = site().archive.fetch(found.raw_sha256) if found.raw_sha256 else b""
    except ArchiveError as error:
        fault = error.reason
    context = {
        "seen": found,
        "machine": _machine(number),
        "facts": [(fact, name_of(fact.about), told(fact.says)) for fact in facts_in(number)],
        "text": as_text(original),
        "size": len(original),
        "cut": len(original) > SHOWN_BYTES,
        "fault": fault,
    }
    return render(request, "evidence/page.html", context)


def _machine(number: int) -> tuple[str, str] | None:
    """The machine that was looked at, and what it is called now."""
    about = subject_seen_in(number)
    name = name_of(about) if about.startswith(f"{SubjectKind.MACHINE}:") else ""
    return (about, name) if name else None


def original(request: HttpRequest, number: int) -> HttpResponse:
    """The kept bytes, as a download that no browser runs."""
    del request
    found = observation(number)
    if found is None or not found.raw_sha256:
        raise Http404
    content = kept_bytes(found.raw_sha256)
    return download(content, f"observation-{number}.{'txt' if as_text(content) else 'bin'}")


def kept_file(request: HttpRequest, digest: str) -> HttpResponse:
    """A file that a person handed in, under its own name."""
    return download(kept_bytes(digest), request.GET.get("name", ""))


def kept_bytes(digest: str) -> bytes:
    try:
        return site().archive.fetch(digest)
    except ArchiveError as error:
        raise Http404(str(error)) from error


def as_text(content: bytes) -> str:
    """The original as text, where it is text."""
    if b"\0" in content[:4096] or content[:2] == b"PK" or content[:4] == b"%PDF":
        return ""
    return content[:SHOWN_BYTES].decode("utf-8", "replace")
