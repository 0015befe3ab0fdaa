"""tenken.toml → Config. The file lies in the data directory; every key has a default, and a wrong one is refused."""

import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from tenken.dates import DateError, read_day
from tenken.text import LANGUAGES, Blank, Complaint, Message, _

FILE_NAME = "tenken.toml"
KINDS = ("hospital", "clinic", "pharmacy")
SECOND_FACTOR = ("optional", "required")
TLS = ("auto", "own", "off")
GIVEN_ROLES = ("administrator", "officer", "auditor", "answerer", "headquarters")
"""Roles that another service of the house may give; an inspector's and a vendor's come from a person."""


TEMPLATE = """\
# Tenken の設定です。行の先頭の # を取ると、その設定が有効になります。
# [server] と [database] を変えたあとは、Tenken を起動し直してください。ほかは、次に画面を開いたときから使われます。

[facility]
name = ""            # 様式と提出資料に印刷する、医療機関・薬局の名前
kind = "hospital"    # hospital（病院）, clinic（診療所）, pharmacy（薬局）

[checklist]
edition = "r7"       # 画面を開いたときの版
form = "hospital"    # 画面を開いたときの様式
# inspection = "2026-12-15"   # 立入検査の日

[server]
host = "127.0.0.1"   # この機械だけで使うとき。院内のほかの機械からも使うときは "0.0.0.0"
port = 8000
tls = "auto"         # 通信の暗号化：auto（ほかの機械から使うときは行う）, own（いつも行う）, off（行わない）
# certificate = "/etc/tenken/server.pem"
# key = "/etc/tenken/server.key"
# names = ["tenken.example.jp"]

[sign_in]
second_factor = "optional"   # 二要素認証：optional（使う人だけ）, required（全員）
idle_minutes = 60            # この分数の間、操作がなければログアウトさせる。0 ならさせない

# 院内の名簿（LDAP、Active Directory）でのログイン。くわしくは docs/manual/sign-in.ja.md
# [sign_in.ldap]
# server = "ldaps://dc1.example.jp"
# [sign_in.oidc]
# issuer = "https://login.example.jp"

[display]
language = "ja"      # ja または en

# アクセスログの検査点を写すフォルダ（ほかの機器の共有か、書き換えのできない媒体）
# [logs]
# copy_to = "/mnt/kura"

# [database]
# postgresql = "host=/var/run/postgresql dbname=tenken"
"""
"""What a first start writes, so that the settings can be found."""


class ConfigError(Complaint):
    """The configuration cannot be used; the message names file and key."""


@dataclass(frozen=True)
class Facility:
    """[facility] name: printed on forms and packs. kind: hospital, clinic or pharmacy."""

    name: str = ""
    kind: str = "hospital"


