"""How a Windows machine keeps its logs and its time, and whether it takes USB storage."""

import re

from tenken.collectors.model import Withheld
from tenken.collectors.records import Record, flag, word, words
from tenken.collectors.windows.answer import Answer, number, withheld
from tenken.collectors.windows.system import virtual_of
from tenken.facts.logs import LogKeeping, TimeSync
from tenken.facts.media import RemovableMedia
from tenken.text import Message, _

_LOGON = "{0CCE9215-69AE-11D9-BED3-505054503030}"
"""The audit subcategory Logon, MS-GPAC."""
_SUCCESS = 1
_HOST = re.compile(r"Server=https?://([^/:,\s]+|\[[^\]]+\])", re.IGNORECASE)
_OTHER_CLOCKS = re.compile(r"ntp|chrony|clock|timesync", re.IGNORECASE)
_OFF = "NoSync"
_DISABLED = 4
"""Start of a driver that is never loaded."""
_REMOVABLE_DISKS = "{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}"
_GUARDS = re.compile(
    r"skysea|lanscope|motex|hibun|秘文|assetview|systemwalker desktop|ism ?client|device ?lock|safend|infotrace|ivanti|"
    r"mcafee|trellix|symantec|trend micro|apex one|ウイルスバスター|virus ?buster|\beset\b|sophos|kaspersky|cybereason|"
    r"crowdstrike|sentinel ?one|f-secure|withsecure|bitdefender",
    re.IGNORECASE,
)
"""Programs that can keep USB storage out by themselves."""


def log_keeping(answer: Answer) -> LogKeeping | Withheld:
    """Windows limits its logs by size, never by days."""
    log, audit = answer["event_log"], answer["audit"]
    if missing := withheld(LogKeeping, log, audit):
        return missing
    taken = [number(row, "setting") for row in audit.rows if word(row, "subcategory").upper() == _LOGON]
    if len(taken) != 1 or taken[0] is None or flag(log.record, "enabled") is None:
        return Withheld(LogKeeping, Message(_("the audit policy does not tell whether log-ins are recorded")))
    sent = {match[1] for text in words(log.record.get("sent_to")) for match in _HOST.finditer(text)}
    on = flag(log.record, "enabled") is True
    return LogKeeping(
        on and bool(taken[0] & _SUCCESS), persistent=True, kept_days=None, forwarded_to=tuple(sorted(sent))
    )


def time_sync(answer: Answer) -> TimeSync | Withheld:
    """Whether the clock is right is told in the language of the system only, so it stays unseen."""
    section, services, identity = answer["time"], answer["services"], answer["identity"]
    if missing := withheld(TimeSync, section, services, identity):
        return missing
    own = next((row for row in services.rows if word(row, "name").lower() == "w32time"), None)
    source = word(section.part("policy"), "Type") or word(section.part("local"), "Type")
    off = own is None or word(own, "start") == "Disabled" or source.lower() == _OFF.lower()
    others = [word(row, "name") for row in services.rows if _is_other_clock(row)]
    if off and not others and virtual_of(word(identity.record, "maker"), word(identity.record, "model")):
        return Withheld(TimeSync, Message(_("Windows leaves its clock alone; whether its host sets it was not seen")))
    listed = word(section.part("policy"), "NtpServer") or word(section.part("local"), "NtpServer")
    servers = () if off or source == "NT5DS" else tuple(one.partition(",")[0] for one in listed.split())
    service = (others[0] if others else "") if off else "W32Time"
    return TimeSync(service, False if off and not others else None, servers)


def _is_other_clock(row: Record) -> bool:
    name = word(row, "name")
    return word(row, "state") == "Running" and name.lower() != "w32time" and bool(_OTHER_CLOCKS.search(name))


def removable_media(answer: Answer) -> RemovableMedia | Withheld:
    section = answer["removable"]
    if missing := withheld(RemovableMedia, section):
        return missing
    if how := _restriction(section.record):
        return RemovableMedia(True, how)
    if why := _in_part(section.record) or _by_others(answer):
        return Withheld(RemovableMedia, why)
    return RemovableMedia(False, "")


def _restriction(said: Record) -> str:
    drivers, storage, classes = (_part(said, name) for name in ("drivers", "storage", "classes"))
    if number(storage, "Deny_All") == 1:
        return "RemovableStorageDevices: Deny_All"
    disks = _disks(classes)
    if number(disks, "Deny_Read") == 1 and number(disks, "Deny_Write") == 1:
        return "RemovableStorageDevices: Deny_Read, Deny_Write"
    off = [name for name in ("USBSTOR", "UASPStor") if number(drivers, name) in (None, _DISABLED)]
    return "USBSTOR, UASPStor: Start = 4" if len(off) == 2 and number(drivers, "USBSTOR") == _DISABLED else ""


def _in_part(said: Record) -> Message | None:
    """What keeps out a part only is no restriction, and no lack of one: a person is to judge it."""
    drivers, classes, install = (_part(said, name) for name in ("drivers", "classes", "install"))
    disks = _disks(classes)
    if number(drivers, "USBSTOR") == _DISABLED:
        return Message(_("the driver USBSTOR is off, and UASPStor for newer disks is on"))
    if number(disks, "Deny_Write") == 1 or number(disks, "Deny_Read") == 1:
        return Message(_("only writing to USB storage, or only reading from it, is denied"))
    if any(number(install, name) == 1 for name in ("DenyRemovableDevices", "DenyUnspecified")):
        return Message(_("new devices are kept out; whether those that were there before still work was not seen"))
    if any(number(install, name) == 1 for name in ("DenyDeviceClasses", "DenyDeviceIDs")):
        return Message(_("some devices are kept out by name; whether these are USB storage was not seen"))
    return None


def _by_others(answer: Answer) -> Message | None:
    software = answer["software"]
    if not software.seen:
        return Message(_("Windows itself restricts nothing; which programs might was not seen"))
    names = sorted({word(row, "name") for row in software.rows if _GUARDS.search(word(row, "name"))})
    words_ = _("Windows itself restricts nothing; whether {name} does was not seen")
    return Message(words_, {"name": names[0]}) if names else None


def _disks(classes: Record) -> Record:
    return next((_part(classes, name) for name in classes if name.lower() == _REMOVABLE_DISKS), {})


def _part(said: Record, name: str) -> Record:
    value = said.get(name)
    return value if isinstance(value, dict) else {}
