"""The security notices of Red Hat's kin: by hand after the form of createrepo; notices and holes are made up."""

from datetime import date
from hashlib import sha256

import pytest

from tenken.facts.indexes import Fix, SecurityIndex
from tenken.feeds.model import FeedError
from tenken.feeds.recognise import Source, read_source
from tests.collectors.recorded import SAMPLES

ROCKY = SAMPLES["feed"]["handmade-updateinfo-rocky9-baseos.xml"]
OCTOBER = date(2025, 10, 7)


def read(raw: bytes = ROCKY, repomd: bytes = b"") -> SecurityIndex:
    found = read_source(Source(raw, beside=repomd))[0]
    assert isinstance(found, SecurityIndex)
    return found


def test_it_is_known_by_system_release_part_and_architecture_and_dated_by_its_newest_notice() -> None:
    found = read()
    assert (found.publisher, found.issue, found.dated) == ("Rocky Linux", "rocky-9 baseos x86_64", date(2025, 11, 12))


def test_a_fix_bears_the_day_of_its_notice_and_what_it_closes() -> None:
    assert read().fixes["openssl"] == (Fix("1:3.2.2-6.el9_5.1", OCTOBER, OCTOBER, ("CVE-2025-90002",)),)


def test_a_package_of_a_module_is_marked_as_such() -> None:
    assert [fix.module for fix in read().fixes["nodejs"]] == [True]


def test_other_notices_than_those_of_security_name_no_fix() -> None:
    assert "bash" not in read().fixes


def changed(*pairs: tuple[bytes, bytes]) -> bytes:
    raw = ROCKY
    for old, new in pairs:
        raw = raw.replace(old, new)
    return raw


@pytest.mark.parametrize(
    ("name", "system"),
    [(b"RHSA", "rhel"), (b"ALSA", "almalinux"), (b"ELSA", "ol"), (b"FEDORA", "fedora"), (b"ALAS2023", "amzn")],
)
def test_the_names_of_notices_tell_the_distribution(name: bytes, system: str) -> None:
    assert read(changed((b"RLSA", name))).system == system


@pytest.mark.parametrize(
    ("collection", "package", "parts"),
    [
        (b"rhel-9-appstream", b"openssl", ("appstream",)),
        (b"rhel-9", b"openssl", ("baseos",)),
        (b"rhel-9", b"httpd", ("appstream",)),
        (b"rhel-9", b"made-up", ()),
    ],
)
def test_the_part_is_told_by_the_repositorys_name_or_by_what_is_in_it(
    collection: bytes, package: bytes, parts: tuple[str, ...]
) -> None:
    names = ((b"rocky-linux-9-x86-64-baseos-rpms", collection), (b'name="openssl"', b'name="%s"' % package))
    assert read(changed(*names)).parts == parts


def test_a_repomd_that_names_it_vouches_for_it() -> None:
    assert read(repomd=sha256(ROCKY).hexdigest().encode()) == read()


@pytest.mark.parametrize(
    ("raw", "repomd", "why"),
    [
        (ROCKY, b"<repomd/>", "does not name this list"),
        (ROCKY[:-20], b"", "cannot be read"),
        (changed((b"RLSA", b"MADEUP")), b"", "does not tell which distribution"),
        (changed((b'type="security"', b'type="bugfix"')), b"", "no security notices"),
        (changed((b"2025-10-07", b"soon")), b"", "cannot be read"),
        (changed((b'epoch="1"', b'epoch="x"')), b"", "cannot be read"),
        (b'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "b">]><updates>&a;</updates>', b"", "document type"),
    ],
)
def test_what_cannot_be_relied_on_is_refused_in_words(raw: bytes, repomd: bytes, why: str) -> None:
    with pytest.raises(FeedError, match=why):
        read(raw, repomd)
