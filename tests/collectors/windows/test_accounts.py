"""Accounts and administrators of a Windows machine, by SID. A domain's accounts are not seen on a member of it."""

from typing import Any

import pytest

from tenken.collectors.windows.accounts import directories
from tenken.collectors.windows.answer import parse_answer
from tenken.facts.accounts import Administrators, LocalAccounts
from tests.build import TODAY
from tests.collectors.windows.answers import DENIED, PC, RECEPTION, SERVER, changed, says, why_not

OWN = "S-1-5-21-1-2-3"


def member(path: str, sid: str | None = f"{OWN}-1001", of: str = "User", **more: Any) -> dict[str, Any]:
    return {"path": path, "class": of, "sid": sid, "disabled": False, **more}


def administrators(*members: dict[str, Any]) -> Administrators:
    return says(Administrators, changed(administrators=list(members)))


def test_only_accounts_that_are_enabled_can_log_in() -> None:
    assert [a.name for a in says(LocalAccounts, SERVER).accounts if a.can_log_in(TODAY)] == ["pacs", "suzuki"]


def test_an_account_is_told_with_its_number_its_last_log_in_and_the_age_of_its_password() -> None:
    account = next(a for a in says(LocalAccounts, PC).accounts if a.name == "hokuto")
    assert (account.uid, str(account.last_used), str(account.password_changed), account.max_days) == (
        1001, "2025-11-18", "2025-10-20", 42,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "others"),
    [
        (SERVER, ()),
        (PC, ("Active Directory",)),
        (changed(identity={"part_of_domain": None}), ("Active Directory",)),
        (changed(identity={"cloud_joined": True}), ("Microsoft Entra ID",)),
    ],
)
def test_who_else_lets_accounts_log_in_is_told(raw: bytes, others: tuple[str, ...]) -> None:
    assert directories(parse_answer(raw)) == others
    assert says(LocalAccounts, raw).directories == others


def test_an_account_whose_password_microsoft_keeps_is_one_of_a_directory() -> None:
    row = {"name": "mori", "sid": f"{OWN}-1001", "enabled": True, "source": "MicrosoftAccount"}
    assert says(LocalAccounts, changed(accounts=[row])).directories == ("Microsoft account",)


@pytest.mark.parametrize("kind", [LocalAccounts, Administrators])
@pytest.mark.parametrize("role", [4, 5])
def test_a_domain_controller_has_no_accounts_of_its_own(kind: type[LocalAccounts], role: int) -> None:
    assert "domain controller" in why_not(kind, changed(identity={"domain_role": role}))


@pytest.mark.parametrize("rows", [[], [{"name": "x", "sid": "S-1-5-18", "enabled": True}], [{"name": "x"}]])
def test_a_list_of_accounts_that_is_not_whole_is_withheld(rows: list[object]) -> None:
    assert "not whole" in why_not(LocalAccounts, changed(accounts=rows))


def test_a_plain_user_may_not_see_the_accounts() -> None:
    assert "as administrator" in why_not(LocalAccounts, RECEPTION)


def test_members_are_named_as_the_machine_or_the_domain_names_them() -> None:
    found = says(Administrators, PC)
    assert (found.accounts, found.unresolved) == (("HOSP\\佐藤", "hokuto"), ("HOSP\\Domain Admins",))


def test_a_disabled_member_has_rights_that_nobody_can_use() -> None:
    path = "WinNT://WORKGROUP/PACS-SRV02/Administrator"
    assert administrators(member(path, disabled=True)).accounts == ()
    assert administrators(member(path, disabled=None)).accounts == ("Administrator",)


@pytest.mark.parametrize(
    "stranger",
    [
        member("WinNT://S-1-5-21-9-9-9-1190", "S-1-5-21-9-9-9-1190"),
        member("WinNT://AzureAD/AdminAgents", "S-1-12-1-1-2-3-4"),
        member("WinNT://HOSP/helpdesk", "S-1-5-21-9-9-9-1200", of="Group"),
        member("WinNT://HOSP/x", sid=None),
    ],
)
def test_who_is_no_user_of_machine_or_domain_was_not_looked_into(stranger: dict[str, Any]) -> None:
    found = administrators(member("WinNT://WORKGROUP/PACS-SRV02/suzuki"), stranger)
    assert (found.accounts, len(found.unresolved)) == (("suzuki",), 1)


@pytest.mark.parametrize("rows", [[], [{"path": "", "class": "User"}], [{"path": "WinNT://A/b"}]])
def test_a_list_of_administrators_that_is_not_whole_is_withheld(rows: list[object]) -> None:
    assert "not whole" in why_not(Administrators, changed(administrators=rows))


def test_administrators_that_may_not_be_seen_are_withheld() -> None:
    assert "as administrator" in why_not(Administrators, changed(administrators=DENIED))
