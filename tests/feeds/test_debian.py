"""The security index of Debian and Ubuntu: by hand after the archives' own form, with a key made for the tests."""

import lzma
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from tenken.facts.indexes import Fix, SecurityIndex
from tenken.feeds.model import FeedError
from tenken.feeds.recognise import Source, read_source

FOLDER = Path(__file__).parents[1] / "actions" / "samples" / "feeds"
PACKAGES = (FOLDER / "Packages").read_bytes()
RELEASE = (FOLDER / "Release").read_bytes()
INRELEASE = (FOLDER / "InRelease").read_bytes()
DAY = date(2025, 11, 18)


def read(packages: bytes = PACKAGES, release: bytes = RELEASE) -> SecurityIndex:
    found = read_source(Source(packages, beside=release))[0]
    assert isinstance(found, SecurityIndex)
    return found


def test_it_is_known_by_its_suite_part_and_architecture_and_dated_by_its_release() -> None:
    found = read()
    assert (found.publisher, found.issue, found.dated) == ("Debian", "bookworm-security main amd64", DAY)


def test_it_is_of_one_release_of_one_system() -> None:
    found = read()
    assert (found.manager, found.system, found.release, found.parts, found.architecture) == (
        "dpkg", "debian", "12", ("main",), "amd64",
    )  # fmt: skip


def test_each_package_has_the_version_that_it_must_at_least_be() -> None:
    assert read().fixes["vim"] == (Fix("2:9.0.1378-2+deb12u2", DAY, None),)
    assert len(read().fixes) == 3


def test_what_is_signed_says_the_same() -> None:
    assert read(release=INRELEASE) == read()


def test_packed_it_says_the_same() -> None:
    assert read(lzma.compress(PACKAGES)) == read()


def test_the_newest_of_several_versions_counts() -> None:
    more = PACKAGES + b"Package: vim\nVersion: 2:9.0.1378-2\nArchitecture: amd64\n\n"
    assert read(more, vouching(more)).fixes == read().fixes


def vouching(packages: bytes, **changed: str) -> bytes:
    """A Release that names this list, with fields of its head changed."""
    head = RELEASE.decode().partition("SHA256:")[0].splitlines()
    lines = [f"{key}: {changed.get(key, value)}" for key, value in (line.split(": ", 1) for line in head)]
    return "\n".join([*lines, "SHA256:", f" {sha256(packages).hexdigest()} 1 main/binary-amd64/Packages", ""]).encode()


def test_ubuntu_is_read_alike() -> None:
    found = read(release=vouching(PACKAGES, Origin="Ubuntu", Suite="jammy-security", Codename="jammy", Version="22.04"))
    assert (found.issue, found.system, found.release) == ("jammy-security main amd64", "ubuntu", "22.04")


ESM = {"Origin": "UbuntuESM", "Suite": "jammy-infra-security", "Codename": "jammy"}


@pytest.mark.parametrize(
    ("packages", "release", "why"),
    [
        (PACKAGES, b"", "together with the InRelease"),
        (PACKAGES[:-60], RELEASE, "does not name this list"),
        (PACKAGES, vouching(b"another"), "does not name this list"),
        (PACKAGES, vouching(PACKAGES, Codename="bookworm", Suite="oldstable"), "is no security index"),
        (PACKAGES, vouching(PACKAGES, Codename="bookworm-updates", Suite="oldstable-updates"), "is no security index"),
        (PACKAGES, vouching(PACKAGES, **ESM), "is no security index"),
        (PACKAGES, vouching(PACKAGES, Origin="Made-up"), "is no security index"),
        (PACKAGES, vouching(PACKAGES, Date="soon"), "cannot be read"),
        (PACKAGES, INRELEASE[:-40], "damaged, cut off"),
        (PACKAGES, b"Origin: Ubuntu\n" + INRELEASE, "words outside of what is signed"),
        (PACKAGES, INRELEASE + INRELEASE, "words outside of what is signed"),
    ],
)
def test_what_cannot_be_relied_on_is_refused_in_words(packages: bytes, release: bytes, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read(packages, release)


@pytest.mark.parametrize(
    ("stanza", "why"),
    [(b"Package: made-up\nArchitecture: all\n\n", "versions of 3"), (b"Package: x\nVersion: a:1\n", "cannot be read")],
)
def test_a_package_without_a_version_that_can_be_read_makes_the_list_unreadable(stanza: bytes, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read(PACKAGES + stanza, vouching(PACKAGES + stanza))
