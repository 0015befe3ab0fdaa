"""Which passwords Windows takes; where something else than its policy decides, that is said and nothing claimed."""

import pytest

from tenken.facts.passwords import PasswordSetting
from tests.collectors.windows.answers import DENIED, PC, SERVER, changed, says, why_not

USER = {"name": "mori", "sid": "S-1-5-21-1-2-3-1001", "enabled": True, "source": "Local", "password_required": False}


def test_length_and_age_come_from_the_security_policy() -> None:
    found = says(PasswordSetting, SERVER)
    assert (found.min_length, found.max_days) == (14, (("pacs", None), ("suzuki", 60)))


@pytest.mark.parametrize(("complexity", "mixed"), [(1, None), (0, False), (None, False)])
def test_complexity_of_windows_does_not_say_which_kinds_it_demands(complexity: int | None, mixed: bool | None) -> None:
    assert says(PasswordSetting, changed(password_policy={"PasswordComplexity": complexity})).mixed is mixed


def test_a_domain_is_named_beside() -> None:
    assert says(PasswordSetting, PC).directories == ("Active Directory",)


def test_a_policy_without_an_end_lets_passwords_stand() -> None:
    found = says(PasswordSetting, changed(password_policy={"MaximumPasswordAge": -1}))
    assert dict(found.max_days) == {"pacs": None, "suzuki": None}


@pytest.mark.parametrize(
    ("sign_in", "why"),
    [
        ({"filters": ["scecli", "HospFilter"]}, "a filter of another maker decides on passwords: HospFilter"),
        ({"smart_card": 1}, "a smart card is asked"),
        ({"providers": [{"id": "{1}", "file": "SmartOnCP.dll", "maker": "Soliton"}]}, "SmartOnCP.dll"),
        ({"providers": [{"id": "{1}", "file": "", "maker": ""}]}, "another factor: {1}"),
    ],
)
def test_what_decides_beside_the_policy_is_named(sign_in: dict[str, object], why: str) -> None:
    assert why in why_not(PasswordSetting, changed(sign_in=sign_in))


def test_a_log_in_whose_program_is_not_there_asks_for_nothing() -> None:
    gone = {"id": "{1}", "file": "gone.dll", "there": False, "maker": ""}
    assert says(PasswordSetting, changed(sign_in={"providers": [gone]})).min_length == 14


def test_an_account_that_needs_no_password_is_named() -> None:
    assert "whatever its settings say: mori" in why_not(PasswordSetting, changed(accounts=[USER]))


@pytest.mark.parametrize("name", ["MinimumPasswordLength", "MaximumPasswordAge"])
def test_half_a_policy_is_withheld(name: str) -> None:
    assert "does not tell" in why_not(PasswordSetting, changed(password_policy={name: None}))


@pytest.mark.parametrize("section", ["accounts", "password_policy", "sign_in", "identity"])
def test_it_rests_on_all_of_its_sections(section: str) -> None:
    assert "as administrator" in why_not(PasswordSetting, changed(**{section: DENIED}))
