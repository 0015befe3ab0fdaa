"""Codes of access logs as a person reads them. Names of events are those of DICOM PS3.15 (CID 400)."""

from collections.abc import Mapping

from tenken.text import _

EVENTS: Mapping[str, str] = {
    "110100": _("program started or ended"),
    "110101": _("audit log used"),
    "110102": _("transfer of images begun"),
    "110103": _("images accessed"),
    "110104": _("images transferred"),
    "110105": _("study of images deleted"),
    "110106": _("taken out (export, print)"),
    "110107": _("brought in (import)"),
    "110108": _("network entered or left"),
    "110109": _("order handled"),
    "110110": _("patient record handled"),
    "110111": _("procedure handled"),
    "110112": _("patient searched for"),
    "110113": _("security alert"),
    "110114": _("sign-in or sign-out"),
}
OUTCOMES: Mapping[str, str] = {
    "0": _("success"),
    "4": _("failed, slightly"),
    "8": _("failed, seriously"),
    "12": _("failed, gravely"),
}
ACTIONS: Mapping[str, str] = {
    "C": _("made"), "R": _("read"), "U": _("changed"), "D": _("deleted"), "E": _("carried out"),
}  # fmt: skip
"""EventActionCode (RFC 3881 §5.1.2)."""
