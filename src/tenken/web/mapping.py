"""列の対応 in words: what a column can be, what an encoding is called, how a cell of the ledger reads."""

from collections.abc import Mapping

from tenken.actions.plan_spreadsheet import Cell
from tenken.collectors.person.labels import FIELD_NAMES as LABELS
from tenken.facts.model import CLASS_NAMES, MARK_NAMES, MachineClass, MarkKind
from tenken.text import Message, _

FIELD_NAMES: Mapping[str, str] = {
    "title": LABELS["title"],
    "machine_class": _("class"),
    "role": LABELS["role"],
    "place": LABELS["place"],
    "unit": _("department (before the person's name)"),
    "owner": LABELS["owner"],
    "vendor": LABELS["vendor"],
    "maker": LABELS["maker"],
    "model": LABELS["model"],
    "serial": LABELS["serial"],
    "asset_tag": MARK_NAMES[MarkKind.ASSET_TAG],
    "mac": MARK_NAMES[MarkKind.MAC],
    "uuid": MARK_NAMES[MarkKind.UUID],
    "fqdn": MARK_NAMES[MarkKind.FQDN],
    "hostname": MARK_NAMES[MarkKind.HOSTNAME],
    "fit_for_use": LABELS["fit_for_use"],
    "status": _("state (廃棄 and the like end its use)"),
    "retired": LABELS["retired"],
    "retired_on": _("day of disposal"),
    "note": LABELS["note"],
    "noted": _("keep it in the remark, with its head"),
    "": _("leave it out"),
}
"""In the order in which they are offered."""

ENCODING_NAMES: Mapping[str, str] = {
    "utf-8": "UTF-8",
    "cp932": "Shift_JIS (CP932)",
    "euc-jp": "EUC-JP",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}

_OF_THE_LEDGER = {**FIELD_NAMES, "entered": _("entered in the ledger")}


def field_name(name: str) -> str:
    """A cell of the ledger, or a kind of mark."""
    if name in _OF_THE_LEDGER:
        return _OF_THE_LEDGER[name]
    return MARK_NAMES[MarkKind(name)] if name in tuple(MarkKind) else name


def cell(value: Cell) -> Message | str:
    """How a cell reads; a dash where nothing stands in it."""
    if isinstance(value, bool):
        return Message(_("yes") if value else _("no"))
    if value in tuple(MachineClass):
        return Message(CLASS_NAMES[MachineClass(value)])
    return value or "－"
