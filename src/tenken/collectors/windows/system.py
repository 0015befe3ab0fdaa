"""What a Windows machine is: its name and marks, system and build, hardware, network, software."""

import re
from datetime import date

from tenken.collectors.hosts import marks, uuid_of
from tenken.collectors.model import Withheld
from tenken.collectors.records import Record, flag, packages, word, words
from tenken.collectors.sightings import address_of, mac_of, name_of
from tenken.collectors.windows.answer import Answer, day, number, withheld
from tenken.facts.machines import Hardware, InstalledSoftware, Interface, NetworkPlace, OperatingSystem
from tenken.facts.model import MachineClass, Mark, MarkKind
from tenken.facts.windows import WindowsBuild
from tenken.text import Message, _

_WINDOWS_11 = 22_000
"""From this build on clients are Windows 11; their registry goes on to say Windows 10."""
_KB = re.compile(r"KB\d{6,8}")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SUCCEEDED, _INSTALLED = 2, 1
"""Windows Update Agent: OperationResultCode orcSucceeded, UpdateOperation uoInstallation."""
_DEFENDER = "KB2267602"
"""Signatures of Defender come several times a day and are no update of Windows."""
_VIRTUAL = re.compile(r"vmware|virtualbox|qemu|kvm|virtual machine|xen|parallels|bochs|nutanix", re.IGNORECASE)
_MADE_UP = re.compile(r"ROOT|SW[DC]?", re.IGNORECASE)
"""Buses of PnP on which nothing is plugged in: software makes such cards."""


def machine_marks(answer: Answer) -> tuple[Mark, ...]:
    said = answer["identity"].record
    name = word(said, "dns_name", "name")
    domain = word(said, "domain") if flag(said, "part_of_domain") else ""
    names = [f"{name}.{domain}" if "." in domain else "", name]
    cards = [card.mac for card in _interfaces(answer) if card.physical]
    guid = word(said, "machine_guid").strip("{}").lower()
    own = (Mark(MarkKind.MACHINE_ID, guid),) if _GUID.fullmatch(guid) else ()
    return own + marks(word(said, "serial"), uuid_of(word(said, "uuid")), cards, filter(name_of, names))


def operating_system(answer: Answer) -> OperatingSystem | Withheld:
    section = answer["system"]
    if missing := withheld(OperatingSystem, section):
        return missing
    said = section.record
    build, ubr = number(said, "CurrentBuildNumber"), number(said, "UBR")
    return OperatingSystem(
        family="windows",
        id="windows",
        version=word(said, "DisplayVersion", "ReleaseId"),
        title=_title(said),
        kernel=".".join(str(part) for part in (10, 0, build, ubr) if part is not None) if build else "",
        architecture=word(said, "Architecture"),
    )


def _title(said: Record) -> str:
    title, build = word(said, "ProductName"), number(said, "CurrentBuildNumber") or 0
    newer = build >= _WINDOWS_11 and word(said, "InstallationType") == "Client"
    return title.replace("Windows 10", "Windows 11", 1) if newer else title


def build(answer: Answer) -> WindowsBuild | Withheld:
    section, hotpatch = answer["system"], answer["hotpatch"]
    if missing := withheld(WindowsBuild, section, hotpatch):
        return missing
    said = section.record
    found, revision = number(said, "CurrentBuildNumber"), number(said, "UBR")
    if found is None or revision is None or not word(said, "InstallationType"):
        return Withheld(WindowsBuild, Message(_("the registry does not say build, revision and kind of installation")))
    return WindowsBuild(
        product=_title(said),
        edition_id=word(said, "EditionID"),
        installation_type=word(said, "InstallationType"),
        display_version=word(said, "DisplayVersion", "ReleaseId"),
        build=found,
        ubr=revision,
        last_update=_last_update(answer),
        hotfixes=tuple(sorted({k for row in answer["hotfixes"].rows for k in _KB.findall(word(row, "id"))})),
        hotpatched=bool(
            flag(hotpatch.record, "enrolled") or any(number(hotpatch.record, n) for n in ("table", "allowed"))
        ),
    )


def _last_update(answer: Answer) -> date | None:
    done = (
        day(row, "at")
        for row in answer["update_history"].rows
        if (number(row, "operation"), number(row, "result")) == (_INSTALLED, _SUCCEEDED)
        and word(row, "kb") not in ("", _DEFENDER)
    )
    return max(filter(None, done), default=None)


def hardware(answer: Answer) -> Hardware | Withheld:
    section = answer["identity"]
    if missing := withheld(Hardware, section):
        return missing
    said = section.record
    maker, model = word(said, "maker"), word(said, "model")
    return Hardware(maker, model, virtual_of(maker, model), _suggested(answer), word(said, "serial"))


def virtual_of(maker: str, model: str) -> str:
    """By what the maker calls its machines; the chassis of a virtual one is made up."""
    found = _VIRTUAL.search(model) or _VIRTUAL.search(maker)
    return found[0].lower() if found else ""


def _suggested(answer: Answer) -> MachineClass:
    kind = word(answer["system"].record, "InstallationType")
    if kind:
        return MachineClass.CLIENT_PC if kind == "Client" else MachineClass.SERVER
    return MachineClass.UNKNOWN


def network(answer: Answer) -> NetworkPlace | Withheld:
    section = answer["adapters"]
    return withheld(NetworkPlace, section) or NetworkPlace(_interfaces(answer))


def _interfaces(answer: Answer) -> tuple[Interface, ...]:
    found = {_interface(row) for row in answer["adapters"].rows if mac_of(word(row, "mac"))}
    return tuple(sorted(found, key=lambda card: (card.name, card.mac)))


def _interface(row: Record) -> Interface:
    addresses = dict.fromkeys(filter(None, map(address_of, words(row.get("addresses")))))
    physical = flag(row, "physical") is True and not _MADE_UP.fullmatch(word(row, "bus"))
    return Interface(word(row, "name", "product"), mac_of(word(row, "mac")), tuple(addresses), physical)


def software(answer: Answer) -> InstalledSoftware | Withheld:
    """Of both views of the registry and of the users who are signed in; with the apps, where those could be seen.

    As a plain user the script sees neither what other users installed nor their apps.
    """
    section, apps = answer["software"], answer["apps"]
    if missing := withheld(InstalledSoftware, section):
        return missing
    pairs = [(word(row, "name"), word(row, "version")) for row in (*section.rows, *apps.rows)]
    return InstalledSoftware("windows", packages(pairs), whole=apps.seen and answer.elevated)
