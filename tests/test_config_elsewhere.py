"""[sign_in.ldap] and [sign_in.oidc]: whole and meant, or refused with the key that is wrong."""

import re
from pathlib import Path

import pytest

from tenken.config import ConfigError, Ldap, Oidc, read_config

WHOLE = """
[sign_in.ldap]
server = "ldaps://dc1.minato.example"
base = "dc=minato,dc=example"
bind = "cn=tenken,dc=minato,dc=example"
password_file = "ldap.password"
[sign_in.ldap.roles]
officer = "cn=it,dc=minato,dc=example"
"""


def test_a_whole_one_is_read() -> None:
    ldap = read_config(Path(), WHOLE).ldap
    assert ldap == Ldap("ldaps://dc1.minato.example", "dc=minato,dc=example", "cn=tenken,dc=minato,dc=example",
                        "ldap.password", roles=(("officer", "cn=it,dc=minato,dc=example"),))  # fmt: skip


def test_a_house_without_one_has_none() -> None:
    assert read_config(Path(), "[sign_in]\n").ldap is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ldaps://", "http://", "sign_in.ldap.server begins with ldaps:// / ldap://, not 'http://dc1.minato.example'"),
        (
            "officer =",
            "inspector =",
            "sign_in.ldap.roles is one of administrator, officer, auditor, answerer, headquarters",
        ),
        ('base = "dc=minato,dc=example"\n', "", "sign_in.ldap.base is needed"),
        ("bind =", "user =", "unknown key sign_in.ldap.user"),
        ('officer = "cn=it,dc=minato,dc=example"\n', "", "sign_in.ldap.roles is needed"),
    ],
)
def test_one_that_is_not_whole_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        read_config(Path(), WHOLE.replace(old, new))


SERVICE = """
[sign_in.oidc]
issuer = "https://login.minato.example"
client = "tenken"
secret_file = "oidc.secret"
[sign_in.oidc.roles]
officer = "it"
"""


def test_a_service_is_read() -> None:
    oidc = read_config(Path(), SERVICE).oidc
    assert oidc == Oidc("https://login.minato.example", "tenken", "oidc.secret", roles=(("officer", "it"),))


def test_a_service_that_is_not_encrypted_is_refused() -> None:
    with pytest.raises(ConfigError, match="issuer begins with https"):
        read_config(Path(), SERVICE.replace("https", "http"))
