"""removable-media: USBストレージ等の外部記録媒体や情報機器に対して接続を制限している。

Met:      a setting of the machine keeps USB storage out, or lets in listed devices only.
Not met:  nothing restricts it.
Unknown:  the setting was not seen.
Source:   checklist 2-9 (R7, R8); the end of the wording is unverified.
"""

from datetime import date

from tenken.facts.media import RemovableMedia
from tenken.facts.model import SubjectId, SubjectKind
from tenken.rules.model import Exhibits, Finding, Measured, Policy, Rule, met, need, not_met
from tenken.text import Message, _


def usb_storage_is_restricted(about: SubjectId, seen: Exhibits, policy: Policy, today: date) -> Finding:
    media = seen[RemovableMedia]
    if media.says.restricted:
        return met(about, Message(_("USB storage is restricted by {how}"), {"how": Message(media.says.how)}), media)
    return not_met(about, Message(_("nothing on the machine restricts USB storage")), media)


RULES = (
    Rule(
        "removable-media.usb-storage-is-restricted",
        SubjectKind.MACHINE,
        (need(RemovableMedia),),
        Measured(),
        usb_storage_is_restricted,
    ),
)
