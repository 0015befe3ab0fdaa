"""Django's settings. The facility's own come from tenken.toml in the data directory named by TENKEN_DATA."""

import os
import secrets
from importlib import import_module
from pathlib import Path
from typing import Any

from csp.constants import SELF

from tenken.config import FILE_NAME, Config, ConfigError, load_config
from tenken.ledger.hosts import names_of, speaks_tls
from tenken.ledger.keys import keep_secret
from tenken.text import Message, _

DATA = Path(os.environ.get("TENKEN_DATA", "var/data")).resolve()
CONFIG: Config = load_config(DATA)


def _secret_key() -> str:
    """Kept beside the database; a directory that does not exist yet (--help) gets a key for this process only."""
    path = DATA / "keys" / "django.key"
    key = secrets.token_urlsafe(48)
    if not DATA.exists():
        return key
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        keep_secret(path, key.encode())
    return path.read_text(encoding="ascii")


def _postgresql(connection: str) -> dict[str, Any]:
    psycopg, conninfo = import_module("psycopg"), import_module("psycopg.conninfo")  # long to load, for SQLite too
    try:
        parts: dict[str, Any] = conninfo.conninfo_to_dict(connection)
    except psycopg.ProgrammingError as error:
        raise ConfigError(_("{file}: {why}"), file=FILE_NAME, why=f"database.postgresql: {error}".strip()) from error
    if not (parts.get("dbname") or parts.get("service")):
        why = Message(_("{key} names no database; add dbname=…"), {"key": "database.postgresql"})
        raise ConfigError(_("{file}: {why}"), file=FILE_NAME, why=why)
    return parts


def _elsewhere() -> dict[str, Any]:
    """The service of the house that signs people in by OpenID Connect, as allauth wants to be told of it."""
    if CONFIG.oidc is None:
        return {}
    path = DATA / CONFIG.oidc.secret_file
    try:
        secret, mode = path.read_text(encoding="utf-8").strip(), path.stat().st_mode
    except OSError as error:
        raise ConfigError(_("{file}: {why}"), file=str(path), why=str(error.strerror)) from error
    if mode & 0o077:
        raise ConfigError(_("others may read {file}; chmod 600"), file=str(path))
    app = {"provider_id": "house", "name": CONFIG.oidc.name, "client_id": CONFIG.oidc.client, "secret": secret}
    return {
        "openid_connect": {
            "APPS": [{**app, "settings": {"server_url": CONFIG.oidc.issuer}}],
            "OAUTH_PKCE_ENABLED": True,
        }
    }


def _database() -> dict[str, Any]:
    if CONFIG.database.postgresql:
        parts = _postgresql(CONFIG.database.postgresql)
        names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
        known = {name: str(parts.pop(key, "")) for name, key in names.items()}
        engine = {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        return {**engine, **known, "OPTIONS": parts}
    pragmas = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY; "
        "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=67108864;"
    )
    # Without IMMEDIATE a transaction that reads first loses its write when another writer came between.
    options = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "tenken.sqlite3", "OPTIONS": options}


SECRET_KEY = _secret_key()
DEBUG = False
HOST = os.environ.get("TENKEN_HOST", CONFIG.server.host)
TLS = speaks_tls(CONFIG.server, HOST)
ALLOWED_HOSTS = [f"[{name}]" if ":" in name else name for name in names_of(CONFIG.server, HOST)]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "tenken.ledger",
    "tenken.web",
]
MIDDLEWARE = [
    "tenken.web.problems.ProblemMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tenken.web.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tenken.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tenken.web.limits.LimitMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "tenken.web.access.AccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tenken.web.idle.IdleMiddleware",
    "tenken.web.second_factor.SecondFactorMiddleware",
    "tenken.web.looks.LookMiddleware",
    "axes.middleware.AxesMiddleware",
    "tenken.web.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "tenken.web.urls"
WSGI_APPLICATION = "tenken.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tenken.web.frame.frame",
            ],
            "builtins": ["tenken.web.templatetags.words"],
        },
    }
]

LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [Path(__file__).parent / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

ELSEWHERE = ["tenken.web.directory.DirectoryBackend"] if CONFIG.ldap else []
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "tenken.web.access.MemberBackend", *ELSEWHERE]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 13}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "tenken.web.passwords.NotTheOldOne"},
]
ACCOUNT_ADAPTER = "tenken.web.access.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# The rest is limited by tenken.web.limits, which says until when.
ACCOUNT_RATE_LIMITS = {"login": None, "reauthenticate": None, "change_password": None, "login_failed": "5/5m/key"}
SOCIALACCOUNT_ADAPTER = "tenken.web.elsewhere.HouseServiceAdapter"
SOCIALACCOUNT_PROVIDERS = _elsewhere()
SOCIALACCOUNT_LOGIN_ON_GET = True  # our policy lets no form lead to another host
MFA_ADAPTER = "tenken.web.second_factor.HouseAdapter"
MFA_FORMS = {
    "activate_totp": "tenken.web.second_factor.SetUpForm",
    "authenticate": "tenken.web.second_factor.SignInForm",
    "reauthenticate": "tenken.web.second_factor.AgainForm",
    "add_webauthn": "tenken.web.second_factor.NewPasskeyForm",
    "login_webauthn": "tenken.web.second_factor.PasskeySignInForm",
    "authenticate_webauthn": "tenken.web.second_factor.PasskeyProofForm",
    "reauthenticate_webauthn": "tenken.web.second_factor.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # clocks of phones and of closed networks differ by some seconds
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "tenken.web.lockout.locked_out"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says until when
AXES_VERBOSE = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
    }
}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_HTTPONLY = True
# With this beginning browsers take the cookie from this very host only, and by TLS only.
SESSION_COOKIE_NAME = "__Host-tenken" if TLS else "sessionid"
# Not with a certificate of our own: a browser that does not trust it yet would let nobody by.
SECURE_HSTS_SECONDS = 30 * 86400 if CONFIG.server.certificate else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["tenken.web.uploads.Doorkeeper"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
LOGGING_CONFIG = None
