"""The first administrator is made once, when there is nobody yet."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from tenken.actions.people import FIRST, first_administrator
from tenken.actions.site import Site


def note(site: Site) -> Path:
    return site.config.data / "initial-password.txt"


def test_the_password_opens_the_account(site: Site) -> None:
    password = first_administrator(note(site))
    assert password
    assert User.objects.get(username=FIRST).check_password(password)


def test_the_password_stands_in_a_note_that_only_its_owner_reads(site: Site) -> None:
    password = first_administrator(note(site))
    assert (note(site).read_text(), note(site).stat().st_mode & 0o777) == (f"{FIRST}\n{password}\n", 0o600)


def test_where_somebody_is_there_already_nobody_is_made(site: Site) -> None:
    User.objects.create_user("sato")
    assert (first_administrator(note(site)), note(site).exists(), User.objects.count()) == (None, False, 1)


def test_two_facilities_have_two_passwords(site: Site) -> None:
    one = first_administrator(note(site))
    User.objects.all().delete()
    assert first_administrator(note(site)) != one


def test_where_the_note_cannot_be_written_nobody_is_made(site: Site) -> None:
    note(site).mkdir()
    with pytest.raises(IsADirectoryError):
        first_administrator(note(site))
    assert not User.objects.exists()
