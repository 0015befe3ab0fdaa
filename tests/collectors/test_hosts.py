"""What tools of inventory tell of machines comes to the same, whichever tool told it."""

import pytest

from tenken.collectors.hosts import distribution, family_of, marks, release_of, uuid_of, windows_build
from tenken.facts.model import Mark, MarkKind


def test_marks_stand_best_first_and_names_are_told_apart() -> None:
    found = marks("JPH1", "4C4C4544-0052-3510-8056-B4C04F4A3031", ["00-16-3E-00-00-1F"], ["Srv1.hokuto.example"])
    assert found == (
        Mark(MarkKind.SERIAL, "JPH1"),
        Mark(MarkKind.UUID, "4c4c4544-0052-3510-8056-b4c04f4a3031"),
        Mark(MarkKind.MAC, "00:16:3e:00:00:1f"),
        Mark(MarkKind.FQDN, "srv1.hokuto.example"),
        Mark(MarkKind.HOSTNAME, "srv1"),
    )


@pytest.mark.parametrize("name", ["", "=cmd()", "10.20.0.1", "a b", "x" * 300])
def test_what_is_no_name_is_no_mark(name: str) -> None:
    assert marks("", "", (), (name,)) == ()


def test_far_too_many_cards_and_names_are_left_out() -> None:
    cards = (f"00:16:3e:00:{n >> 8:02x}:{n & 255:02x}" for n in range(2_000))
    assert len(marks("", "", cards, (f"srv{n}" for n in range(100)))) == 512 + 8


@pytest.mark.parametrize("text", ["", "4BDRGGFE-0046-4710-8047-B2C04F503732", "5506c9cf948e"])
def test_what_is_no_uuid_is_none(text: str) -> None:
    assert uuid_of(text) == ""


@pytest.mark.parametrize(
    ("said", "family"),
    [("MSWin32", "windows"), ("darwin", "macos"), ("rhel", "linux"), ("Debian GNU/Linux", "linux"), ("AIX", "")],
)
def test_the_family_is_told_by_many_words(said: str, family: str) -> None:
    assert family_of("", said) == family


@pytest.mark.parametrize(
    ("said", "id_"),
    [
        ("Debian GNU/Linux", "debian"),
        ("Red Hat Enterprise Linux", "rhel"),
        ("AlmaLinux 9", "almalinux"),
        ("Alpine", "alpine"),
    ],
)
def test_a_distribution_is_called_as_it_calls_itself(said: str, id_: str) -> None:
    assert distribution(said) == id_


@pytest.mark.parametrize(
    ("id_", "version", "release"),
    [("debian", "12.11", "12"), ("debian", "12 (bookworm)", "12"), ("ubuntu", "22.04.3 LTS", "22.04"),
     ("almalinux", "9.4", "9.4"), ("arch", "rolling", "rolling")],
)  # fmt: skip
def test_a_release_is_told_as_in_os_release(id_: str, version: str, release: str) -> None:
    assert release_of(id_, version) == release


@pytest.mark.parametrize("version", ["10.0.20348.2849", "Windows Server 2022 10.0.20348.2849"])
def test_a_server_is_told_by_its_title(version: str) -> None:
    found = windows_build("Microsoft Windows Server 2022 Standard", "", ("", version), ())
    assert found
    assert (found.build, found.ubr, found.server) == (20348, 2849, True)


@pytest.mark.parametrize("version", ["10.0.19045", "10.0.19045.", "6.1.7601.24214", "110.0.19045.1", ""])
def test_without_a_revision_there_is_no_build(version: str) -> None:
    assert windows_build("Microsoft Windows 10 Pro", "22H2", (version,), ()) is None
