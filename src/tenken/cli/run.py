"""tenken run: serve the pages, and do what is due."""

import os
import socket
import ssl
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels

from tenken.actions.certify import certificate_for
from tenken.actions.people import FIRST, INITIAL_PASSWORD, first_administrator
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, port_of, write_whole
from tenken.config import FILE_NAME, TEMPLATE
from tenken.dates import local_day
from tenken.ledger.certificates import Certificate, CertificateUnusable
from tenken.text import Complaint, _, translate


class PortTaken(Complaint):
    """Another program listens where we would: end it, or choose another port."""

    kind = "cannot"


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("--host", help=say(_("address to listen on; else that of tenken.toml")))
    parser.add_argument("--port", help=say(_("port; else that of tenken.toml")))
    parser.add_argument("--no-due", action="store_true", help=say(_("serve only; leave due work to another process")))


def run(args: Namespace, call: Call) -> int:
    site = open_site(call.data)
    config = site.config
    host, port = args.host or config.server.host, port_of(args.port, "--port") if args.port else config.server.port
    _refuse_taken(host, port)
    _write_config(call.data)
    certificate = certificate_for(site, host, datetime.now(UTC))
    _refuse_unusable(certificate)
    _welcome(call)
    _tell_certificate(call, certificate)
    scheme = "https" if certificate else "http"
    call.print(_("serving {url}  (stop with Ctrl+C)"), url=f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}")
    # Whoever starts us by a service reads a pipe, and waits for the password there.
    sys.stdout.flush()
    os.environ["TENKEN_DUE"] = "0" if args.no_due else "1"
    os.environ["TENKEN_HOST"] = host
    _serve(certificate, host, port)
    return DONE


def _serve(certificate: Certificate | None, host: str, port: int) -> None:
    server = Granian(
        "tenken.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=8,
        websockets=False,
        log_access=False,
        log_level=LogLevels.error,
        ssl_cert=certificate.file if certificate else None,
        ssl_key=certificate.key if certificate else None,
        ssl_protocol_min=SSLProtocols.tls12,
    )
    server.serve()


def _write_config(data: Path) -> None:
    path = data / FILE_NAME
    if not path.exists():
        write_whole(path, TEMPLATE.encode())


def _welcome(call: Call) -> None:
    note = call.data / INITIAL_PASSWORD
    password = first_administrator(note)
    if password:
        call.print(_("first sign-in: user {user}, password {password}"), user=FIRST, password=password)
        call.print(_("it stands in {file} until you change it"), file=str(note))


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            words = _("{host}:{port} cannot be served ({why}); choose another with --port")
            raise PortTaken(words, host=host, port=port, why=str(error.strerror)) from error


def _tell_certificate(call: Call, certificate: Certificate | None) -> None:
    if certificate and certificate.authority:
        day, digest = local_day(certificate.ends).isoformat(), certificate.fingerprint
        call.print(_("Tenken's own certificate, until {day}: SHA-256 {digest}"), day=day, digest=digest)


def _refuse_unusable(certificate: Certificate | None) -> None:
    if certificate is None:
        return
    file, key = certificate.file, certificate.key
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(file, key, password="")
    except (OSError, ssl.SSLError) as error:
        words = _("certificate {certificate} and key {key} of tenken.toml are no PEM files that can be used: {why}")
        raise CertificateUnusable(words, certificate=str(file), key=str(key), why=str(error)) from error
