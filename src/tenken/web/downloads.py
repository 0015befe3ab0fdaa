"""Every file that leaves by a browser: saved under its name, never shown in place, never run, no type guessed."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SANDBOX = "sandbox; default-src 'none'"
MAX_NAME = 150


def download(content: bytes, name: str, content_type: str = "application/octet-stream") -> HttpResponse:
    """``name`` is a person's or a vendor's: only its last part counts, and no sign of it ends the header."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign.isprintable()).strip(" .")[-MAX_NAME:] or "file"
    disposition = content_disposition_header(as_attachment=True, filename=plain) or "attachment"
    headers = {"Content-Disposition": disposition, "Content-Security-Policy": SANDBOX}
    return HttpResponse(content, content_type=content_type, headers=headers)
