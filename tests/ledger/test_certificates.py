"""Tenken's own certificate: for the names of this machine, renewed in time, by an authority for no other names."""

import socket
import ssl
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509

from tenken.config import Server
from tenken.ledger.certificates import HOLDS, Certificate, CertificateUnusable, authority_file, own_certificate
from tenken.ledger.certificates import read_certificate as read
from tenken.ledger.hosts import makes_own, names_of, speaks_tls
from tests.build import NOW

NAMES = ("localhost", "127.0.0.1", "midori-srv01")


def shaken(folder: Path, certificate: Certificate, name: str) -> str:
    """The version of TLS that a client speaks which trusts this authority and looks for this name."""
    server, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    server.load_cert_chain(certificate.file, certificate.key)
    client.load_verify_locations(authority_file(folder))
    here, there = socket.socketpair()
    with here, there:
        other = Thread(target=_answer, args=(server, there))
        other.start()
        try:
            with client.wrap_socket(here, server_hostname=name) as spoken:
                return str(spoken.version())
        finally:
            other.join()


def _answer(context: ssl.SSLContext, there: socket.socket) -> None:
    try:
        context.wrap_socket(there, server_side=True).close()
    except (ssl.SSLError, ConnectionError):
        return


@pytest.mark.parametrize("name", NAMES)
def test_who_trusts_the_authority_speaks_to_every_name_of_the_machine(tmp_path: Path, name: str) -> None:
    assert shaken(tmp_path, own_certificate(tmp_path, NAMES, NOW), name) == "TLSv1.3"


def test_another_name_is_not_believed(tmp_path: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        shaken(tmp_path, own_certificate(tmp_path, NAMES, NOW), "elsewhere")


def test_the_authority_vouches_for_nothing_but_the_names_of_the_machine(tmp_path: Path) -> None:
    own_certificate(tmp_path, NAMES, NOW)
    issuer = x509.load_pem_x509_certificate(authority_file(tmp_path).read_bytes())
    limit = issuer.extensions.get_extension_for_class(x509.NameConstraints)
    assert limit.critical
    assert {str(one.value) for one in limit.value.permitted_subtrees or ()} == {
        "localhost", "midori-srv01", "127.0.0.1/32",
    }  # fmt: skip


def test_it_stays_the_same_from_start_to_start(tmp_path: Path) -> None:
    made = own_certificate(tmp_path, NAMES, NOW)
    assert own_certificate(tmp_path, NAMES, NOW + timedelta(days=700)) == made
    assert made.ends - NOW == HOLDS - timedelta(hours=1)


def test_it_is_renewed_before_it_ends_and_the_authority_stays(tmp_path: Path) -> None:
    made = own_certificate(tmp_path, NAMES, NOW)
    later = own_certificate(tmp_path, NAMES, NOW + timedelta(days=766))
    assert (later.fingerprint == made.fingerprint, later.authority == made.authority) == (False, True)


def test_fewer_names_need_no_other_authority(tmp_path: Path) -> None:
    made = own_certificate(tmp_path, NAMES, NOW)
    assert own_certificate(tmp_path, NAMES[:2], NOW).authority == made.authority


def test_a_new_name_needs_another_authority(tmp_path: Path) -> None:
    made = own_certificate(tmp_path, NAMES, NOW)
    later = own_certificate(tmp_path, (*NAMES, "10.20.0.9"), NOW)
    assert (later.names, later.authority == made.authority) == (("10.20.0.9", *sorted(made.names)), False)


def test_a_name_that_no_certificate_can_hold_is_left_out(tmp_path: Path) -> None:
    assert own_certificate(tmp_path, ("localhost", "受付の PC", "a_b"), NOW).names == ("localhost",)


def test_only_the_owner_reads_the_keys(tmp_path: Path) -> None:
    own_certificate(tmp_path, NAMES, NOW)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_damaged_one_is_made_anew(tmp_path: Path) -> None:
    own_certificate(tmp_path, NAMES, NOW)
    (tmp_path / "tls.pem").write_text("damaged")
    assert shaken(tmp_path, own_certificate(tmp_path, NAMES, NOW), "localhost") == "TLSv1.3"


def test_what_is_no_certificate_is_said_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "server.pem").write_text("no")
    with pytest.raises(CertificateUnusable, match=r"server\.pem holds no certificate in PEM"):
        read(tmp_path / "server.pem", tmp_path / "server.key")


@pytest.mark.parametrize(
    ("server", "host", "own", "tls"),
    [
        (Server(), "127.0.0.1", False, False),
        (Server(), "0.0.0.0", True, True),  # noqa: S104 (what a facility would write)
        (Server(), "tenken.example.jp", True, True),
        (Server(tls="own"), "127.0.0.1", True, True),
        (Server(tls="off"), "10.20.0.9", False, False),
        (Server(certificate="a.pem", key="a.key"), "10.20.0.9", False, True),
    ],
)
def test_where_others_may_come_the_pages_are_encrypted_unless_a_person_says_no(
    server: Server, host: str, own: bool, tls: bool
) -> None:
    assert (makes_own(server, host), speaks_tls(server, host)) == (own, tls)


def test_the_pages_answer_to_the_names_of_the_machine_and_of_the_settings() -> None:
    found = names_of(Server(names=("tenken.example.jp",)), "0.0.0.0")  # noqa: S104
    assert (found[0], "0.0.0.0" in found) == ("tenken.example.jp", False)  # noqa: S104
    assert {socket.gethostname().lower(), "localhost", "127.0.0.1"} <= set(found)


def test_pages_for_this_machine_alone_answer_to_its_own_names_only() -> None:
    assert names_of(Server(), "127.0.0.1") == ("127.0.0.1", "localhost", "::1")