@dataclass(frozen=True)
class Server:
    """[server] Where the pages are served. With certificate and key (PEM files) they are served over TLS.

    host 127.0.0.1 serves this machine only. names are further host names that browsers may call it by. tls says what
    holds without a certificate: "auto" lets Tenken make one where other machines may come, "own" always, "off" never.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    tls: str = "auto"
    certificate: str = ""
    key: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class SignIn:
    """[sign_in] second_factor: "required" leads everybody who has none to setting one up before anything else.

    idle_minutes: who does nothing for as long is signed out; 0 never.
    """

    second_factor: str = "optional"
    idle_minutes: int = 60


@dataclass(frozen=True)
class Ldap:
    """[sign_in.ldap] A directory of the house. server: ldaps://… or ldap://…, which then turns to TLS before anything.

    base is where people are, attribute what they type as name. bind and password_file belong to the account that may
    search; authority is a file with the certificate to trust. roles: by role the group that has it.
    """

    server: str = ""
    base: str = ""
    bind: str = ""
    password_file: str = ""
    authority: str = ""
    attribute: str = "sAMAccountName"
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Oidc:
    """[sign_in.oidc] A service of the house that speaks OpenID Connect; name stands on the button.

    secret_file belongs to the client. groups is the claim that tells groups, roles says by role which group has it;
    authority is a file with the certificate to trust.
    """

    issuer: str = ""
    client: str = ""
    secret_file: str = ""
    name: str = "OpenID Connect"
    groups: str = "groups"
    authority: str = ""
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Database:
    """[database] postgresql: a connection string; empty keeps everything in SQLite beside this file."""

    postgresql: str = ""


@dataclass(frozen=True)
class Checklist:
    """[checklist] edition and form that pages open with. inspection: the day of the visit, as 2026-12-15."""

    edition: str = "r7"
    form: str = "hospital"
    inspection: str = ""


@dataclass(frozen=True)
class Logs:
    """[logs] by_user: sources of which a second copy sorted by user is kept; "*" stands for all of them. copy_to: a
    folder of another host, or one that cannot be written again; checkpoints are copied there."""

    by_user: tuple[str, ...] = ()
    copy_to: str = ""


@dataclass(frozen=True)
class Config:
    """All of tenken.toml. ``data`` is the directory it was read from. [display] language is ja or en."""

    data: Path
    facility: Facility = field(default_factory=Facility)
    server: Server = field(default_factory=Server)
    sign_in: SignIn = field(default_factory=SignIn)
    database: Database = field(default_factory=Database)
    checklist: Checklist = field(default_factory=Checklist)
    logs: Logs = field(default_factory=Logs)
    language: str = "ja"
    ldap: Ldap | None = None
    oidc: Oidc | None = None

    @property
    def imported_editions(self) -> Path:
        return self.data / "editions"


_KINDS = {str: Message(_("a text")), int: Message(_("a number")), list: Message(_("a list of texts"))}
_TABLES = {
    "facility": Facility, "server": Server, "sign_in": SignIn, "database": Database, "checklist": Checklist,
    "logs": Logs,
}  # fmt: skip


def load_config(data: Path) -> Config:
    """The configuration of a data directory; defaults where there is no file. Raises ConfigError."""
    path = data / FILE_NAME
    if not path.exists():
        return Config(data)
    try:
        return read_config(data, path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(_("{file}: {why}"), file=str(path), why=str(error)) from error


def read_config(data: Path, text: str) -> Config:
    tables = tomllib.loads(text)
    wrong = sorted(name for name, table in tables.items() if not isinstance(table, dict))
    if wrong:
        raise _wrong(_("{key} should be a table, [{key}]"), key=wrong[0])
    display = tables.pop("display", {})
    language = display.pop("language", "ja")
    unknown = sorted(set(tables) - set(_TABLES)) + sorted(f"display.{key}" for key in display)
    if unknown:
        raise _wrong(_("unknown key {key}"), key=unknown[0])
    _check_choice("display.language", language, LANGUAGES)
    sign_in = tables.get("sign_in", {})
    ldap, oidc = _ldap(sign_in.pop("ldap", None)), _oidc(sign_in.pop("oidc", None))
    config = Config(
        data, language=language, ldap=ldap, oidc=oidc, **{name: _table(name, tables.get(name, {})) for name in _TABLES}
    )
    _check_choice("facility.kind", config.facility.kind, KINDS)
    _check_choice("server.tls", config.server.tls, TLS)
    _check_choice("sign_in.second_factor", config.sign_in.second_factor, SECOND_FACTOR)
    if not 1 <= config.server.port <= 65535:
        raise _wrong(_("{key} is between 1 and 65535, not {value}"), key="server.port", value=config.server.port)
    if not 0 <= config.sign_in.idle_minutes <= 720:
        minutes = config.sign_in.idle_minutes
        raise _wrong(_("{key} is between 0 and 720, not {value}"), key="sign_in.idle_minutes", value=minutes)
    if bool(config.server.certificate) != bool(config.server.key):
        raise _wrong(_("{key} and {other} go together"), key="server.certificate", other="server.key")
    if config.server.certificate and config.server.tls == "off":
        raise _wrong(_("{key} and {other} contradict each other"), key="server.certificate", other="server.tls = off")
    _check_day(config.checklist.inspection)
    return config


def _ldap(values: object) -> Ldap | None:
    needed = ("server", "base", "bind", "password_file", "roles")
    known: Ldap | None = _elsewhere("sign_in.ldap", Ldap, values, needed)
    if known:
        _check_start("sign_in.ldap.server", known.server, ("ldaps://", "ldap://"))
    return known


def _oidc(values: object) -> Oidc | None:
    known: Oidc | None = _elsewhere("sign_in.oidc", Oidc, values, ("issuer", "client", "secret_file", "roles"))
    if known:
        _check_start("sign_in.oidc.issuer", known.issuer, ("https://", "http://127.0.0.1:"))
    return known


def _elsewhere(key: str, kind: Any, values: object, needed: tuple[str, ...]) -> Any:
    """Another service of the house that signs people in; None where the settings name none."""
    if values is None:
        return None
    if not isinstance(values, dict):
        raise _wrong(_("{key} should be a table, [{key}]"), key=key)
    roles = values.pop("roles", {})
    for role in roles if isinstance(roles, dict) else ["roles"]:
        _check_choice(f"{key}.roles", role, GIVEN_ROLES)
    known = replace(_filled(key, kind, values), roles=tuple((role, str(group)) for role, group in roles.items()))
    for name in needed:
        if not getattr(known, name):
            raise _wrong(_("{key} is needed"), key=f"{key}.{name}")
    return known


def _check_start(key: str, value: str, wanted: tuple[str, ...]) -> None:
    if not value.startswith(wanted):
        raise _wrong(
            _("{key} begins with {wanted}, not {value}"), key=key, wanted=" / ".join(wanted), value=repr(value)
        )


def _table(name: str, values: dict[str, Any]) -> Any:
    return _filled(name, _TABLES[name], values)


def _filled(name: str, kind: Any, values: dict[str, Any]) -> Any:
    known = {f.name: type(getattr(kind(), f.name)) for f in fields(kind)}
    for key, value in values.items():
        if key not in known:
            raise _wrong(_("unknown key {key}; known are {known}"), key=f"{name}.{key}", known=tuple(known))
        wanted = list if known[key] is tuple else known[key]
        if type(value) is not wanted or (wanted is list and not all(isinstance(one, str) for one in value)):
            raise _wrong(
                _("{key} should be {kind}, not {value}"), key=f"{name}.{key}", kind=_KINDS[wanted], value=repr(value)
            )
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})


def _check_choice(key: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise _wrong(_("{key} is one of {choices}, not {value}"), key=key, choices=choices, value=repr(value))


def _check_day(text: str) -> None:
    try:
        read_day(text or "2000-01-01")
    except DateError as error:
        raise _wrong(_("{key}: {why}"), key="checklist.inspection", why=error.reason) from error


def _wrong(msgid: str, **blanks: Blank) -> ConfigError:
    return ConfigError(_("{file}: {why}"), file=FILE_NAME, why=Message(msgid, blanks))
