"""外の控え: a request stands in the record of operations, a token is checked when it comes, a copy is compared."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from tenken.actions.log_anchors import (
    Copy,
    CopyState,
    bring_token,
    copy_known,
    keep_brought,
    last_certificates,
    last_token,
    open_request,
    request_stamp,
    show_line,
    tokens_room,
)
from tenken.actions.log_evidence import anchor, evidence_of, logs_of, open_evidence, verify_logs
from tenken.actions.log_upkeep import due
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.logs.evidence import anchors
from tenken.logs.evidence.anchors import AnchorError, kept_tokens
from tenken.logs.evidence.checkpoints import newest, read_note
from tests.build import NOW
from tests.logs.evidence.authority import Authority
from tests.logs.evidence.stores import Clock, sealed

BY = ("sato", "佐藤 花子")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa"))


@pytest.fixture
def kept(site: Site) -> Site:
    more(site)
    return site


def more(site: Site, event: bytes = b"x") -> None:
    """A segment more."""
    sealed(open_evidence(site, lambda: NOW), Clock(NOW), [event])


def token_for(site: Site, authority: Authority, folder: Path) -> bytes:
    """Asked for, and given by the authority."""
    (folder / "ask.tsq").write_bytes(request_stamp(site, NOW, "佐藤 花子")[0])
    return authority.stamp(folder / "ask.tsq", folder / "token.tsr").read_bytes()


def brought(site: Site, token: bytes, authority: bytes = b"") -> None:
    bring_token(site, token, "返事.tsr", authority, BY, NOW)


def test_a_token_is_checked_when_it_comes_and_kept_by_a_writer(
    kept: Site, authority: Authority, tmp_path: Path
) -> None:
    token, note = token_for(kept, authority, tmp_path), newest(evidence_of(kept))
    assert (open_request(kept) is not None, last_token(kept)) == (True, None)
    brought(kept, token, authority.certificates.read_bytes())
    assert kept_tokens(logs_of(kept)) == ()
    (call,) = [verb for verb in due(kept, NOW) if verb.startswith("anchor --brought ")]
    assert keep_brought(kept, call.rpartition(" ")[2], NOW).step == "done"
    assert (kept_tokens(logs_of(kept)), verify_logs(kept).faults) == ((note,), ())
    found = last_token(kept)
    assert (found and (found.by, found.name), open_request(kept)) == (("佐藤 花子", "返事.tsr"), None)
    assert not list(tokens_room(kept).folder.glob("*"))


def test_the_next_token_is_checked_by_the_certificates_of_the_last(
    kept: Site, authority: Authority, tmp_path: Path
) -> None:
    token = token_for(kept, authority, tmp_path)
    with pytest.raises(AnchorError, match="bring the certificates"):
        brought(kept, token)
    brought(kept, token, authority.certificates.read_bytes())
    keep_brought(kept, tokens_room(kept).under_way()[0].token, NOW)
    assert last_certificates(kept) == authority.certificates.read_bytes()
    more(kept)
    brought(kept, token_for(kept, authority, tmp_path))


def test_a_token_that_nobody_asked_for_here_is_refused(kept: Site, authority: Authority, tmp_path: Path) -> None:
    """A checkpoint names the one before it; to have asked for it is not to have asked for that one."""
    note = newest(evidence_of(kept))
    (tmp_path / "ask.tsq").write_bytes(anchors.request(note or b""))
    token = authority.stamp(tmp_path / "ask.tsq", tmp_path / "token.tsr").read_bytes()
    more(kept)
    request_stamp(kept, NOW, "佐藤 花子")
    with pytest.raises(AnchorError, match="no checkpoint that was asked for"):
        brought(kept, token, authority.certificates.read_bytes())


def test_a_wrong_token_leaves_nothing(kept: Site, authority: Authority, tmp_path: Path) -> None:
    token, other = token_for(kept, authority, tmp_path), Authority(tmp_path / "other").certificates
    with pytest.raises(AnchorError, match="not by the authority"):
        brought(kept, token, other.read_bytes())
    assert tokens_room(kept).under_way() == []


def test_that_a_line_was_shown_to_be_printed_is_noted(kept: Site) -> None:
    line = show_line(kept, NOW, "佐藤 花子")
    noted = logbook.newest("look log line")
    assert noted
    assert (noted.about, noted.by) == (line, "佐藤 花子")


def test_without_a_log_there_is_nothing_to_anchor(site: Site) -> None:
    with pytest.raises(AnchorError, match="no access logs yet"):
        request_stamp(site, NOW, "佐藤")


def copying(site: Site, place: Path) -> Site:
    return replace(site, config=replace(site.config, logs=replace(site.config.logs, copy_to=str(place))))


def signed_at(site: Site) -> datetime:
    note = newest(evidence_of(site))
    assert note
    return datetime.fromisoformat(read_note(note)[0].at)


def state(site: Site) -> Copy:
    known = copy_known(site)
    assert known
    return known


def test_a_copy_is_right_then_behind_then_out_of_reach(kept: Site, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    site = copying(kept, place)
    anchor(site, NOW)
    assert state(site) == Copy(str(place), CopyState.RIGHT, signed_at(site))
    right = signed_at(site)
    more(site)
    assert (state(site).state, state(site).right) == (CopyState.BEHIND, right)
    place.rename(tmp_path / "gone")
    assert (state(site).state, state(site).right) == (CopyState.UNREACHABLE, right)


def test_a_copy_of_checkpoints_that_are_not_here_is_told(kept: Site, tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    site = copying(kept, tmp_path / "place")
    anchor(site, NOW)
    right = signed_at(site)
    (copied,) = (tmp_path / "place").iterdir()
    copied.write_bytes(copied.read_bytes().replace(b"clock ", b"clock x"))
    assert (state(site).state, state(site).right) == (CopyState.OTHER, right)


def test_without_another_place_there_is_no_copy(kept: Site, tmp_path: Path) -> None:
    assert copy_known(kept) is None
    assert state(copying(kept, tmp_path / "none")).state is CopyState.UNREACHABLE


def test_a_store_that_was_made_anew_passes_no_check_whatever_is_taken_in_after_that(site: Site) -> None:
    more(site)
    anchor(site, NOW)
    evidence_of(site).rename(evidence_of(site).with_name("gone"))
    more(site, b"another")
    anchor(site, NOW)
    assert [fault.what for fault in verify_logs(site).faults] == ["anchor 1 is no checkpoint of this store"]


def test_a_store_that_was_rolled_back_passes_no_check_whatever_is_taken_in_after_that(
    site: Site, tmp_path: Path
) -> None:
    more(site)
    copytree(evidence_of(site), tmp_path / "before")
    more(site, b"what somebody wants to be forgotten")
    anchor(site, NOW)
    rmtree(evidence_of(site))
    copytree(tmp_path / "before", evidence_of(site))
    more(site, b"another")
    anchor(site, NOW)
    assert [fault.what for fault in verify_logs(site).faults] == ["anchor 1 is no checkpoint of this store"]
