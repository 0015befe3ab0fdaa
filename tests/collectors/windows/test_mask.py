"""Secrets that somebody's changed script lets in are taken out before anything is kept."""

import pytest

from tenken.collectors.windows.mask import mask
from tenken.collectors.windows.read import read
from tests.collectors.windows.answers import PC, RECEPTION, SERVER, changed

SECRET = "kirin-no-kubi"


def masked(raw: bytes) -> bytes:
    return mask(raw, lambda secret: "fp:" + secret.decode())


@pytest.mark.parametrize("raw", [PC, SERVER, RECEPTION])
def test_an_answer_of_the_script_itself_holds_none_and_stays_as_it_is(raw: bytes) -> None:
    assert masked(raw) == raw


@pytest.mark.parametrize("name", ["DefaultPassword", "CommandLine", "Arguments", "client_secret", "Private Key"])
def test_a_field_that_is_called_a_secret_goes(name: str) -> None:
    assert SECRET.encode() not in masked(changed(sign_in={name: SECRET}))


def test_of_the_password_of_an_automatic_log_in_only_its_presence_stays() -> None:
    assert SECRET.encode() not in masked(changed(sign_in={"automatic_password": SECRET}))
    assert b"present" in masked(PC)


def test_what_is_said_does_not_change() -> None:
    assert list(read(masked(changed(sign_in={"DefaultPassword": SECRET})))) == list(read(SERVER))


def test_what_cannot_be_read_is_left_as_it_is() -> None:
    assert masked(PC[:-20]) == PC[:-20]
