"""How it is judged: one file a lineage. This list is the whole of the program's judgement."""

from collections.abc import Mapping
from typing import Any

from tenken.rules import (
    access_log,
    access_rights,
    account_cleanup,
    asset_ledger,
    backup_recovery,
    bcp,
    contact_chart,
    has_system,
    mds_sds,
    operating_rules,
    password_reuse,
    password_rule,
    patch,
    remote_maintenance,
    removable_media,
    responsible_officer,
    source_restriction,
    two_factor,
    unneeded_services,
)
from tenken.rules.model import Rule

LINEAGES: Mapping[str, tuple[Rule[Any], ...]] = {
    "has-system": has_system.RULES,
    "responsible-officer": responsible_officer.RULES,
    "asset-ledger": asset_ledger.RULES,
    "remote-maintenance": remote_maintenance.RULES,
    "mds-sds": mds_sds.RULES,
    "access-rights": access_rights.RULES,
    "account-cleanup": account_cleanup.RULES,
    "access-log": access_log.RULES,
    "patch": patch.RULES,
    "unneeded-services": unneeded_services.RULES,
    "source-restriction": source_restriction.RULES,
    "password-rule": password_rule.RULES,
    "password-reuse": password_reuse.RULES,
    "removable-media": removable_media.RULES,
    "two-factor": two_factor.RULES,
    "contact-chart": contact_chart.RULES,
    "backup-recovery": backup_recovery.RULES,
    "bcp": bcp.RULES,
    "operating-rules": operating_rules.RULES,
}
