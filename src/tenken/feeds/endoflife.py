"""Ends of support as endoflife.date publishes them, for one product or for all.

Read are its API of version 1 (one product, or ``products/full``), the older one (a bare list of cycles, which tells
neither product nor day: a person says the day, and the file's name the product), and the pages of its repository.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tenken.facts.feeds import SupportCycle, SupportDates
from tenken.feeds.model import FeedError, day_of, unreadable
from tenken.text import _

PUBLISHER = "endoflife.date"
PRODUCTS: Mapping[str, str] = {
    "almalinux": "almalinux",
    "amzn": "amazon-linux",
    "centos": "centos",
    "debian": "debian",
    "fedora": "fedora",
    "ol": "oracle-linux",
    "opensuse-leap": "opensuse",
    "rhel": "rhel",
    "rocky": "rocky-linux",
    "sles": "sles",
    "ubuntu": "ubuntu",
}
"""The ID of os-release → the name under which the distribution is listed."""
FIRMWARE: Mapping[str, str] = {"pan-os": "panos"}
"""The family of a firmware → the name under which it is listed, where it is another."""
OTHERS = ("windows", "windows-server", "centos-stream", "fortios", "panos", "cisco-ios-xe", "junos", "routeros")
"""What else is taken out of the list of all products."""
FREELY_EXTENDED = ("debian",)
"""Whose extended support reaches everybody through the same archive, without a contract."""
_NAME = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}")
_HEAD = b"---"
_FIELD = re.compile(r"^(?:- +| +)(\w+):\s+(\"[^\"]*\"|'[^']*'|[^#\"']*?)\s*(?:#.*)?$")
_PERMALINK = re.compile(r"^permalink:\s*/(\S+)\s*$", re.MULTILINE)
_OLDER = {"name": "cycle", "eolFrom": "eol", "eoesFrom": "extendedSupport"}
_PAGE = {"name": "releaseCycle", "eolFrom": "eol", "eoesFrom": "eoes"}
_BOOLEANS = {"true": True, "false": False}
Cycle = Mapping[str, Any]


class Nameless(FeedError):
    """Only the name of the file could tell the product."""


def is_page(raw: bytes) -> bool:
    """Whether this is a page of the repository: a head between dashes that lists releases."""
    return raw.startswith(_HEAD) and b"releaseCycle:" in raw


def is_document(document: Any) -> bool:
    if isinstance(document, dict):
        return "result" in document and "schema_version" in document
    return isinstance(document, list) and bool(document) and isinstance(document[0], dict) and "cycle" in document[0]


def read(document: Any, dated: date | None, name: str) -> tuple[SupportDates, ...]:
    """A list for each product. ``name`` is the product's where the file does not tell it. Raises FeedError."""
    try:
        if isinstance(document, list):
            return (_product(_named(name), _day(dated), [_older(cycle, _OLDER) for cycle in document]),)
        day = day_of(document.get("last_modified") or document["generated_at"])
        products = document["result"] if isinstance(document["result"], list) else [document["result"]]
        wanted = {*PRODUCTS.values(), *OTHERS} if isinstance(document["result"], list) else {products[0]["name"]}
        found = tuple(_product(_named(p["name"]), day, p["releases"]) for p in products if p["name"] in wanted)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise unreadable(error) from error
    if not found:
        raise FeedError(_("the list names no product that Tenken judges"))
    return found


def read_page(raw: bytes, dated: date | None) -> tuple[SupportDates, ...]:
    """Raises FeedError."""
    head, closed, _rest = raw.decode("utf-8", "replace").removeprefix("---").partition("\n---")
    link = _PERMALINK.search(head)
    if not closed or not link:
        raise unreadable("---")
    try:
        return (_product(_named(link[1]), _day(dated), [_older(c, _PAGE) for c in _cycles(head)]),)
    except (ValueError, KeyError, TypeError) as error:
        raise unreadable(error) from error


def _cycles(head: str) -> Iterator[Cycle]:
    """The list below ``releases:``: plain fields, one a line; what is nested in them is passed over."""
    current: dict[str, Any] = {}
    for line in head.partition("\nreleases:")[2].splitlines():
        if line.lstrip().startswith("- ") and "releaseCycle:" in line:
            if current:
                yield current
            current = {}
        match = _FIELD.match(re.sub(r"^\s*-\s+", "- ", line))
        if match:
            text = match[2].strip("\"'")
            current[match[1]] = _BOOLEANS.get(text, text)
    if current:
        yield current


def _older(cycle: Cycle, names: Mapping[str, str]) -> Cycle:
    """A cycle of the other forms in the words of API 1. A field is a day, or only says whether."""
    ends, extended = cycle.get(names["eolFrom"]), cycle.get(names["eoesFrom"])
    return {
        "name": cycle[names["name"]],
        "isEol": ends is True,
        "eolFrom": None if isinstance(ends, bool) else ends,
        "eoesFrom": None if isinstance(extended, bool) else extended,
        "latest": {"name": cycle.get("latest"), "date": cycle.get("latestReleaseDate")},
    }


def _product(name: str, dated: date, cycles: Any) -> SupportDates:
    found = tuple(_cycle(cycle) for cycle in cycles)
    if not found:
        raise FeedError(_("the list names no branch of {product}"), product=name)
    return SupportDates(PUBLISHER, name, dated, found)


def _cycle(cycle: Cycle) -> SupportCycle:
    ends, latest = cycle.get("eolFrom"), cycle.get("latest") or {}
    extended, latest_on = cycle.get("eoesFrom"), latest.get("date")
    return SupportCycle(
        branch=str(cycle["name"])[:60],
        ends=day_of(ends) if ends else None,
        over=not ends and cycle["isEol"] is True,
        extended=day_of(extended) if extended else None,
        latest=str(latest.get("name") or "")[:60],
        latest_on=day_of(latest_on) if latest_on else None,
    )


def _named(name: Any) -> str:
    if not _NAME.fullmatch(str(name)):
        raise Nameless(_("the list does not say which product it is of; name the file after it, as debian.json"))
    return str(name)


def _day(dated: date | None) -> date:
    if dated is None:
        raise FeedError(_("the list bears no date; say with --dated on which day it was published"))
    return dated
