"""The list of vulnerabilities known to be exploited (KEV), as the American agency CISA publishes it."""

import re
from typing import Any

from tenken.facts.feeds import KnownExploited
from tenken.feeds.model import FeedError, day_of, unreadable
from tenken.text import _

PUBLISHER = "CISA"
ISSUE = "KEV"
_CVE = re.compile(r"CVE-\d{4}-\d{4,19}")


def is_document(document: Any) -> bool:
    return isinstance(document, dict) and "catalogVersion" in document and "vulnerabilities" in document


def read(document: Any) -> KnownExploited:
    """Raises FeedError."""
    try:
        cves = sorted({str(one["cveID"]) for one in document["vulnerabilities"]})
        dated, edition = day_of(document["dateReleased"]), str(document["catalogVersion"])[:40]
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(error) from error
    known = tuple(filter(_CVE.fullmatch, cves))
    if not known:
        raise FeedError(_("the list names no vulnerability"))
    return KnownExploited(PUBLISHER, ISSUE, dated, edition, known)
