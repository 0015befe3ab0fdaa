"""A statement in rows of field and value, as a person reads it."""

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from tenken.collectors.person.labels import CHOICE_NAMES, FIELD_NAMES
from tenken.facts.documents import Declared, DocumentOnFile, KeptFile, PolicySetting
from tenken.facts.indexes import SecurityIndex
from tenken.facts.model import Statement
from tenken.rules.points import POINTS
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import Message, _
from tenken.verdicts.settings import all_fields

_SHOWN = 5
MOST = 30
"""Rows of a list that a page shows; the kept original has all."""

COLLECTOR_NAMES: Mapping[str, str] = {
    "cyclonedx": _("parts list of software (CycloneDX)"),
    "dicom": _("echo by DICOM"),
    "feed": _("notices of makers, taken in from a file"),
    "glpi": _("inventory by GLPI or FusionInventory"),
    "leases": _("list of who is on the network"),
    "linux": _("read from Linux"),
    "logs": _("seen in the access logs"),
    "nmap": _("scan of the network"),
    "osquery": _("inventory by osquery or Fleet"),
    "person": _("stated by a person"),
    "snmp": _("answer of the device by SNMP"),
    "spreadsheet": _("the facility's own list"),
    "sweep": _("sweep of a subnet"),
    "vendor_form": _("form returned by a vendor"),
    "windows": _("read from Windows"),
}

Cell = str | Message
Value = Cell | KeptFile | list[list[Cell]]
"""A list is one of lines, each of cells."""

_NAMES: Mapping[str, str] = {
    "family": _("family"),
    "id": _("name"),
    "kernel": _("kernel"),
    "architecture": _("architecture"),
    "virtual": _("virtualised by"),
    "suggests": _("looks like"),
    "interfaces": _("network interfaces"),
    "manager": _("package manager"),
    "index": _("index"),
    "index_dated": _("date of the index"),
    "index_has_security": _("carries security updates"),
    "missing": _("missing updates"),
    "packages": _("packages"),
    "running": _("running"),
    "installed": _("installed"),
    "sockets": _("listening sockets"),
    "services": _("services"),
    "accounts": _("accounts"),
    "seen_by_log": _("log-ins without a terminal were seen"),
    "unresolved": _("groups that were not looked into"),
    "publisher": _("publisher"),
    "issue": _("issue"),
    "dated": _("date of publication"),
    "releases": _("versions that mend"),
    "cycles": _("branches and their ends"),
    "cves": _("vulnerabilities"),
    "signature": _("key whose signature was verified"),
    "system": _("system"),
    "release": _("release"),
    "parts": _("parts"),
    "dates_itself": _("tells its own days"),
    "packed": _("packages listed"),
    "product": _("product"),
    "edition_id": _("edition"),
    "installation_type": _("kind of installation"),
    "display_version": _("version"),
    "build": _("build"),
    "ubr": _("revision of the build (UBR)"),
    "last_update": _("last update"),
    "hotfixes": _("updates named by the machine"),
    "hotpatched": _("updated without restart"),
    "server": _("is a server"),
    "remote_desktop": _("remote desktop is on"),
    "network_level": _("remote desktop asks before it shows the screen (NLA)"),
    "remote_desktop_from": _("remote desktop may be reached from"),
    "smb1": _("SMBv1 is on"),
    "remote_registry": _("the registry may be reached from afar"),
    "way": _("seen by"),
    "address": _("address"),
    "mac": _("MAC address"),
    "called": _("called there"),
    "where": _("seen at"),
    "cut": _("tables that were cut off"),
    "community": _("community"),
    "asked": _("ports asked"),
    "ports": _("ports that answered"),
    "answered": _("machines that answered"),
    "left_out": _("addresses that nothing was sent to"),
    "directories": _("accounts log in through a directory too"),
    "min_length": _("shortest password"),
    "mixed": _("letters, digits and symbols are each demanded"),
    "second_factor": _("a second factor is asked"),
    "max_days": _("days until a password must be changed"),
    "empty": _("accounts with an empty password"),
    "marks": _("fingerprints"),
    "restricted": _("restricted"),
    "records_logins": _("log-ins are recorded"),
    "persistent": _("kept on disk"),
    "kept_days": _("days kept"),
    "forwarded_to": _("sent to"),
    "open_to": _("files that others may write"),
    "service": _("service"),
    "synchronised": _("synchronised"),
    "sources": _("sources"),
    "since": _("kept since"),
    "silent_since": _("silent since"),
    "unparsed_percent": _("unreadable, percent"),
    "behind_s": _("seconds behind on the worst day"),
    "ahead_s": _("seconds ahead at the most"),
    "tells_log_in": _("tells of log-ins"),
    "tells_who": _("tells who"),
    "tells_patient": _("tells which patient"),
    "tells_operation": _("tells which operation"),
    "segments": _("segments"),
    "faults": _("faults"),
    "edition": _("edition"),
    "row": _("row"),
    "yes": _("answer is はい"),
    "target": _("target date"),
    "round": _("round"),
    "entered": _("entered by a person"),
}


