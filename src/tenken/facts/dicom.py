"""What may be asked of a modality or an image server, by DICOM."""

import re
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from typing import ClassVar

from tenken.facts.documents import Declared
from tenken.facts.model import SubjectKind
from tenken.text import _


@dataclass(frozen=True)
class EchoConsent(Declared):
    """疎通確認の許可: the vendor allows that the machine is asked by C-ECHO whether it is there.

    It is for this AE title at ``reached_at`` (``10.20.5.7:104``) and no other, and ends with the day of ``until``.
    """

    kind: ClassVar[str] = "echo-consent"
    name: ClassVar[str] = _("consent to C-ECHO")
    speaks_of: ClassVar[tuple[SubjectKind, ...]] = (SubjectKind.MACHINE,)
    ae_title: str
    reached_at: str
    vendor: str
    paper: str
    until: date

    @property
    def item(self) -> str:
        return f"{self.ae_title}@{self.reached_at}"

    @property
    def good_until(self) -> date:
        return self.until


def is_ae_title(text: str) -> bool:
    """Up to 16 printable characters of ASCII, no backslash, and not blank (PS3.5, 6.2)."""
    return re.fullmatch(r"[!-\[\]-~](?:[ -\[\]-~]{0,14}[!-\[\]-~])?", text) is not None


def place_of(text: str) -> tuple[str, int] | None:
    """Address and port of ``10.20.5.7:104`` or ``[fd00::7]:104``; None where the text is none."""
    address, _colon, port = text.strip().rpartition(":")
    if not re.fullmatch(r"[1-9][0-9]{0,4}", port) or int(port) > 65535:
        return None
    try:
        return str(ip_address(address.strip("[]"))), int(port)
    except ValueError:
        return None
