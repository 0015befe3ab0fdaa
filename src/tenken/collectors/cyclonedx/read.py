"""The parts of software on one machine or in one product, as a CycloneDX bill of materials in JSON lists them.

A bill says what somebody counted, whenever that was: it is no sighting of the machine, and tells nothing of its state.
"""

import re
from collections.abc import Iterator

from tenken.collectors.hosts import marks
from tenken.collectors.model import Claim, Unreadable
from tenken.collectors.records import Record, decoded, packages, parse_json, part_of, records, word
from tenken.facts.machines import InstalledSoftware
from tenken.facts.model import Mark, MarkKind
from tenken.text import _

_VERSION = re.compile(r"1\.[2-9]")
_SOFTWARE = frozenset(
    {"application", "framework", "library", "container", "platform", "operating-system", "device-driver", "firmware"}
)
"""Other parts are files, data, models of learning, methods of encryption."""
_PACKAGES = re.compile(r"package|program|apps|extension|addon|homebrew|portage")
_MOST_PARTS = 500_000
_NOT_CYCLONEDX = _("this is no CycloneDX in JSON (1.2 to 1.9); have the bill of materials written as CycloneDX JSON")
_NAMELESS = _(
    "the bill of materials does not say what it is of; have it made anew with the host name as metadata.component.name"
)


def read(raw: bytes) -> Iterator[Claim]:
    """Raises Unreadable."""
    bill = parse_json(decoded(raw))
    if (
        not isinstance(bill, dict)
        or bill.get("bomFormat") != "CycloneDX"
        or not _VERSION.fullmatch(word(bill, "specVersion"))
    ):
        raise Unreadable(_NOT_CYCLONEDX)
    parts = _parts(bill)
    found = packages(_package(part) for part in parts if _is_software(part))
    if not found:
        raise Unreadable(_("the bill of materials lists no software"))
    yield Claim(_about(bill, parts), InstalledSoftware("cyclonedx", found, whole=False))


def _parts(bill: Record) -> list[Record]:
    """Parts may have parts; the list grows while it is walked."""
    found = records(bill, "components")
    for part in found:
        found += records(part, "components")
        if len(found) > _MOST_PARTS:
            raise Unreadable(_("the bill of materials has more than {most} parts"), most=_MOST_PARTS)
    return found


def _is_software(part: Record) -> bool:
    """Of a running machine other rows of osquery are parts as well: processes, users, sockets."""
    category = _properties(part).get("category", "packages")
    return word(part, "type") in _SOFTWARE and bool(_PACKAGES.search(category))


def _package(part: Record) -> tuple[str, str]:
    group, name = word(part, "group"), word(part, "name")
    return (f"{group}/{name}" if group else name), word(part, "version")


def _about(bill: Record, parts: list[Record]) -> tuple[Mark, ...]:
    """The machine as the bill names it; one that was made out of osquery has its numbers among the parts."""
    head = part_of(bill, "metadata")
    told = _properties(head) | _properties(part_of(head, "component"))
    if "hardware_serial" not in told:
        told |= next((found for found in map(_properties, parts) if "hardware_serial" in found), {})
    name = word(part_of(head, "component"), "name")
    by_numbers = marks(word(told, "hardware_serial"), word(told, "uuid"), (), (word(told, "hostname") or name,))
    about = by_numbers or ((Mark(MarkKind.HOSTNAME, name.lower()),) if name else ())
    if not about:
        raise Unreadable(_NAMELESS)
    return about


def _properties(part: Record) -> dict[str, str]:
    """``cdx:osquery:hostname`` is hostname."""
    return {word(one, "name").rpartition(":")[2]: word(one, "value") for one in records(part, "properties")}
