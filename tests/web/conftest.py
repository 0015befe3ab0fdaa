"""Fixtures: the installation that the pages stand on, who visits them, and every page in both languages."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tenken.actions.log_evidence import logs_of
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.ledger.people import Role, give_role
from tenken.web import frame
from tenken.web.language import COOKIE
from tests.logs.filled import filled
from tests.web.installed import furnish, installed
from tests.web.pages import Page, get
from tests.web.places import EMPTY, PLAIN
from tests.web.reached import REACHED

BACKEND = "tenken.web.access.MemberBackend"
PASSWORD = "kirin-no-kubi-2026"
Rendered = Mapping[tuple[str, str], Page]
"""(name, language) → page."""


@pytest.fixture
def site(db: None, tmp_path: Path) -> Iterator[Site]:
    """The test's ledger as the pages see it."""
    with installed(tmp_path) as opened:
        yield opened
    cache.clear()  # counts failed sign-ins


@pytest.fixture
def visitor(site: Site) -> Client:
    """Somebody who has not signed in."""
    return Client()


@pytest.fixture
def administrator(site: Site) -> Client:
    """高橋, who runs the installation, signed in."""
    return signed_in("takahashi", role=Role.ADMINISTRATOR)


@pytest.fixture
def officer(site: Site) -> Client:
    """佐藤, signed in."""
    return signed_in("sato")


@pytest.fixture(scope="session")
def filled_logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some access logs, to be copied."""
    return filled(tmp_path_factory.mktemp("logs"))


@pytest.fixture
def auditor(site: Site, filled_logs: Path) -> Client:
    """斎藤, who looks at access logs, in an installation that has some."""
    shutil.copytree(filled_logs, logs_of(site))
    return signed_in("saito", role=Role.AUDITOR)


@pytest.fixture
def english(site: Site) -> Client:
    """鈴木, who reads the pages in English, so that tests read what they look for."""
    return signed_in("suzuki", "en")


def signed_in(name: str, language: str = "ja", role: Role = Role.OFFICER) -> Client:
    client, user = Client(), User.objects.create_user(name, password=PASSWORD)
    give_role(user, role)
    client.force_login(user, BACKEND)
    client.cookies[COOKIE] = language
    return client


@pytest.fixture(scope="session")
def rendered(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Rendered:
    """Every page that there is. The ledger is rolled back afterwards."""
    pages: dict[tuple[str, str], Page] = {}
    for language in ("ja", "en"):
        with django_db_blocker.unblock(), transaction.atomic(), installed(tmp_path_factory.mktemp(language)) as site:
            pages |= {(name, language): found for name, found in _every_page(site, language)}
            transaction.set_rollback(True)
        cache.clear()
    return pages


def _every_page(site: Site, language: str) -> Iterator[tuple[str, Page]]:
    officer, stranger = signed_in("sato", language, Role.ADMINISTRATOR), Client()
    stranger.cookies[COOKIE] = language
    for name, address in EMPTY.items():
        yield name, get(officer, address)
    known = {**furnish(site), "today": local_day(frame.now())}
    for name, address in PLAIN.items():
        yield name, get(officer, address.format_map(known))
    for name, reach in REACHED.items():
        yield name, reach(officer, stranger)
