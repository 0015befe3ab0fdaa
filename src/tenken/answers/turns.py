"""Whose turn it is with a row that cannot be answered yet: the vendor's, the facility's own, or a machine's."""

from collections.abc import Mapping
from enum import StrEnum

from tenken.text import _


class Turn(StrEnum):
    VENDOR = "vendor"
    MACHINES = "machines"
    HOUSE = "house"


TURN_NAMES: Mapping[Turn, str] = {
    Turn.VENDOR: _("to be asked of the vendor"),
    Turn.MACHINES: _("look at the machines"),
    Turn.HOUSE: _("decide and write down in the house"),
}

TURNS: Mapping[str, Turn] = {
    "has-system": Turn.HOUSE,
    "responsible-officer": Turn.HOUSE,
    "asset-ledger": Turn.MACHINES,
    "remote-maintenance": Turn.VENDOR,
    "mds-sds": Turn.VENDOR,
    "access-rights": Turn.HOUSE,
    "account-cleanup": Turn.MACHINES,
    "access-log": Turn.VENDOR,
    "patch": Turn.VENDOR,
    "unneeded-services": Turn.MACHINES,
    "source-restriction": Turn.VENDOR,
    "password-rule": Turn.MACHINES,
    "password-reuse": Turn.MACHINES,
    "removable-media": Turn.MACHINES,
    "two-factor": Turn.VENDOR,
    "contact-chart": Turn.HOUSE,
    "backup-recovery": Turn.VENDOR,
    "bcp": Turn.HOUSE,
    "operating-rules": Turn.HOUSE,
}
"""Of a facility without IT staff, for each lineage. Who has such staff can do more by itself."""
