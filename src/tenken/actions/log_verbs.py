"""What is done with access logs, as the record of operations names it. Apart, so that pages need not load DuckDB."""

from collections.abc import Mapping

from tenken.ledger import logbook
from tenken.text import _

IMPORTED, ASKED, PROVED = "logs import", f"{logbook.LOOK}logs", f"{logbook.LOOK}log event"
HANDED_OUT = f"{logbook.LOOK}log timeline"
LISTED, REVIEWED, DECIDED, SIGNED = "logs list", "logs review", "logs decision", "logs review signed"
REMOVED, ANCHORED, RECEIVING, REBUILT = "logs retain", "logs token", "logs receive", "logs rebuild"
BROUGHT = "logs brought"
REMOVAL_AGREED, REMOVAL_ENDED = "logs retain agreed", "logs retain ended"
STAMP_ASKED, LINE_SHOWN = "logs token asked", f"{logbook.LOOK}log line"
DIARY, DIARY_SEALED = "logs diary", "logs diary sealed"
VERBS: Mapping[str, str] = {
    IMPORTED: _("access log taken in"),
    BROUGHT: _("access log brought, to be looked at"),
    ASKED: _("access logs asked"),
    PROVED: _("event of an access log shown"),
    HANDED_OUT: _("timeline handed out"),
    LISTED: _("list for the review of access logs taken in"),
    REVIEWED: _("access logs of a month looked through by the rules"),
    DECIDED: _("flag of the review decided"),
    SIGNED: _("review of access logs signed"),
    ANCHORED: _("time stamp of the access logs kept"),
    REMOVED: _("access logs past their time removed"),
    REMOVAL_AGREED: _("removal of access logs agreed to"),
    REMOVAL_ENDED: _("removal of access logs carried out, or refused"),
    STAMP_ASKED: _("time stamp of the access logs asked for"),
    LINE_SHOWN: _("line of the checkpoint shown, to be printed"),
    RECEIVING: _("what happened while access logs were received"),
    REBUILT: _("access logs made ready for searching anew"),
    DIARY: _("work diary written"),
    DIARY_SEALED: _("work diary sealed as evidence"),
    logbook.ANCHOR: _("checkpoint of the access logs kept"),
}
