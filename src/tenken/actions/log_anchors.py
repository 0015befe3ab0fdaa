"""外の控えを取る: requests to a time stamping authority and its tokens, as files; the line that is printed; the copies.

The process of the pages writes nothing below ``logs/``: which checkpoint a request is for stands in the record of
operations, and a token that was brought on a page waits until a writer takes it in.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from tenken.actions.log_evidence import evidence_of, logs_of
from tenken.actions.log_verbs import ANCHORED, LINE_SHOWN, STAMP_ASKED
from tenken.actions.site import Site
from tenken.actions.waiting import NotWaiting, Room, Waiting
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs.evidence import anchors
from tenken.logs.evidence.anchors import AnchorError
from tenken.logs.evidence.checkpoints import digest_of, lately, newest, read_note
from tenken.text import Complaint, _

_AUTHORITY = "authority.pem"


@dataclass(frozen=True)
class Anchored:
    """An anchor: when it was made and by whom; ``until`` is when its checkpoint was signed."""

    at: datetime
    by: str
    until: datetime | None
    name: str = ""


class CopyState(StrEnum):
    RIGHT = "right"
    BEHIND = "behind"
    OTHER = "other"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Copy:
    """How the copy in another place stands; ``right`` is when the newest checkpoint was signed that is known to have
    been copied as it is here."""

    place: str
    state: CopyState
    right: datetime | None


def request_stamp(site: Site, now: datetime, by: str) -> tuple[bytes, str]:
    """For the newest checkpoint: the request, and the line to be printed beside it. Raises AnchorError."""
    note = _newest(site)
    made = anchors.request(note)
    with writing(now) as at:
        logbook.note(at, by, STAMP_ASKED, digest_of(note), note.decode())
    return made, anchors.line_of(note)


def keep_anchor(site: Site, token: bytes, name: str, authority: bytes, now: datetime, by: str) -> str:
    """For a writer: the digest that the token stamps; noted in the record. Raises AnchorError."""
    note = _asked_for(token)
    anchors.keep_token(logs_of(site), token, note, authority)
    with writing(now) as at:
        logbook.note(at, by, ANCHORED, digest_of(note), name)
    return digest_of(note)


def tokens_room(site: Site) -> Room:
    return Room(site.config.data, "log-tokens")


def bring_token(site: Site, token: bytes, name: str, authority: bytes, by: tuple[str, str], now: datetime) -> None:
    """Check it now, and ask a writer to keep it. ``by`` is account and name; without certificates those of the last
    token count. Raises AnchorError."""
    note, certificates = _asked_for(token), authority or last_certificates(site)
    if not certificates:
        raise AnchorError(_("bring the certificates of the authority too: the token is checked by them"))
    anchors.check_token(token, note, certificates)
    room = tokens_room(site)
    waiting = room.take(token, by[0], by[1], name, "token", now)
    room.put(waiting, _AUTHORITY, certificates)
    room.begin(waiting, now)


def keep_brought(site: Site, token: str, now: datetime) -> Waiting:
    """For a writer: keep a token that was brought on a page; how it ended. Raises NotWaiting."""
    room = tokens_room(site)
    waiting = next((one for one in room.under_way() if one.token == token), None)
    if waiting is None:
        raise NotWaiting(_("no token that waits is called {token}"), token=token)
    try:
        keep_anchor(site, room.content(waiting), waiting.name, room.put_before(waiting, _AUTHORITY), now, waiting.by)
    except Complaint as error:
        return room.end(replace(waiting, step="failed", why=error.reason))
    room.drop(waiting)
    return replace(waiting, step="done")


def tokens_brought(site: Site, owner: str, now: datetime) -> list[Waiting]:
    """Those of one person that no writer kept yet, or that could not be kept."""
    room = tokens_room(site)
    room.clean(now)
    return room.all_of(owner)


def last_certificates(site: Site) -> bytes:
    """By which the last token was checked; empty where there was none."""
    last = logbook.newest(ANCHORED)
    return anchors.certificates_of(logs_of(site), last.about) if last else b""


def last_token(site: Site) -> Anchored | None:
    last = logbook.newest(ANCHORED)
    note = anchors.kept_note(logs_of(site), last.about) if last else None
    return Anchored(last.at, last.by, signed_at(note) if note else None, last.detail) if last else None


def open_request(site: Site) -> Anchored | None:
    """The last one, where its token did not come yet."""
    asked = logbook.newest(STAMP_ASKED)
    if asked is None or anchors.kept_note(logs_of(site), asked.about):
        return None
    return Anchored(asked.at, asked.by, signed_at(asked.detail.encode()))


def anchor_line(site: Site) -> str:
    """Of the newest checkpoint, as print and as the text of its QR code. Raises AnchorError."""
    return anchors.line_of(_newest(site))


def show_line(site: Site, now: datetime, by: str) -> str:
    """The same, noted in the record: it is about to be printed. Raises AnchorError."""
    line = anchor_line(site)
    with writing(now) as at:
        logbook.note(at, by, LINE_SHOWN, line[:300])
    return line


def last_line() -> Anchored | None:
    """That was shown to be printed."""
    last = logbook.newest(LINE_SHOWN)
    return Anchored(last.at, last.by, datetime.fromisoformat(last.about.split(" ")[2])) if last else None


def copy_known(site: Site) -> Copy | None:
    """None where the settings name no other place, or no log is here."""
    note, place = newest(evidence_of(site)), site.config.logs.copy_to
    if note is None or not place:
        return None
    before = anchors.last_copied(logs_of(site))
    right = signed_at(before) if before else None
    try:
        there = anchors.newest_copy(Path(place), read_note(note)[0].origin)
    except OSError:
        return Copy(place, CopyState.UNREACHABLE, right)
    state = _state(site, note, there)
    return Copy(place, state, signed_at(there) if there and state is not CopyState.OTHER else right)


def newest_signed(site: Site) -> datetime | None:
    """When the newest checkpoint was signed."""
    note = newest(evidence_of(site))
    return signed_at(note) if note else None


def signed_at(note: bytes) -> datetime:
    return datetime.fromisoformat(read_note(note)[0].at)


def _state(site: Site, note: bytes, there: bytes | None) -> CopyState:
    """A copy that is far behind is compared by the check of the store only."""
    if there is None:
        return CopyState.BEHIND
    here, copied = read_note(note)[0].size, read_note(there)[0].size
    if there == note:
        return CopyState.RIGHT
    near = {read_note(one)[0].size: one for one in lately(evidence_of(site))}
    is_other = copied >= here or near.get(copied, there) != there
    return CopyState.OTHER if is_other else CopyState.BEHIND


def _asked_for(token: bytes) -> bytes:
    """The checkpoint that a request was made for. Raises AnchorError."""
    digest = anchors.imprint_of(token)
    asked = next((one for one in logbook.all_of(STAMP_ASKED) if one.about == digest), None)
    if asked is None:
        raise AnchorError(_("the token is for no checkpoint that was asked for here"))
    return asked.detail.encode()


def _newest(site: Site) -> bytes:
    note = newest(evidence_of(site))
    if note is None:
        raise AnchorError(_("there are no access logs yet"))
    return note
