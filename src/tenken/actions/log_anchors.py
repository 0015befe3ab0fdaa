"""外の控えを取る: requests to a time stamping authority and its tokens, as files; and the line that is printed."""

from datetime import datetime
from pathlib import Path

from tenken.actions.log_evidence import evidence_of, logs_of
from tenken.actions.log_verbs import ANCHORED
from tenken.actions.site import Site
from tenken.ledger import logbook
from tenken.ledger.writing import writing
from tenken.logs.evidence import anchors
from tenken.logs.evidence.checkpoints import newest
from tenken.text import _


def request_anchor(site: Site, to: Path) -> str:
    """For the newest checkpoint; the line to be printed beside it. Raises AnchorError."""
    note = _newest(site)
    anchors.request(logs_of(site), note, to)
    return anchors.line_of(note)


def keep_anchor(site: Site, token: Path, authority: Path, now: datetime, by: str) -> str:
    """The digest that the token stamps; noted in the record. Raises AnchorError."""
    digest = anchors.keep_token(logs_of(site), token, authority)
    with writing(now) as at:
        logbook.note(at, by, ANCHORED, digest, token.name)
    return digest


def anchor_line(site: Site) -> str:
    """Of the newest checkpoint, as print and as the text of its QR code. Raises AnchorError."""
    return anchors.line_of(_newest(site))


def copy_behind(site: Site) -> bool:
    """Whether the place that the settings name lacks checkpoints, or cannot be reached."""
    note = newest(evidence_of(site))
    if note is None or not site.config.logs.copy_to:
        return False
    line = anchors.line_of(note).split(" ")
    try:
        return anchors.copied(Path(site.config.logs.copy_to), line[0]) < int(line[1])
    except OSError:
        return True


def _newest(site: Site) -> bytes:
    note = newest(evidence_of(site))
    if note is None:
        raise anchors.AnchorError(_("there are no access logs yet"))
    return note
