"""Microsoft's security updates, as lists of fixed builds.

Read are the monthly document of the Security Update Guide (CVRF as JSON), and lists reduced from it: an array of CVEs
with their ``patches``, or of products with their newest ``build``. A machine is told by build and UBR alone, never by
lists of KB numbers: superseded ones are missing from those by right.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tenken.facts.feeds import WindowsRelease, WindowsReleases
from tenken.text import Complaint, _

PUBLISHER = "Microsoft"
_BUILD = re.compile(r"(?:10\.0\.)?(\d{5})\.(\d{1,6})")
_KB = re.compile(r"(?:KB)?(\d{6,8})", re.IGNORECASE)
_VENDOR_FIX = 2
"""CVRF: the type of a remediation that is the maker's fix."""


class FeedError(Complaint):
    """A file is no list that can be read; nothing was taken."""


def read(raw: bytes, dated: date | None = None) -> WindowsReleases:
    """The list in a file. ``dated`` is its date where the file itself bears none. Raises FeedError."""
    try:
        document = json.loads(raw.decode("utf-8-sig"))
        if isinstance(document, dict) and "DocumentTracking" in document:
            return _of_document(document)
        if isinstance(document, list) and document and "patches" in document[0]:
            return _of_patches(document, dated)
        if isinstance(document, list) and document and "build" in document[0]:
            return _of_products(document)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise unreadable(error) from error
    raise FeedError(_("this is no list of Windows updates that Tenken knows"))


def unreadable(error: Exception) -> FeedError:
    return FeedError(_("the list of Windows updates cannot be read: {what}"), what=str(error)[:120])


_Found = Iterable[tuple[str, str, str, date]]
"""product, build, KB, day"""


def _of_document(document: Mapping[str, Any]) -> WindowsReleases:
    """CVRF: the month's document; what it revised later stands under the day of its first release."""
    tracking = document["DocumentTracking"]
    released, current = _day(tracking["InitialReleaseDate"]), _day(tracking["CurrentReleaseDate"])
    names = {str(one["ProductID"]): str(one["Value"]) for one in document["ProductTree"]["FullProductName"]}
    fixes = (fix for vulnerability in document["Vulnerability"] for fix in vulnerability.get("Remediations", ()))
    found = (
        (names.get(str(product), ""), str(fix.get("FixedBuild", "")), str(fix["Description"]["Value"]), released)
        for fix in fixes
        if fix.get("Type") == _VENDOR_FIX
        for product in fix.get("ProductID", ())
    )
    return _list(str(tracking["Identification"]["ID"]["Value"]), current, found)


def _of_patches(cves: list[Mapping[str, Any]], dated: date | None) -> WindowsReleases:
    if dated is None:
        raise FeedError(_("the list bears no date; say with --dated on which day it was published"))
    found = ((str(p["os"]), str(p["fixedBuild"]), str(p["kb"]), dated) for cve in cves for p in cve["patches"])
    return _list(f"{dated:%Y-%m}", dated, found)


def _of_products(products: list[Mapping[str, Any]]) -> WindowsReleases:
    found = [(str(p["os"]), str(p["build"]), str(p["latestKB"]), _day(str(p["releaseDate"]))) for p in products]
    dated = max(day for _product, _build, _kb, day in found)
    return _list(f"newest-{dated:%Y-%m}", dated, found)


def _list(issue: str, dated: date, found: _Found) -> WindowsReleases:
    releases = tuple(sorted(set(_releases(found)), key=lambda r: (r.build, r.server, r.ubr, r.kb)))
    if not releases:
        raise FeedError(_("the list names no build of Windows"))
    return WindowsReleases(PUBLISHER, issue, dated, releases)


def _releases(found: _Found) -> Iterator[WindowsRelease]:
    """Of Windows itself; what runs on it is fixed by versions of another shape, or is named before the system."""
    for product, text, kb, day in found:
        build, number = _BUILD.fullmatch(text.strip()), _KB.fullmatch(kb.strip())
        if build and product.startswith("Windows"):
            server = product.startswith("Windows Server")
            yield WindowsRelease(int(build[1]), server, int(build[2]), f"KB{number[1]}" if number else "", day)


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
