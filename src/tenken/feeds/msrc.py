"""Microsoft's security updates, as lists of fixed builds.

Read are the monthly document of the Security Update Guide (CVRF as JSON), and lists reduced from it: an array of CVEs
with their ``patches``, or of products with their newest ``build``. A machine is told by build and UBR alone, never by
lists of KB numbers: superseded ones are missing from those by right.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tenken.facts.feeds import WindowsRelease, WindowsReleases
from tenken.feeds.model import FeedError, day_of, unreadable
from tenken.text import _

PUBLISHER = "Microsoft"
_BUILD = re.compile(r"(?:10\.0\.)?(\d{5})\.(\d{1,6})")
_KB = re.compile(r"(?:KB)?(\d{6,8})", re.IGNORECASE)
_CVE = re.compile(r"CVE-\d{4}-\d{4,19}")
_VENDOR_FIX = 2
"""CVRF: the type of a remediation that is the maker's fix."""


def is_document(document: Any) -> bool:
    if isinstance(document, dict):
        return "DocumentTracking" in document
    return (
        isinstance(document, list)
        and bool(document)
        and isinstance(document[0], dict)
        and not ({"patches", "build"}.isdisjoint(document[0]))
    )


def read(document: Any, dated: date | None = None) -> WindowsReleases:
    """The list in a document. ``dated`` is its date where the file itself bears none. Raises FeedError."""
    try:
        if isinstance(document, dict):
            return _of_document(document)
        return _of_patches(document, dated) if "patches" in document[0] else _of_products(document)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise unreadable(error) from error


_Found = Iterable[tuple[str, str, str, date, str]]
"""product, build, KB, day, vulnerability"""


def _of_document(document: Mapping[str, Any]) -> WindowsReleases:
    """CVRF: the month's document; what it revised later stands under the day of its first release."""
    tracking = document["DocumentTracking"]
    released, current = day_of(tracking["InitialReleaseDate"]), day_of(tracking["CurrentReleaseDate"])
    names = {str(one["ProductID"]): str(one["Value"]) for one in document["ProductTree"]["FullProductName"]}
    fixes = ((fix, str(one.get("CVE", ""))) for one in document["Vulnerability"] for fix in one.get("Remediations", ()))
    found = (
        (names.get(str(product), ""), str(fix.get("FixedBuild", "")), str(fix["Description"]["Value"]), released, cve)
        for fix, cve in fixes
        if fix.get("Type") == _VENDOR_FIX
        for product in fix.get("ProductID", ())
    )
    return _list(str(tracking["Identification"]["ID"]["Value"]), current, found)


def _of_patches(cves: list[Mapping[str, Any]], dated: date | None) -> WindowsReleases:
    if dated is None:
        raise FeedError(_("the list bears no date; say with --dated on which day it was published"))
    found = (
        (str(p["os"]), str(p["fixedBuild"]), str(p["kb"]), dated, str(one.get("cve", "")))
        for one in cves
        for p in one["patches"]
    )
    return _list(f"{dated:%Y-%m}", dated, found)


def _of_products(products: list[Mapping[str, Any]]) -> WindowsReleases:
    found = [(str(p["os"]), str(p["build"]), str(p["latestKB"]), day_of(p["releaseDate"]), "") for p in products]
    dated = max(day for _product, _build, _kb, day, _cve in found)
    return _list(f"newest-{dated:%Y-%m}", dated, found)


def _list(issue: str, dated: date, found: _Found) -> WindowsReleases:
    closed = defaultdict[WindowsRelease, set[str]](set)
    for release, cve in _releases(found):
        closed[release] |= {cve} if _CVE.fullmatch(cve) else set()
    if not closed:
        raise FeedError(_("the list names no build of Windows"))
    releases = (replace(release, cves=tuple(sorted(cves))) for release, cves in closed.items())
    ordered = sorted(releases, key=lambda r: (r.build, r.server, r.ubr, r.kb))
    return WindowsReleases(PUBLISHER, issue, dated, tuple(ordered))


def _releases(found: _Found) -> Iterator[tuple[WindowsRelease, str]]:
    """Of Windows itself; what runs on it is fixed by versions of another shape, or is named before the system."""
    for product, text, kb, day, cve in found:
        build, number = _BUILD.fullmatch(text.strip()), _KB.fullmatch(kb.strip())
        if build and product.startswith("Windows"):
            server = product.startswith("Windows Server")
            yield WindowsRelease(int(build[1]), server, int(build[2]), f"KB{number[1]}" if number else "", day), cve
