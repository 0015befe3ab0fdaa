"""A real OpenID provider on loopback for the tests: allauth's own, `python -m tests.web.idp FOLDER PORT CALLBACK`."""

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

CLIENT, SECRET, PASSWORD = "tenken", "client-no-himitsu-2026", "kujira-no-uta-1851"
GROUPS = {"mori": ["ward", "it"], "hara": ["cooks"], "sato": ["it"]}
"""Who is there, and in which groups."""


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_given: Any) -> None:
        return


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


def main(folder: Path, port: int, callback: str) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    settings.configure(
        SECRET_KEY="x", DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF="tests.web.idp_urls",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                        "django.contrib.messages", "allauth", "allauth.account", "allauth.idp.oidc"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                    "django.middleware.csrf.CsrfViewMiddleware",
                    "django.contrib.auth.middleware.AuthenticationMiddleware",
                    "django.contrib.messages.middleware.MessageMiddleware",
                    "allauth.account.middleware.AccountMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
            "context_processors": ["django.template.context_processors.request",
                                   "django.contrib.auth.context_processors.auth",
                                   "django.contrib.messages.context_processors.messages"]}}],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "idp.sqlite3"}},
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        ACCOUNT_EMAIL_VERIFICATION="none", ACCOUNT_LOGIN_METHODS={"username"}, USE_TZ=True,
        IDP_OIDC_PRIVATE_KEY=pem, IDP_OIDC_ADAPTER="tests.web.idp_urls.WithGroups",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )  # fmt: skip
    django.setup()
    call_command("migrate", verbosity=0)
    _people(callback)
    with make_server("127.0.0.1", port, get_wsgi_application(), _Threads, _Quiet) as server:
        server.serve_forever()


def _people(callback: str) -> None:
    from allauth.idp.oidc.models import Client  # noqa: PLC0415 (once Django is set up)
    from django.contrib.auth.models import User  # noqa: PLC0415

    for name in GROUPS:
        User.objects.create_user(name, password=PASSWORD, last_name="森 一郎" if name == "mori" else "")
    client = Client(
        id=CLIENT, name="Tenken", scopes="openid\nprofile\nemail", skip_consent=True, redirect_uris=callback
    )
    client.set_secret(SECRET)
    client.save()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
