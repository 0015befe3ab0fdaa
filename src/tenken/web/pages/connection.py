"""通信の守り: how what goes between browsers and Tenken is protected, and what the facility's machines are to trust."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.certify import present_certificate
from tenken.ledger.certificates import Certificate, CertificateUnusable, authority_file
from tenken.ledger.hosts import is_loopback, makes_own
from tenken.text import Message
from tenken.web.downloads import download
from tenken.web.frame import site


def connection(request: HttpRequest) -> HttpResponse:
    certificate, fault = _present()
    context = {
        "certificate": certificate,
        "fault": fault,
        "tls": settings.TLS,
        "alone": is_loopback(settings.HOST),
        "facility_s": bool(site().config.server.certificate),
    }
    return render(request, "connection/page.html", context)


def authority(request: HttpRequest) -> HttpResponse:
    """The public part only; whoever is to trust it has not signed in yet."""
    del request
    file = authority_file(site().keys.folder)
    if not makes_own(site().config.server, settings.HOST) or not file.exists():
        raise Http404
    return download(file.read_bytes(), "tenken-authority.crt")


def _present() -> tuple[Certificate | None, Message | None]:
    try:
        return present_certificate(site(), settings.HOST), None
    except CertificateUnusable as error:
        return None, error.reason
