"""One answer says something of every kind that its collector promises, or why it was withheld."""

import pytest

from tenken.collectors.linux.answer import parse_answer
from tenken.collectors.linux.read import READERS, read
from tenken.collectors.model import Unreadable, Withheld
from tenken.facts.accounts import Administrators, LocalAccounts
from tenken.facts.logs import LogKeeping, TimeSync
from tenken.facts.media import RemovableMedia
from tenken.facts.model import Statement
from tenken.facts.passwords import PasswordMarks, PasswordSetting
from tenken.facts.patches import PatchLevel
from tenken.facts.services import Services
from tests import samples
from tests.collectors.linux.answers import RECORDED, machine

UNREAD = {"self", "login-defs", "sshd", "dnf-index", "dnf-all", "dnf-behind", "dnf-dates"}
"""Kept for a person to look at; and what only a machine of the other package manager needs."""
OF_ROOT: set[type[Statement]] = {LocalAccounts, Administrators, PasswordSetting, PasswordMarks}


def withheld(raw: bytes) -> set[type[Statement]]:
    return {claim.says.kind for claim in read(raw) if isinstance(claim.says, Withheld)}


def unreadable(raw: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        list(read(raw))
    return str(caught.value)


@pytest.mark.parametrize("name", samples.NAMES)
def test_every_kind_is_spoken_of_once_and_in_its_order(name: str) -> None:
    claims = list(read(samples.linux(name)))
    assert [c.says.kind if isinstance(c.says, Withheld) else type(c.says) for c in claims] == list(READERS)


@pytest.mark.parametrize("name", samples.NAMES)
def test_every_claim_is_about_the_one_machine(name: str) -> None:
    assert len({claim.about for claim in read(samples.linux(name))}) == 1


@pytest.mark.parametrize("name", samples.NAMES)
def test_the_same_bytes_say_the_same(name: str) -> None:
    assert list(read(samples.linux(name))) == list(read(samples.linux(name)))


def test_as_root_nothing_is_withheld() -> None:
    assert withheld(RECORDED) == set()


def test_what_only_root_may_see_is_withheld_from_others() -> None:
    recorded = samples.linux("debian12-systemd-user.txt")
    assert withheld(recorded) == OF_ROOT | {TimeSync, RemovableMedia}


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("debian12-systemd-root.txt", {TimeSync, RemovableMedia}),
        ("debian13-root.txt", {Services, LocalAccounts}),
        ("dnf4-rpm-root.txt", {Services}),
    ],
)
def test_what_the_recorded_machine_cannot_tell_is_withheld(name: str, kinds: set[type[Statement]]) -> None:
    assert withheld(samples.linux(name)) == kinds


def test_one_section_that_was_refused_withholds_no_more_than_rests_on_it() -> None:
    assert withheld(machine(sudoers=77, apt_index=1, syslog=77)) == {Administrators, PatchLevel, LogKeeping}


def test_an_answer_that_does_not_say_whose_it_is_cannot_be_used() -> None:
    nobody = machine(identity="kernel-name Linux", links=69)
    assert unreadable(nobody) == "the answer does not say which machine it comes from"


@pytest.mark.parametrize("name", sorted(set(parse_answer(RECORDED)) - UNREAD))
def test_an_answer_that_lacks_a_section_is_unreadable(name: str) -> None:
    renamed = RECORDED.replace(f"== {name}\n".encode(), b"== other\n")
    assert unreadable(renamed).startswith("the answer cannot be understood: KeyError")


@pytest.mark.parametrize(
    ("section", "body"),
    [
        ("users", "sato:x:1000:/home/sato:/bin/bash"),
        ("kernels", "running 6.1\ninstalled 6.1 2025-13-01"),
        ("ssh_logins", "sato yesterday"),
        ("clock", "NTP"),
    ],
)
def test_a_line_that_is_not_as_the_script_writes_it_makes_the_answer_unreadable(section: str, body: str) -> None:
    assert "the answer cannot be understood" in unreadable(machine(**{section: body}))
