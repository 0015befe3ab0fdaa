"""What lies elsewhere shows that a store was rolled back: a token of RFC 3161, a printed line, copied checkpoints."""

import shutil
from pathlib import Path

import pytest

from tenken.logs.evidence.anchors import (
    AnchorError,
    as_anchor,
    check_token,
    copied,
    copy,
    imprint_of,
    keep_token,
    kept_tokens,
    line_of,
    request,
)
from tenken.logs.evidence.checkpoints import digest_of, newest, notes, read_note
from tenken.logs.evidence.store import Store
from tenken.logs.verify import verify
from tests.logs.evidence.authority import Authority
from tests.logs.evidence.stores import Clock, sealed, three_days


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    three_days(tmp_path / "evidence")
    return tmp_path / "evidence"


def last(store: Path) -> bytes:
    note = newest(store)
    assert note is not None
    return note


def origin(store: Path) -> str:
    return read_note(last(store))[0].origin


def stamped(authority: Authority, note: bytes, folder: Path) -> Path:
    """The token, as the authority gives it."""
    (folder / "ask.tsq").write_bytes(request(note))
    return authority.stamp(folder / "ask.tsq", folder / "token.tsr")


def rolled_back(store: Path) -> Path:
    """The state of an hour ago, and other events since, signed with the keys of today."""
    older = store.with_name("older")
    shutil.copytree(store, older)
    clock = Clock()
    clock.later(days=3)
    sealed(Store(store, clock), clock, [b"what happened"])
    anchored = store.with_name("as it was")
    shutil.copytree(store, anchored)
    shutil.rmtree(store)
    older.rename(store)
    sealed(Store(store, clock), clock, [b"what is told"])
    return anchored


def found(store: Path, anchor: bytes) -> list[str]:
    assert verify(store).faults == ()
    return [fault.what for fault in verify(store, [anchor]).faults]


def test_the_newest_checkpoint_is_the_last_of_all(store: Path) -> None:
    assert newest(store) == list(notes(store))[-1]


def test_a_checkpoint_that_is_being_written_is_not_the_newest(store: Path) -> None:
    before = last(store)
    with (store / "checkpoints.txt").open("ab") as file:
        file.write(before[:-9])
    assert newest(store) == before


def test_a_token_is_checked_and_kept_and_anchors_the_store(store: Path, tmp_path: Path, authority: Authority) -> None:
    token = stamped(authority, last(store), tmp_path)
    keep_token(tmp_path, token.read_bytes(), last(store), authority.certificates.read_bytes())
    assert kept_tokens(tmp_path) == (last(store),)
    assert verify(store, [as_anchor(token, "")]).faults == ()


def test_a_token_of_another_authority_is_refused(store: Path, tmp_path: Path, authority: Authority) -> None:
    token, other = stamped(authority, last(store), tmp_path), Authority(tmp_path / "other").certificates
    with pytest.raises(AnchorError, match="not by the authority"):
        check_token(token.read_bytes(), last(store), other.read_bytes())


@pytest.mark.parametrize(("place", "word"), [(60, "not as the authority signed it"), (-1, "not as the authority")])
def test_a_changed_token_is_refused(store: Path, tmp_path: Path, authority: Authority, place: int, word: str) -> None:
    content = bytearray(stamped(authority, last(store), tmp_path).read_bytes())
    content[content.index(bytes.fromhex(digest_of(last(store)))) + place if place > 0 else place] ^= 1
    with pytest.raises(AnchorError, match=word):
        check_token(bytes(content), last(store), authority.certificates.read_bytes())


def test_a_token_that_was_cut_off_is_refused(store: Path, tmp_path: Path, authority: Authority) -> None:
    content = stamped(authority, last(store), tmp_path).read_bytes()
    with pytest.raises(AnchorError, match="not whole"):
        check_token(content[:-40], last(store), authority.certificates.read_bytes())


def test_certificates_that_are_none_are_refused(store: Path, tmp_path: Path, authority: Authority) -> None:
    with pytest.raises(AnchorError, match="no PEM file"):
        check_token(stamped(authority, last(store), tmp_path).read_bytes(), last(store), b"hello")


def test_a_token_for_another_checkpoint_is_refused(store: Path, tmp_path: Path, authority: Authority) -> None:
    token = stamped(authority, next(notes(store)), tmp_path)
    with pytest.raises(AnchorError, match="another checkpoint"):
        check_token(token.read_bytes(), last(store), authority.certificates.read_bytes())


def test_what_is_no_token_is_said_to_be_none() -> None:
    with pytest.raises(AnchorError):
        imprint_of(b"\x30\x03abc")


def test_a_token_shows_a_roll_back(store: Path, tmp_path: Path, authority: Authority) -> None:
    token = stamped(authority, last(rolled_back(store)), tmp_path)
    assert found(store, as_anchor(token, "")) == ["anchor 1 is no checkpoint of this store"]


def test_a_printed_line_shows_a_roll_back(store: Path) -> None:
    line = line_of(last(rolled_back(store)))
    assert found(store, f"  {line}\n".encode()) == ["anchor 1 is no checkpoint of this store"]
    assert found(store, line_of(last(store)).encode()) == []


def test_copies_in_another_place_show_a_roll_back(store: Path, tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    anchored = rolled_back(store)
    copy(anchored, tmp_path / "place")
    assert found(store, as_anchor(tmp_path / "place", origin(store))) == ["anchor 1 is no checkpoint of this store"]
    assert verify(anchored, [as_anchor(tmp_path / "place", origin(store))]).faults == ()


def test_only_what_is_lacking_is_copied_a_file_for_each_day(store: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    assert (copy(store, place), copy(store, place), copied(place, origin(store))) == (8, 0, 8)
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    clock = Clock()
    clock.later(days=3)
    sealed(Store(store, clock), clock, [b"x"])
    assert (copy(store, place), len(list(place.iterdir()))) == (1, len(before) + 1)
    assert {name: (place / name).read_bytes() for name in before} == before


def test_a_place_that_cannot_be_reached_is_an_error(store: Path, tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        copy(store, tmp_path / "none")


def test_a_cut_copy_is_no_anchor(store: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes((store / "checkpoints.txt").read_bytes()[:-30])
    assert found(store, as_anchor(tmp_path / "copy", "")) != []
