"""The certificate that the pages are served with: the facility's, one that Tenken makes, or none."""

from datetime import datetime
from pathlib import Path

from tenken.actions.site import Site
from tenken.ledger.certificates import Certificate, kept_certificate, own_certificate, read_certificate
from tenken.ledger.hosts import makes_own, names_of


def certificate_for(site: Site, host: str, now: datetime) -> Certificate | None:
    """Made or renewed where Tenken makes it. Raises CertificateUnusable."""
    if makes_own(site.config.server, host):
        return own_certificate(site.keys.folder, names_of(site.config.server, host), now)
    return given_certificate(site)


def present_certificate(site: Site, host: str) -> Certificate | None:
    """As it stands; nothing is made. Raises CertificateUnusable."""
    return kept_certificate(site.keys.folder) if makes_own(site.config.server, host) else given_certificate(site)


def given_certificate(site: Site) -> Certificate | None:
    server = site.config.server
    return read_certificate(Path(server.certificate), Path(server.key)) if server.certificate else None
