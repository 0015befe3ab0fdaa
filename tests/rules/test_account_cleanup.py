"""退職者や使用していないアカウント等、不要なアカウントを削除または無効化している。"""

from datetime import timedelta
from typing import Any

import pytest

from tenken.facts.accounts import Account, AccountHolder, LocalAccounts, NeededAccounts
from tenken.facts.documents import DocumentType
from tenken.facts.model import FACILITY
from tenken.rules.account_cleanup import AccountPolicy
from tenken.rules.model import Finding, Standing
from tests.build import SERVER, days_ago, declared, document, entry, fact, finding, in_days


def judge(
    *accounts: Account,
    by_log: bool = True,
    directories: tuple[str, ...] = (),
    needed: tuple[AccountHolder, ...] = (),
    policy: AccountPolicy | None = None,
) -> Finding:
    seen = (fact(entry(title="EHR-SRV01"), SERVER), fact(LocalAccounts(accounts, by_log, directories), SERVER))
    listed = fact(NeededAccounts(holders=needed, **declared()))
    return finding("account-cleanup.no-unused-account-can-log-in", SERVER, *seen, listed, policy=policy)


def account(**more: Any) -> Account:
    usual = {"name": "suzuki", "uid": 1001, "login_shell": True, "password": "set"}
    return Account(**{**usual, **more})


def test_met_while_the_last_log_in_is_90_days_ago() -> None:
    assert judge(account(last_used=days_ago(90))).standing is Standing.MET


def test_not_met_from_the_91st_day() -> None:
    found = judge(account(last_used=days_ago(91)))
    assert (found.standing, "suzuki" in str(found.because)) == (Standing.NOT_MET, True)


def test_not_met_when_an_account_was_never_used() -> None:
    assert judge(account()).standing is Standing.NOT_MET


def test_met_while_an_unused_account_is_new() -> None:
    assert judge(account(password_changed=days_ago(5))).standing is Standing.MET


def test_the_limit_is_the_facilitys_own_rule() -> None:
    policy = AccountPolicy(unused_after=timedelta(days=30))
    assert judge(account(last_used=days_ago(31)), policy=policy).standing is Standing.NOT_MET


@pytest.mark.parametrize(
    "closed",
    [
        {"password": "locked"},
        {"login_shell": False},
        {"expires": days_ago(0)},
        {"uid": 0},
    ],
)
def test_met_when_nobody_can_log_in_by_the_unused_account_or_it_is_root(closed: dict[str, Any]) -> None:
    assert judge(account(**closed)).standing is Standing.MET


def test_not_met_when_an_unused_account_expires_only_tomorrow() -> None:
    assert judge(account(expires=in_days(1))).standing is Standing.NOT_MET


@pytest.mark.parametrize("password", ["empty", "unseen"])
def test_not_met_when_a_password_is_empty_or_could_not_be_seen(password: str) -> None:
    assert judge(account(password=password)).standing is Standing.NOT_MET


def test_not_met_when_a_locked_account_still_has_a_key() -> None:
    assert judge(account(password="locked", keys=True)).standing is Standing.NOT_MET


def test_unknown_when_log_ins_by_key_could_not_be_seen() -> None:
    assert judge(account(keys=True), by_log=False).standing is Standing.UNKNOWN


def test_not_met_rather_than_unknown_when_another_account_is_surely_unused() -> None:
    assert judge(account(keys=True), account(name="kato"), by_log=False).standing is Standing.NOT_MET


def test_unknown_when_accounts_of_a_directory_log_in_too() -> None:
    assert judge(account(last_used=days_ago(1)), directories=("sss",)).standing is Standing.UNKNOWN


def test_not_met_rather_than_unknown_when_an_account_of_the_machine_itself_is_unused() -> None:
    assert judge(account(), directories=("sss",)).standing is Standing.NOT_MET


def test_met_when_the_unused_account_was_found_needed() -> None:
    assert judge(account(), needed=(AccountHolder("suzuki", "緊急用"),)).standing is Standing.MET


def test_met_when_it_was_found_needed_on_this_machine() -> None:
    assert judge(account(), needed=(AccountHolder("suzuki", "緊急用", "EHR-SRV01"),)).standing is Standing.MET


def test_not_met_when_it_was_found_needed_on_another_machine() -> None:
    assert judge(account(), needed=(AccountHolder("suzuki", "緊急用", "PACS-01"),)).standing is Standing.NOT_MET


def test_unknown_when_the_accounts_were_not_seen() -> None:
    found = finding("account-cleanup.no-unused-account-can-log-in", SERVER, fact(entry(), SERVER))
    assert found.standing is Standing.UNKNOWN


def test_met_when_the_accounts_were_reviewed_against_the_list_of_staff() -> None:
    review = fact(document(DocumentType.ACCOUNT_REVIEW))
    assert finding("account-cleanup.accounts-are-reviewed", FACILITY, review).standing is Standing.MET


def test_not_met_when_the_review_left_out_shared_accounts() -> None:
    review = fact(document(DocumentType.ACCOUNT_REVIEW, covers=("roster",)))
    assert finding("account-cleanup.accounts-are-reviewed", FACILITY, review).standing is Standing.NOT_MET


def test_unknown_without_a_review_on_file() -> None:
    assert finding("account-cleanup.accounts-are-reviewed", FACILITY).standing is Standing.UNKNOWN
