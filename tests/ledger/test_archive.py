"""Raw bytes are content-addressed files, written whole or not at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.ledger.archive import Archive, ArchiveError


@given(st.binary(max_size=2000))
def test_what_was_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    archive = Archive(tmp_path_factory.mktemp("a"))
    assert archive.fetch(archive.keep(content)) == content


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.keep(b"same")
    archive.keep(b"same")
    assert len(list(archive.digests())) == 1


def test_changed_bytes_are_not_handed_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    good, other = archive.keep(b"good"), archive.keep(b"other")
    files = {path.stem: path for path in tmp_path.rglob("*.gz")}
    files[good].write_bytes(files[other].read_bytes())
    with pytest.raises(ArchiveError, match="were changed"):
        archive.fetch(good)


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    digest = archive.keep(b"x" * 1000)
    path = next(tmp_path.rglob("*.gz"))
    path.write_bytes(path.read_bytes()[:10])
    with pytest.raises(ArchiveError, match="damaged"):
        archive.fetch(digest)


def test_missing_bytes_say_so(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no longer in the archive"):
        Archive(tmp_path).fetch("0" * 64)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "0" * 63, "/" * 64])
def test_nothing_but_a_digest_is_a_name(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ArchiveError, match="no digest"):
        Archive(tmp_path).fetch(digest)


def test_no_part_is_left_behind(tmp_path: Path) -> None:
    Archive(tmp_path).keep(b"whole")
    assert list(tmp_path.rglob("*.part")) == []
