"""証明書: the certificate of the pages. The facility's own, or one that Tenken makes by itself and renews.

Tenken's own is signed by an authority of this machine alone. Whoever trusts the authority once trusts what it renews;
and it can vouch for nothing but the names and addresses of this machine, so that its key is of no use elsewhere.
"""

import ipaddress
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tenken.text import Complaint, _

HOLDS = timedelta(days=825)
"""Longer ones are refused by some browsers."""
AUTHORITY_HOLDS = timedelta(days=3650)
RENEWED_BEFORE = timedelta(days=60)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?", re.IGNORECASE)


class CertificateUnusable(Complaint):
    """The certificate or its key cannot be read: mend the files, or what tenken.toml says of them."""

    kind = "cannot"


@dataclass(frozen=True)
class Certificate:
    """What the browser sees. ``authority`` is its fingerprint where Tenken made the certificate, else empty."""

    file: Path
    key: Path
    names: tuple[str, ...]
    ends: datetime
    fingerprint: str
    authority: str = ""


@dataclass(frozen=True)
class _Issuer:
    certificate: x509.Certificate
    key: EllipticCurvePrivateKey


def own_certificate(folder: Path, names: Sequence[str], now: datetime) -> Certificate:
    """Tenken's own for these names and addresses, kept in ``folder``; made anew where it ends soon or names differ."""
    folder.mkdir(parents=True, mode=0o700, exist_ok=True)
    wanted = tuple(sorted({name for name in names if _general(name)}))
    try:
        known = kept_certificate(folder)
    except CertificateUnusable:
        known = None
    if known is None or set(known.names) != set(wanted) or known.ends - now < RENEWED_BEFORE:
        _issue(folder, wanted, now)
        known = kept_certificate(folder)
    return known


def kept_certificate(folder: Path) -> Certificate:
    """Tenken's own as it lies there. Raises CertificateUnusable."""
    found = read_certificate(folder / "tls.pem", folder / "tls.key")
    authority = _loaded(authority_file(folder))
    return Certificate(found.file, found.key, found.names, found.ends, found.fingerprint, _fingerprint(authority))


def read_certificate(file: Path, key: Path) -> Certificate:
    """Any certificate in PEM; the first of a file is the server's. Raises CertificateUnusable."""
    made = _loaded(file)
    return Certificate(file, key, _names(made), made.not_valid_after_utc, _fingerprint(made))


def authority_file(folder: Path) -> Path:
    """The public part of the authority: what a facility's machines are to trust."""
    return folder / "tls-authority.pem"


def _issue(folder: Path, names: Sequence[str], now: datetime) -> None:
    issuer = _issuer(folder, names, now)
    key = generate_private_key(SECP256R1())
    made = (
        _begun(_named(names[0] if names else "tenken"), issuer.certificate.subject, key, now, HOLDS)
        .add_extension(x509.SubjectAlternativeName(_generals(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(_identifier(issuer), critical=False)
        .sign(issuer.key, hashes.SHA256())
    )
    _write(folder / "tls.key", _pem(key))
    _write(folder / "tls.pem", made.public_bytes(Encoding.PEM) + issuer.certificate.public_bytes(Encoding.PEM))


def _issuer(folder: Path, names: Sequence[str], now: datetime) -> _Issuer:
    """The authority of this machine; another one where the old vouches for other names, or ends too soon."""
    try:
        known = _Issuer(_loaded(authority_file(folder)), _loaded_key(folder / "tls-authority.key"))
    except CertificateUnusable:
        return _new_issuer(folder, names, now)
    lasts = known.certificate.not_valid_after_utc >= now + HOLDS
    covers = set(_generals(names)) <= _may_vouch_for(known.certificate)
    return known if lasts and covers else _new_issuer(folder, names, now)


def _new_issuer(folder: Path, names: Sequence[str], now: datetime) -> _Issuer:
    key = generate_private_key(SECP256R1())
    name = _named(f"Tenken {names[0] if names else ''}".strip())
    constraints = x509.NameConstraints([_as_constraint(one) for one in _generals(names)], None)
    made = (
        _begun(name, name, key, now, AUTHORITY_HOLDS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(constraints, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    _write(folder / "tls-authority.key", _pem(key))
    _write(authority_file(folder), made.public_bytes(Encoding.PEM))
    return _Issuer(made, key)


def _begun(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, now: datetime, holds: timedelta
) -> x509.CertificateBuilder:
    begins = now - timedelta(hours=1)  # clocks of the facility's machines may be behind
    number = x509.random_serial_number()
    return x509.CertificateBuilder(issuer, subject, key.public_key(), number, begins, begins + holds)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _usage(signs_certificates: bool) -> x509.KeyUsage:
    ca, no = signs_certificates, False
    return x509.KeyUsage(not ca, no, no, no, no, ca, ca, no, no)


def _identifier(issuer: _Issuer) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())


def _generals(names: Sequence[str]) -> list[x509.GeneralName]:
    return [one for one in map(_general, names) if one]


def _general(name: str) -> x509.GeneralName | None:
    """A name or an address as certificates hold it; None for what they cannot hold."""
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.lower()) if _HOST.fullmatch(name) else None


def _as_constraint(name: x509.GeneralName) -> x509.GeneralName:
    return x509.IPAddress(ipaddress.ip_network(name.value)) if isinstance(name, x509.IPAddress) else name


def _may_vouch_for(authority: x509.Certificate) -> set[x509.GeneralName]:
    held = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    return {_as_name(one) for one in held}


def _as_name(constraint: x509.GeneralName) -> x509.GeneralName:
    held = constraint.value
    single = isinstance(held, ipaddress.IPv4Network | ipaddress.IPv6Network)
    return x509.IPAddress(held.network_address) if single else constraint


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        held = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = [str(address) for address in held.get_values_for_type(x509.IPAddress)]
    return tuple(sorted([*held.get_values_for_type(x509.DNSName), *addresses]))


def _fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 in pairs, as browsers show it."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _loaded(file: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError) as error:
        raise CertificateUnusable(
            _("{file} holds no certificate in PEM: {why}"), file=str(file), why=str(error)
        ) from error


def _loaded_key(file: Path) -> EllipticCurvePrivateKey:
    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (OSError, ValueError) as error:
        raise CertificateUnusable(_("{file} holds no key in PEM: {why}"), file=str(file), why=str(error)) from error
    if not isinstance(key, EllipticCurvePrivateKey):
        raise CertificateUnusable(_("{file} holds no key in PEM: {why}"), file=str(file), why=type(key).__name__)
    return key


def _pem(key: EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes) -> None:
    """A file that only its owner reads, in place of the old one."""
    part = path.with_suffix(f".{os.getpid()}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
