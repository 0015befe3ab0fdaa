"""A key file says which version is spoken and with which secrets; what is wrong with it is told without them."""

from pathlib import Path

import pytest

from tenken.collectors.model import Refused
from tenken.collectors.snmp.key import Community, User, read_key
from tests.collectors.snmp.snmpd import KEYS

V3 = KEYS["v3"]
WRONG = {
    "no TOML": ("community = ", "cannot be read"),
    "no text": ("\x00", "cannot be read"),
    "no version": ('community = "x"', 'version must be "3" or "2c"'),
    "version 1": ('version = "1"\ncommunity = "x"', 'version must be "3" or "2c"'),
    "another field": ('version = "2c"\ncommunity = "x"\nuser = "y"', "there is no field user"),
    "no community": ('version = "2c"', "community must be a text of 1 to 255 characters"),
    "no authentication": (V3.replace('auth = "SHA-256"\n', ""), "with authentication and privacy only"),
    "no privacy": (V3.replace('privacy = "AES"', 'privacy = "none"'), "with authentication and privacy only"),
    "MD5": (V3.replace("SHA-256", "MD5"), "auth is too weak; set one of SHA, SHA-224"),
    "DES": (V3.replace('"AES"', '"DES"'), "privacy is too weak; set one of AES, AES-192"),
    "an unknown method": (V3.replace('"AES"', '"ROT13"'), "privacy must be one of AES, AES-192"),
    "a short password": (V3.replace("auth-secret-1", "short"), "auth_password must be a text of 8 to 255 characters"),
    "a number": (V3.replace('"auth-secret-1"', "12345678"), "auth_password must be a text"),
    "no user": (V3.replace('user = "tenken"\n', ""), "user must be a text of 1 to 32 characters"),
}


def written(folder: Path, content: str) -> str:
    (folder / "key.toml").touch(0o600)
    (folder / "key.toml").write_text(content)
    return str(folder / "key.toml")


def test_a_community_is_spoken_in_v2c(tmp_path: Path) -> None:
    assert read_key(written(tmp_path, KEYS["v2c"])) == Community("lab-secret-1")


def test_a_user_signs_and_encrypts_in_v3(tmp_path: Path) -> None:
    found = read_key(written(tmp_path, V3.replace("SHA-256", "sha-512") + 'context = "vlan-20"\n'))
    assert found == User("tenken", "SHA-512", "auth-secret-1", "AES", "privacy-secret-1", "vlan-20")


def test_a_file_that_windows_wrote_is_read(tmp_path: Path) -> None:
    (tmp_path / "key.toml").touch(0o600)
    (tmp_path / "key.toml").write_bytes(b"\xef\xbb\xbf" + KEYS["v2c"].replace("\n", "\r\n").encode())
    assert read_key(str(tmp_path / "key.toml")) == Community("lab-secret-1")


@pytest.mark.parametrize(("content", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_and_no_secret_with_it(tmp_path: Path, content: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as caught:
        read_key(written(tmp_path, content))
    assert "secret" not in str(caught.value)


def test_a_file_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, KEYS["v2c"])
    Path(path).chmod(0o644)
    with pytest.raises(Refused, match="may be read by everybody"):
        read_key(path)


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="cannot be read"):
        read_key(str(tmp_path / name))


@pytest.mark.parametrize("key", ["v2c", "v3"])
def test_secrets_do_not_show(tmp_path: Path, key: str) -> None:
    assert "secret" not in repr(read_key(written(tmp_path, KEYS[key])))


@pytest.mark.parametrize(("community", "known"), [("public", "public"), ("PRIVATE", "private"), ("hosp-7", "")])
def test_a_community_that_everybody_knows_is_no_secret(community: str, known: str) -> None:
    assert Community(community).well_known == known
