"""What contacts and parts of the network must hold to be taken."""

import re
import unicodedata

from tenken.facts.contacts import Contact, Lane
from tenken.facts.model import SubjectId, SubjectKind, kind_of
from tenken.facts.networks import NetworkSegment
from tenken.facts.sweeps import network_of
from tenken.text import Message, _

_PHONE = re.compile(r".*[0-9].*")
"""An extension, a word on who is there at night: a number is enough."""
_KANA = re.compile(r"[ぁ-ゖァ-ヺーa-zA-Z0-9・ ]+")


def contact_problems(says: Contact, about: SubjectId) -> dict[str, Message]:
    problems = {}
    for name in ("phone", "night_phone"):
        if not _PHONE.fullmatch(unicodedata.normalize("NFKC", getattr(says, name)) or "0"):
            problems[name] = Message(_("is no phone number; write 03-1234-5678"))
    if not _KANA.fullmatch(unicodedata.normalize("NFKC", says.reading) or "ア"):
        problems["reading"] = Message(_("is written in kana, as さとう はなこ"))
    if kind_of(about) is SubjectKind.VENDOR and says.lane is not Lane.VENDOR:
        problems["lane"] = Message(_("of a vendor is the step of the vendors"))
    return problems


def segment_problems(says: NetworkSegment, about: SubjectId) -> dict[str, Message]:
    del about
    subnet = network_of(says.subnet)
    if subnet is None or str(subnet) != says.subnet:
        return {"subnet": Message(_("is no subnet; write 10.20.1.0/24"))}
    return {}
