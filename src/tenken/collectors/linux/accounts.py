"""Who can log in to a Linux machine, when each last did, and who has administrator rights."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from tenken.collectors.linux.answer import Answer, withheld
from tenken.collectors.linux.directories import directories
from tenken.collectors.model import Withheld
from tenken.facts.accounts import Account, Administrators, LocalAccounts

_NO_SHELL = re.compile(r".*/(nologin|false|sync|halt|shutdown)$")
_LOGIN = re.compile(r"(\S+) .*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3}) +(\d{1,2}) [\d:]{8} [+-]\d{4} (\d{4})$")
_EPOCH = date(1970, 1, 1)
_NEVER = 99999
"""login.defs(5): PASS_MAX_DAYS 99999 stands for no limit."""


def local_accounts(answer: Answer) -> LocalAccounts | Withheld:
    found = accounts_of(answer)
    if isinstance(found, Withheld):
        return Withheld(LocalAccounts, found.why)
    if missing := withheld(LocalAccounts, answer["logins"]):
        return missing
    # Accounts of services, without shell and password, say nothing and would fill the ledger.
    kept = tuple(a for a in found if a.login_shell or a.password != "locked" or a.last_used)
    return LocalAccounts(kept, answer["ssh-logins"].seen, directories(answer))


def accounts_of(answer: Answer) -> tuple[Account, ...] | Withheld:
    """Every account with its shadow state; the last log-ins where they could be seen."""
    users, state = answer["users"], answer["shadow"]
    if missing := withheld(LocalAccounts, users, state):
        return missing
    shadow = {line.split(":")[0]: line.split(":") for line in state.lines}
    used = last_used(answer)
    keyed = set(answer["key-holders"].lines)
    return tuple(_account(line.split(":"), shadow, used, keyed) for line in users.lines if line.count(":") >= 4)


def _account(user: list[str], shadow: Mapping[str, list[str]], used: Mapping[str, date], keyed: set[str]) -> Account:
    name, uid, _gid, _home, shell = user[:5]
    _name, state, changed, longest, expires = (shadow.get(name, [name, "locked"]) + [""] * 5)[:5]
    return Account(
        name=name,
        uid=int(uid),
        login_shell=not _NO_SHELL.fullmatch(shell),
        password=state,
        expires=_day(expires),
        password_changed=_day(changed),
        max_days=limit_of(longest),
        last_used=used.get(name),
        keys=name in keyed,
    )


def _day(days: str) -> date | None:
    return _EPOCH + timedelta(days=int(days)) if days.isdigit() and 0 < int(days) < 1_000_000 else None


def limit_of(days: str) -> int | None:
    """The days after which a password must be changed; None where it never must."""
    return int(days) if days.isdigit() and int(days) < _NEVER else None


def last_used(answer: Answer) -> dict[str, date]:
    """Account → the newest day on which it logged in, with a terminal or without."""
    found: dict[str, date] = {}
    for match in map(_LOGIN.match, answer["logins"].lines):
        if match:
            name, month, day, year = match.groups()
            found[name] = datetime.strptime(f"{day} {month} {year}", "%d %b %Y").date()  # noqa: DTZ007
    for line in answer["ssh-logins"].lines:
        name, _blank, day = line.partition(" ")
        found[name] = max(date.fromisoformat(day), found.get(name, date.min))
    return found


def administrators(answer: Answer) -> Administrators | Withheld:
    """uid 0, and whom sudoers lets run everything. Without sudo only uid 0 has such rights."""
    users, rules = answer["users"], answer["sudoers"]
    sudo_is_absent = rules.status == 66
    if missing := withheld(Administrators, users, *(() if sudo_is_absent else (rules,))):
        return missing
    roots = {line.split(":")[0] for line in users.lines if line.split(":")[1:2] == ["0"]}
    named, unresolved = _by_sudo(answer)
    return Administrators(tuple(sorted(roots | named)), tuple(sorted(unresolved)))


def _by_sudo(answer: Answer) -> tuple[set[str], set[str]]:
    lines = _sudo_lines(answer)
    aliases = dict(_aliases(lines))
    holders = [who for line in lines if _grants_everything(line) for who in _holders(line.split()[0], aliases)]
    members_of = {who: _members(who, answer) for who in holders}
    named = {name for found in members_of.values() for name in found or ()}
    return named, {who for who, found in members_of.items() if found is None}


def _sudo_lines(answer: Answer) -> list[str]:
    """The lines without their files; one that ends in a backslash goes on in the next, and lists lose their blanks."""
    text = "\n".join(line.partition(": ")[2] for line in answer["sudoers"].lines)
    return [re.sub(r"\s*,\s*", ",", line).strip() for line in re.sub(r"\\\n", " ", text).split("\n")]


def _aliases(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """``User_Alias A = x, y : B = z``: one line may define several."""
    for line in lines:
        if re.match(r"User_Alias\s", line):
            for definition in line[len("User_Alias ") :].split(":"):
                name, _equals, members = definition.partition("=")
                yield name.strip(), [member.strip() for member in members.split(",")]


def _grants_everything(line: str) -> bool:
    if (
        line.startswith(("Defaults", "User_Alias", "Runas_Alias", "Host_Alias", "Cmnd_Alias", "#", "@"))
        or "=" not in line
    ):
        return False
    commands = re.sub(r"\([^)]*\)|\b[A-Z]+:", "", line.partition("=")[2])
    return any(command.strip() == "ALL" for command in commands.split(","))


def _holders(who: str, aliases: Mapping[str, list[str]]) -> list[str]:
    """An alias may name others; the list grows while it is walked, and takes each name once."""
    found = who.split(",")
    for name in found:
        found += [member for member in aliases.get(name, ()) if member not in found]
    return [name for name in found if name not in aliases]


def _members(who: str, answer: Answer) -> set[str] | None:
    """The accounts behind a name in sudoers; None where it names a group that the machine itself does not know.

    A name that stands nowhere gives rights to nobody, unless a directory may know it.
    """
    users = [line.split(":") for line in answer["users"].lines]
    if who == "ALL":
        return {user[0] for user in users}
    if not who.startswith(("%", "+")):
        return {who} if any(user[0] == who for user in users) or directories(answer) else set()
    groups = {line.split(":")[0]: line.split(":") for line in answer["groups"].lines}
    group = groups.get(who[1:])
    if who.startswith("+") or "\\" in who:
        return None
    if group is None:
        return None if directories(answer) else set()
    return {*filter(None, group[2].split(","))} | {user[0] for user in users if user[2] == group[1]}
