"""The collectors' door: every answer of it is one that its description names, and none is the program's own fault."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import binary
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tenken.actions.carry import make_bundle
from tenken.actions.send import send_bundle, token_in
from tenken.actions.site import Site
from tenken.actions.tokens import TokenError, make_token, withdraw_token
from tenken.collectors.model import Refused, Unreachable
from tenken.config import Config
from tenken.dates import local_day
from tenken.ledger.archive import Archive
from tenken.ledger.keys import Keys
from tenken.ledger.models import ApiToken, LogbookEntry
from tenken.ledger.tokens import Scope
from tenken.pack.bundle import MAX_BYTES, Answer
from tenken.pack.seal import key_of
from tenken.web.collectors_door import ASKED_A_MINUTE, REFUSED_A_MINUTE
from tenken.web.frame import now
from tests import samples

BUNDLES, STATUS = "/api/v1/bundles", "/api/v1/status"
ZIP = "application/zip"


def token(*scopes: Scope, key: str = "") -> str:
    moment = now()
    return make_token("分院", scopes or tuple(Scope), local_day(moment) + timedelta(days=1), key, "高橋", moment)[0]


@pytest.fixture
def branch(tmp_path: Path) -> Site:
    """An installation elsewhere, with keys of its own."""
    return Site(Config(tmp_path / "branch"), Archive(tmp_path / "branch"), Keys(tmp_path / "branch"))


def bundle(branch: Site) -> bytes:
    moment = now()
    return make_bundle(branch, [Answer("linux", "a", moment, samples.machine("a", 1))], moment, "佐藤")


def brought(raw: bytes, secret: str, content_type: str = ZIP, **headers: str) -> tuple[int, str]:
    """Status, and the reason in words."""
    told = {"authorization": f"Bearer {secret}", **headers}
    answer = Client().post(BUNDLES, raw, content_type=content_type, headers=told)
    return answer.status_code, str(answer.json().get("detail", ""))


def test_a_bundle_with_a_good_token_is_taken_in(site: Site, branch: Site) -> None:
    assert brought(bundle(branch), token()) == (201, "")
    assert LogbookEntry.objects.filter(verb="bundle import", by="分院").exists()


def test_the_same_again_conflicts(site: Site, branch: Site) -> None:
    raw, secret = bundle(branch), token()
    assert [brought(raw, secret)[0], brought(raw, secret)[0]] == [201, 409]


def test_a_token_of_one_key_brings_no_bundle_of_another(site: Site, branch: Site) -> None:
    assert brought(bundle(branch), token(key="0" * 32))[0] == 409
    assert brought(bundle(branch), token(key=key_of(branch.keys.signing())))[0] == 201


def test_what_is_no_bundle_is_refused_in_words(site: Site) -> None:
    status, why = brought(b"PK", token())
    assert (status, "not whole" in why) == (422, True)


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_another_type_is_refused(site: Site, content_type: str) -> None:
    assert brought(b"x", token(), content_type)[0] == 415


def test_what_is_too_large_is_refused_by_its_length_before_it_is_read(site: Site) -> None:
    answer = Client().post(BUNDLES, b"PK", content_type=ZIP, headers={"authorization": f"Bearer {token()}"},
                           CONTENT_LENGTH=str(MAX_BYTES + 1))  # fmt: skip
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


def test_without_a_length_nothing_is_read(site: Site) -> None:
    answer = Client().post(BUNDLES, b"PK", content_type=ZIP, headers={"authorization": f"Bearer {token()}"},
                           CONTENT_LENGTH="")  # fmt: skip
    assert answer.status_code == 411


def test_a_stranger_is_told_what_to_send(site: Site) -> None:
    answer = Client().get(STATUS)
    assert (answer.status_code, answer["WWW-Authenticate"], answer.json()["status"]) == (401, "Bearer", 401)


def test_an_account_opens_nothing_here(officer: Client) -> None:
    assert officer.get(STATUS).status_code == 401


def test_a_token_opens_only_what_it_is_for(site: Site) -> None:
    assert brought(b"PK", token(Scope.STATUS))[0] == 403


def test_a_withdrawn_token_opens_nothing(site: Site) -> None:
    secret = token()
    withdraw_token(ApiToken.objects.get().pk, "高橋", now())
    assert brought(b"PK", secret)[0] == 401


def test_the_token_itself_is_kept_nowhere(site: Site) -> None:
    secret = token()
    kept = str(list(ApiToken.objects.values())) + str(list(LogbookEntry.objects.values()))
    assert (secret in kept, len(secret) > 40) == (False, True)


def test_who_asks_too_often_is_told_to_wait(site: Site) -> None:
    headers = {"authorization": f"Bearer {token()}"}
    answers = [Client().get(STATUS, headers=headers) for _time in range(ASKED_A_MINUTE + 1)]
    assert (answers[-2].status_code, answers[-1].status_code, answers[-1]["Retry-After"]) == (200, 429, "60")


def test_who_guesses_too_often_is_told_to_wait(site: Site) -> None:
    answers = [Client().get(STATUS).status_code for _time in range(REFUSED_A_MINUTE + 1)]
    assert answers[-2:] == [401, 429]


@pytest.mark.parametrize(("address", "status"), [("/api/v1/nothing", 404), (BUNDLES, 405), (f"{STATUS}?x=%00", 400)])
def test_what_is_refused_elsewhere_is_a_problem_too(site: Site, address: str, status: int) -> None:
    answer = Client().get(address, headers={"authorization": f"Bearer {token()}"})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_the_description_is_served_without_a_token_and_names_nothing_elsewhere(visitor: Client) -> None:
    answer = visitor.get("/api/v1/openapi.json")
    assert (answer.json()["openapi"][:3], b"http" in answer.content.replace(b'"http"', b"")) == ("3.1", False)


@pytest.mark.parametrize(("days", "name", "key"), [(-1, "x", ""), (400, "x", ""), (1, " ", ""), (1, "x", "zz")])
def test_a_token_that_is_asked_for_wrongly_is_not_made(site: Site, days: int, name: str, key: str) -> None:
    with pytest.raises(TokenError):
        make_token(name, tuple(Scope), local_day(now()) + timedelta(days=days), key, "高橋", now())
    assert not ApiToken.objects.exists()


def test_a_token_goes_over_https_only() -> None:
    with pytest.raises(Refused, match="https only"):
        send_bundle("http://tenken.example.jp", "x", b"")


def test_nobody_at_the_other_end_is_told_so() -> None:
    with pytest.raises(Unreachable):
        send_bundle("http://127.0.0.1:1/", "x", b"")


def test_a_file_without_a_token_is_refused(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("\n")
    with pytest.raises(Refused, match="holds no token"):
        token_in(tmp_path / "token")


@schemathesis.serializer(ZIP)
def _as_it_is(_context: object, value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


schemathesis.openapi.media_type(ZIP, binary(max_size=200))
NO_BUNDLES = [positive_data_acceptance]
"""Bytes that chance made are no bundle that somebody signed."""


@pytest.fixture
def application(site: Site) -> Iterator[Any]:
    """The program as a server has it, but for the end of each request: the test's own transaction goes on."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("address", "method"), [(BUNDLES, "POST"), (STATUS, "GET")])
def test_no_answer_is_undocumented_or_our_own_fault(
    application: Any, address: str, method: str, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    headers = {"Authorization": f"Bearer {token()}"}

    @settings(max_examples=20, database=None, suppress_health_check=list(HealthCheck))
    @given(case=schema[address][method].as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        cache.clear()  # a minute has passed
        case.call_and_validate(headers=headers, excluded_checks=NO_BUNDLES)

    asked()
