"""Secrets never enter the store: passwords and keys become fingerprints before any byte is kept."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenken.actions.collect import collect
from tenken.actions.site import Site
from tenken.facts.passwords import PasswordMarks
from tenken.ledger.recall import facts_about
from tests import samples
from tests.actions.steps import SERVER
from tests.build import NOW
from tests.collectors.linux.sshd import Server, sshd
from tests.kept import in_files, in_tables
from tests.ledger.steps import LINUX, seen

CRYPT = "$y$j9T$Kx0wY3mJtQ1vR7$4n8sGJ0p2Zb6cLQeYx5rTfVwUo9iHd3a1SkMzNqBvC7"
DIGEST = sha256(CRYPT.encode()).hexdigest()
PAM_KEY = "aGltaXRzdS1rYWdp"
PAM = f"/etc/pam.d/common-auth: auth required pam_yubico.so id=16 key={PAM_KEY}"
BASE = samples.machine("ehr-srv01", 1)
SECRETS = st.text("abcdefghijklmnopqrstuvwxyz0123456789./$", min_size=16, max_size=90).map("$6$".__add__)


def with_secrets(of_root: str, of_sato: str) -> bytes:
    marks = samples.section(BASE, "password-marks", f"root {of_root}\nsato {of_sato}")
    return samples.section(marks, "pam", PAM)


def kept(site: Site) -> bytes:
    return in_files(site.config.data) + in_tables()


@pytest.mark.parametrize("secret", [DIGEST, CRYPT, PAM_KEY])
def test_no_secret_of_a_machine_is_anywhere_in_the_store(site: Site, secret: str) -> None:
    seen(site, with_secrets(DIGEST, CRYPT))
    assert secret.encode() not in kept(site)


def test_what_is_no_secret_is_found_in_both_halves_of_the_store(site: Site) -> None:
    seen(site, with_secrets(DIGEST, DIGEST))
    fingerprint = site.keys.fingerprint(DIGEST.encode()).encode()
    assert (fingerprint in in_files(site.config.data), fingerprint in in_tables()) == (True, True)


def test_that_two_accounts_share_a_password_can_still_be_told(site: Site) -> None:
    seen(site, with_secrets(DIGEST, DIGEST))
    marks = next(fact.says for fact in facts_about(SERVER, NOW) if isinstance(fact.says, PasswordMarks))
    assert [mark.fingerprint for mark in marks.marks] == [site.keys.fingerprint(DIGEST.encode())] * 2


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secret=SECRETS, share=st.floats(0, 1))
def test_no_secret_is_kept_of_an_answer_that_was_cut_off_anywhere(site: Site, secret: str, share: float) -> None:
    whole = with_secrets(secret, secret)
    begin = whole.index(b"== password-marks")
    seen(site, whole[: begin + int(share * (len(whole) - begin))])
    assert secret[:14].encode() not in kept(site)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


def test_the_key_that_opens_a_machine_is_used_and_never_kept(site: Site, server: Server) -> None:
    outcome = collect(site, LINUX, server.target("recorded"), NOW)
    secret = Path(server.key("recorded")).read_bytes().splitlines()[1]
    assert (outcome.failure, secret in kept(site), server.host_key.encode() in kept(site)) == (None, False, True)
