"""Who can log in to a Windows machine, when each last did, and who has administrator rights. All by SID."""

import re
from collections.abc import Iterator

from tenken.collectors.model import Withheld
from tenken.collectors.records import Record, flag, word
from tenken.collectors.windows.answer import Answer, day, moment, number, withheld
from tenken.facts.accounts import Account, Administrators, LocalAccounts
from tenken.facts.model import Statement
from tenken.text import Message, _

_CONTROLLERS = (4, 5)
"""Win32_ComputerSystem.DomainRole: backup and primary domain controller."""
_ON_A_CONTROLLER = _("this is a domain controller: its accounts are those of the domain, which are not read here")
_LOCAL = re.compile(r"S-1-5-21(?:-\d{1,10}){3}-(\d{1,10})")
_DIRECTORY = "Active Directory"
_CLOUD = "Microsoft Entra ID"
_ONLINE = "MicrosoftAccount"
"""Get-LocalUser: PrincipalSource of an account whose password Microsoft keeps."""


def directories(answer: Answer) -> tuple[str, ...]:
    """Services through which accounts log in that the machine does not keep itself."""
    said = answer["identity"].record
    online = any(word(row, "source") == _ONLINE and flag(row, "enabled") for row in answer["accounts"].rows)
    found = (
        (_DIRECTORY, flag(said, "part_of_domain") is not False),
        (_CLOUD, flag(said, "cloud_joined") is not False),
        ("Microsoft account", online),
    )
    return tuple(name for name, there in found if there)


def of_a_domain(kind: type[Statement], answer: Answer) -> Withheld | None:
    """What a domain controller cannot say of itself, or a machine that does not tell whether it is one."""
    section = answer["identity"]
    role = number(section.record, "domain_role")
    if missing := withheld(kind, section):
        return missing
    if role is None:
        return Withheld(kind, Message(_("Windows does not say whether it is a domain controller")))
    return Withheld(kind, Message(_ON_A_CONTROLLER)) if role in _CONTROLLERS else None


def local_accounts(answer: Answer) -> LocalAccounts | Withheld:
    found = accounts_of(answer)
    if isinstance(found, Withheld):
        return Withheld(LocalAccounts, found.why)
    return LocalAccounts(found, seen_by_log=False, directories=directories(answer))


def accounts_of(answer: Answer) -> tuple[Account, ...] | Withheld:
    section = answer["accounts"]
    if missing := of_a_domain(LocalAccounts, answer) or withheld(LocalAccounts, section):
        return missing
    known = [(row, _LOCAL.fullmatch(word(row, "sid"))) for row in section.rows]
    if not known or not all(match and word(row, "name") and flag(row, "enabled") is not None for row, match in known):
        return Withheld(LocalAccounts, Message(_("the list of accounts is not whole")))
    return tuple(sorted((_account(row, int(match[1])) for row, match in known if match), key=lambda one: one.uid))


def _account(row: Record, number_in_machine: int) -> Account:
    """A password that never expires has no last day; one that does was set that many days before."""
    changed, expires = moment(row, "password_set"), moment(row, "password_expires")
    return Account(
        name=word(row, "name"),
        uid=number_in_machine,
        login_shell=True,
        password="set" if flag(row, "enabled") else "locked",
        expires=day(row, "account_expires"),
        password_changed=day(row, "password_set"),
        max_days=(expires - changed).days if changed and expires and expires > changed else None,
        last_used=day(row, "last_logon"),
    )


def administrators(answer: Answer) -> Administrators | Withheld:
    """Members of S-1-5-32-544. What is no user of this machine or of a domain is a group that nobody looked into."""
    section = answer["administrators"]
    if missing := of_a_domain(Administrators, answer) or withheld(Administrators, section):
        return missing
    rows = section.rows
    if not rows or not all(word(row, "path") and word(row, "class") for row in rows):
        return Withheld(Administrators, Message(_("the list of administrators is not whole")))
    host = word(answer["identity"].record, "name").upper()
    users = {name for row in rows for name in _user(row, host)}
    groups = {_named(row, host) for row in rows if not _is_user(row)}
    return Administrators(tuple(sorted(users)), tuple(sorted(groups)))


def _is_user(row: Record) -> bool:
    """Class names of ADSI, in every language the same; deleted accounts are called by their number."""
    return word(row, "class") == "User" and bool(_LOCAL.fullmatch(word(row, "sid"))) and "S-1-" not in word(row, "path")


def _user(row: Record, host: str) -> Iterator[str]:
    """An account that is disabled has its rights, but nobody can use them."""
    if _is_user(row) and flag(row, "disabled") is not True:
        yield _named(row, host)


def _named(row: Record, host: str) -> str:
    """``WinNT://HOSP/PC01/sato`` is PC01's own sato, ``WinNT://HOSP/sato`` is the domain's: HOSP\\sato."""
    parts = [part for part in word(row, "path").removeprefix("WinNT://").split("/") if part]
    if len(parts) < 2 or parts[-2].upper() == host:
        return parts[-1] if parts else word(row, "sid")
    return f"{parts[-2]}\\{parts[-1]}"