_OF_KIND: Mapping[tuple[str, str], str] = {
    ("removable-media", "how"): _("restricted by"),
    ("hardware", "serial"): _("serial number"),
    ("firmware", "family"): _("line of versions"),
    ("coverage", "whole"): _("tables read to their end"),
    ("services", "services"): _("services"),
    ("logs-received", "missing"): _("numbers that never came"),
    ("logs-received", "empty"): _("days without any event"),
}

_CELLS: Mapping[str, str] = {
    "uid": _("uid {value}"),
    "login_shell": _("may log in"),
    "expires": _("until {value}"),
    "password_changed": _("password set on {value}"),
    "max_days": _("to be changed every {value} days"),
    "last_used": _("last log-in {value}"),
    "keys": _("logs in by key"),
    "physical": _("card of the machine itself"),
    "running": _("runs"),
    "enabled": _("starts by itself"),
    "released_by": _("published by {value}"),
    "released_after": _("published after {value}"),
}
"""Cells of a line that do not speak for themselves."""

_PASSWORDS: Mapping[str, str] = {
    "set": _("has a password"),
    "locked": _("password locked"),
    "empty": _("empty password"),
    "unseen": _("password not seen"),
}


def told(says: Statement, most: int = MOST) -> list[tuple[str, Value]]:
    """(label, value) of every field that says something; of a list at most so many lines, and how many more."""
    return list(by_field(says, most).values())


def by_field(says: Statement, most: int = MOST) -> dict[str, tuple[str, Value]]:
    """The same by the names of the fields: two of them may have one label."""
    return {name: (label, value) for name, label, value in _fields(says, most) if value not in ("", [], None)}


def _fields(says: Statement, most: int) -> Iterator[tuple[str, str, Value]]:
    for field in dataclasses.fields(says):
        own = _OF_KIND.get((says.kind, field.name))
        label = own or FIELD_NAMES.get(field.name) or _NAMES.get(field.name, field.name)
        yield field.name, label, _meaning(says, field.name, getattr(says, field.name), most)
    if isinstance(says, Declared) and says.next_review is None:
        yield "good_until", _("holds until"), says.good_until.isoformat()


def named(code: str) -> Cell:
    """A lineage, a class, a form of disclosure, a policy's field by its name; any other text as it is."""
    if code in _settings():
        return setting_name(code)
    return Message(CHOICE_NAMES[code]) if code in CHOICE_NAMES else code


def setting_name(code: str) -> Message:
    """``patch.grace`` in words. Raises KeyError for what is no field of a policy."""
    topic = Message(LINEAGE_NAMES[code.partition(".")[0]])
    return Message(_("{topic}: {setting}"), {"topic": topic, "setting": Message(_settings()[code])})


@cache
def _settings() -> Mapping[str, str]:
    return {name: field.says for name, field in all_fields()}


def _meaning(says: Statement, name: str, value: Any, most: int) -> Value:
    if isinstance(says, DocumentOnFile) and name == "covers":
        return [[Message(POINTS[says.type].get(point, point))] for point in value]
    if isinstance(says, SecurityIndex) and name == "packed":
        return str(says.size)
    coded = name in ("topic", "lineage") or (isinstance(says, PolicySetting) and name == "field")
    return named(value) if coded else _value(value, most)


def _value(value: Any, most: int) -> Value:
    if isinstance(value, bool):
        return Message(_("yes") if value else _("no"))
    if isinstance(value, Enum):
        return Message(CHOICE_NAMES.get(str(value.value), str(value.value)))
    if isinstance(value, KeptFile):
        return value
    if isinstance(value, tuple):
        more: list[list[Cell]] = [[f"… (+{len(value) - most})"]] if len(value) > most else []
        return [list(_line(item)) for item in value[:most]] + more
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _line(item: Any) -> Iterator[Cell]:
    if dataclasses.is_dataclass(item):
        cells = ((field.name, getattr(item, field.name)) for field in dataclasses.fields(item))
        return (_cell(name, value) for name, value in cells if value is not False and value not in ("", None, ()))
    if isinstance(item, tuple):
        return (str(part) for part in item if part is not None)
    return iter([str(item)])


def _cell(name: str, value: Any) -> Cell:
    if name == "password":
        return Message(_PASSWORDS[value])
    if name in _CELLS:
        return Message(_CELLS[name], {"value": str(value)})
    if isinstance(value, tuple):
        return ", ".join(value[:_SHOWN]) + (f", … (+{len(value) - _SHOWN})" if len(value) > _SHOWN else "")
    return str(value)
