"""診療を継続するために必要な情報を検討し、データやシステムのバックアップの実施と復旧手順を確認している。"""

from typing import Any

import pytest

from tenken.facts.documents import DocumentType
from tenken.facts.model import FACILITY
from tenken.facts.systems import BackupRecord
from tenken.rules.backup_recovery import BackupPolicy
from tenken.rules.model import Finding, Standing
from tests.build import SYSTEM, days_ago, declared, document, fact, finding

SYSTEM_RULE = "backup-recovery.the-system-can-be-restored"
PAPER_RULE = "backup-recovery.the-procedure-is-in-effect"


def judge(policy: BackupPolicy | None = None, **more: Any) -> Finding:
    kept = {"methods": ("ディスク", "テープ"), "generations": 3, "last_success": days_ago(11), "detached": True}
    tested = {"last_restore": days_ago(100), "restored_well": True}
    record = BackupRecord(**{**kept, **tested, **declared(), **more})
    return finding(SYSTEM_RULE, SYSTEM, fact(record, SYSTEM), policy=policy)


def test_met_with_two_methods_three_generations_one_detached_copy_and_a_tested_restoration() -> None:
    assert judge().standing is Standing.MET


@pytest.mark.parametrize(
    ("short", "word"),
    [
        ({"methods": ("ディスク",)}, "1 methods"),
        ({"generations": 2}, "2 generations"),
        ({"detached": False}, "out of reach"),
        ({"last_success": days_ago(18)}, "newest backup"),
        ({"last_restore": None, "restored_well": False}, "not checked"),
        ({"last_restore": days_ago(367)}, "not checked"),
    ],
)
def test_not_met_when_the_backup_falls_short_and_the_point_is_named(short: dict[str, Any], word: str) -> None:
    found = judge(**short)
    assert (found.standing, word in str(found.because)) == (Standing.NOT_MET, True)


def test_not_met_when_the_last_restoration_test_failed_though_the_procedure_was_checked() -> None:
    assert judge(restored_well=False, procedure_checked_on=days_ago(5)).standing is Standing.NOT_MET


def test_met_when_the_procedure_was_checked_and_no_restoration_was_tried() -> None:
    checked = judge(last_restore=None, restored_well=False, procedure_checked_on=days_ago(366))
    assert checked.standing is Standing.MET


def test_the_age_of_the_newest_backup_counts_from_the_day_the_record_was_checked() -> None:
    assert judge(confirmed_on=days_ago(90), last_success=days_ago(97)).standing is Standing.MET


def test_generations_and_detachment_are_the_facilitys_own_rule() -> None:
    policy = BackupPolicy(generations=1, detached=False)
    assert judge(policy, generations=1, detached=False).standing is Standing.MET


def test_met_while_the_record_is_100_days_old() -> None:
    assert judge(confirmed_on=days_ago(100), last_success=days_ago(101)).standing is Standing.MET


def test_unknown_when_the_record_is_older_than_100_days() -> None:
    assert judge(confirmed_on=days_ago(101), last_success=days_ago(101)).standing is Standing.UNKNOWN


def test_unknown_when_no_record_is_on_file() -> None:
    assert finding(SYSTEM_RULE, SYSTEM).standing is Standing.UNKNOWN


def test_met_when_the_procedure_is_written_and_in_effect() -> None:
    paper = fact(document(DocumentType.RESTORE_PROCEDURE))
    assert finding(PAPER_RULE, FACILITY, paper).standing is Standing.MET


def test_not_met_when_the_procedure_does_not_say_which_information_care_needs() -> None:
    paper = fact(document(DocumentType.RESTORE_PROCEDURE, covers=("order", "steps")))
    assert finding(PAPER_RULE, FACILITY, paper).standing is Standing.NOT_MET


def test_unknown_when_no_procedure_is_on_file() -> None:
    assert finding(PAPER_RULE, FACILITY).standing is Standing.UNKNOWN
