"""What is done with access logs, as the record of operations names it. Apart, so that pages need not load DuckDB."""

from collections.abc import Mapping

from tenken.ledger import logbook
from tenken.text import _

IMPORTED, ASKED, PROVED = "logs import", f"{logbook.LOOK}logs", f"{logbook.LOOK}log event"
VERBS: Mapping[str, str] = {
    IMPORTED: _("access log taken in"),
    ASKED: _("access logs asked"),
    PROVED: _("event of an access log shown"),
    logbook.ANCHOR: _("checkpoint of the access logs kept"),
}
