"""A server that speaks HTTPS and no WinRM: it answers all with one status, and remembers what it was sent."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass
class Server:
    port: int
    pin: str
    status: int = 401
    body: bytes = b""
    asked: list[str] = field(default_factory=list)
    """The Authorization of every question, empty where it had none."""


@contextmanager
def https(folder: Path) -> Iterator[Server]:
    certificate, digest = _certificate(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as listening:
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
        _Handler.server_told = Server(listening.server_address[1], f"sha256:{digest}")
        serving = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        yield _Handler.server_told
        listening.shutdown()
        serving.join()


class _Handler(BaseHTTPRequestHandler):
    server_told: Server
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        told = self.server_told
        told.asked.append(self.headers.get("Authorization", ""))
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(told.status)
        self.send_header("WWW-Authenticate", "Negotiate")
        self.send_header("Content-Length", str(len(told.body)))
        self.end_headers()
        self.wfile.write(told.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is to be printed."""


def _certificate(folder: Path) -> tuple[Path, str]:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "PC01")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, SHA256())
    )
    file = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + signed.public_bytes(Encoding.PEM))
    return file, sha256(signed.public_bytes(Encoding.DER)).hexdigest()
