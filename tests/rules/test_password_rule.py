"""パスワードは英数字、記号が混在した8文字以上とし、定期的に変更している。
※二要素認証、または13文字以上の場合は定期的な変更は不要。
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tenken.facts.passwords import PasswordSetting
from tenken.rules.model import Finding, Standing
from tenken.rules.password_rule import PasswordPolicy
from tests.build import SERVER, fact, finding

RULE = "password-rule.passwords-follow-the-rule"
ROTATION = PasswordPolicy(rotation=True)


def judge(policy: PasswordPolicy = ROTATION, **more: Any) -> Finding:
    usual = {"min_length": 8, "mixed": True, "second_factor": False, "max_days": (("suzuki", 60),)}
    return finding(RULE, SERVER, fact(PasswordSetting(**{**usual, **more}), SERVER), policy=policy)


def test_met_when_mixed_passwords_of_8_are_changed_within_62_days() -> None:
    assert judge(max_days=(("suzuki", 62),)).standing is Standing.MET


def test_not_met_with_7_characters() -> None:
    assert judge(min_length=7).standing is Standing.NOT_MET


def test_not_met_when_letters_digits_and_symbols_are_not_demanded_together() -> None:
    assert judge(mixed=False).standing is Standing.NOT_MET


def test_unknown_when_several_kinds_are_demanded_but_not_which() -> None:
    assert judge(mixed=None).standing is Standing.UNKNOWN
    assert judge(mixed=None, min_length=7).standing is Standing.NOT_MET
    assert judge(mixed=None, min_length=13).standing is Standing.MET


def test_not_met_when_one_account_need_change_only_after_63_days() -> None:
    found = judge(max_days=(("suzuki", 60), ("kato", 63)))
    assert (found.standing, "kato" in str(found.because)) == (Standing.NOT_MET, True)


def test_not_met_when_a_password_never_has_to_be_changed() -> None:
    assert judge(max_days=(("suzuki", None),)).standing is Standing.NOT_MET


def test_met_without_change_where_the_row_does_not_ask_for_it() -> None:
    assert judge(PasswordPolicy(), max_days=(("suzuki", None),)).standing is Standing.MET


def test_met_without_change_or_mixture_from_13_characters() -> None:
    assert judge(min_length=13, mixed=False, max_days=(("suzuki", None),)).standing is Standing.MET


def test_not_met_without_change_at_12_characters() -> None:
    assert judge(min_length=12, max_days=(("suzuki", None),)).standing is Standing.NOT_MET


def test_met_when_a_second_factor_is_asked_as_well() -> None:
    assert judge(min_length=6, mixed=False, second_factor=True).standing is Standing.MET


def test_unknown_when_accounts_of_a_directory_log_in_too() -> None:
    assert judge(directories=("winbind",)).standing is Standing.UNKNOWN
    assert judge(max_days=(), directories=("winbind",)).standing is Standing.UNKNOWN


def test_not_met_rather_than_unknown_when_the_machine_s_own_settings_fall_short() -> None:
    assert judge(min_length=7, directories=("winbind",)).standing is Standing.NOT_MET


def test_met_when_a_second_factor_is_asked_of_accounts_of_a_directory_as_well() -> None:
    assert judge(second_factor=True, directories=("winbind",)).standing is Standing.MET


def test_met_when_nobody_can_log_in_by_password() -> None:
    assert judge(min_length=0, mixed=False, max_days=()).standing is Standing.MET


def test_not_met_when_an_account_has_an_empty_password_whatever_the_settings() -> None:
    found = judge(min_length=13, second_factor=True, empty=("guest",))
    assert (found.standing, "guest" in str(found.because)) == (Standing.NOT_MET, True)


def test_the_interval_of_changes_is_the_facilitys_own_rule() -> None:
    policy = replace(ROTATION, rotate_within=timedelta(days=180))
    assert judge(policy, max_days=(("suzuki", 180),)).standing is Standing.MET


def test_unknown_when_the_settings_were_not_seen() -> None:
    assert finding(RULE, SERVER).standing is Standing.UNKNOWN
