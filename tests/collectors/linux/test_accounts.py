"""Who can log in to a Linux machine, when each last did, and who has administrator rights."""

from datetime import date

import pytest

from tenken.facts.accounts import Account, Administrators, LocalAccounts
from tests import samples
from tests.collectors.linux.answers import machine, says, why_not

USERS = """\
root:0:0:/root:/bin/bash
daemon:1:1:/usr/sbin:/usr/sbin/nologin
sato:1000:1000:/home/sato:/bin/bash
tanaka:1001:1001:/home/tanaka:/bin/sh
vendor:1002:27:/home/vendor:/bin/bash"""
SHADOW = "root:locked:20000:99999:\ndaemon:locked:20000::\nsato:set:20393:60:20500\ntanaka:set:20000:99999:"
GROUPS = "sudo:27:sato\nwheel:10:tanaka,sato\nempty:99:"
HEAD = "Username         Port     From                                       Latest"
NEVER = "**Never logged in**"


def accounts(**sections: str | int) -> dict[str, Account]:
    usual: dict[str, str | int] = {
        "users": USERS,
        "shadow": SHADOW,
        "logins": HEAD,
        "ssh_logins": "",
        "key_holders": "",
    }
    return {a.name: a for a in says(LocalAccounts, machine(**{**usual, **sections})).accounts}


def last_used(*lines: str, ssh: str = "") -> date | None:
    return accounts(logins="\n".join([HEAD, *lines]), ssh_logins=ssh)["sato"].last_used


def administrators(*rules: str, **sections: str | int) -> Administrators:
    lines = "\n".join(f"/etc/sudoers: {rule}" for rule in rules)
    return says(Administrators, machine(**{"users": USERS, "groups": GROUPS, "sudoers": lines, **sections}))


def named(*rules: str) -> tuple[str, ...]:
    """Who has rights besides root."""
    return tuple(name for name in administrators(*rules).accounts if name != "root")


def test_an_account_is_told_with_all_that_shadow_says() -> None:
    assert accounts()["sato"] == Account(
        name="sato",
        uid=1000,
        login_shell=True,
        password="set",
        expires=date(2026, 2, 16),
        password_changed=date(2025, 11, 1),
        max_days=60,
    )


@pytest.mark.parametrize("days", ["99999", "100000", "", "-1"])
def test_a_password_without_limit_never_must_be_changed(days: str) -> None:
    assert accounts(shadow=f"sato:set:20000:{days}:")["sato"].max_days is None


@pytest.mark.parametrize("day", ["", "0", "-1", "99999999999999999999", "x"])
def test_an_expiry_that_is_no_day_is_none(day: str) -> None:
    assert accounts(shadow=f"sato:set:20000:60:{day}")["sato"].expires is None


@pytest.mark.parametrize("state", ["set", "locked", "empty"])
def test_the_state_of_the_password_is_kept(state: str) -> None:
    assert accounts(shadow=f"sato:{state}:20000:60:")["sato"].password == state


def test_an_account_that_shadow_does_not_know_is_locked() -> None:
    assert accounts()["vendor"].password == "locked"


@pytest.mark.parametrize(
    "shell", ["/usr/sbin/nologin", "/sbin/nologin", "/bin/false", "/usr/bin/false", "/bin/sync", "/sbin/shutdown"]
)
def test_a_shell_that_lets_nobody_in_is_none(shell: str) -> None:
    users = f"ftp:1003:1003:/srv/ftp:{shell}"
    assert accounts(users=users, shadow="ftp:set:20000::")["ftp"].login_shell is False


@pytest.mark.parametrize("shell", ["/bin/bash", "/usr/bin/zsh", "", "/usr/lib/sftp-server"])
def test_any_other_shell_is_one(shell: str) -> None:
    assert accounts(users=f"ftp:1003:1003:/srv/ftp:{shell}")["ftp"].login_shell is True


def test_accounts_of_services_are_left_out() -> None:
    assert set(accounts()) == {"root", "sato", "tanaka", "vendor"}


def test_an_account_of_a_service_with_a_password_is_told() -> None:
    assert "daemon" in accounts(shadow=SHADOW.replace("daemon:locked", "daemon:set"))


def test_an_account_of_a_service_that_logged_in_is_told() -> None:
    assert "daemon" in accounts(ssh_logins="daemon 2025-11-17")


def test_who_holds_a_key_can_log_in_without_a_password() -> None:
    holder = accounts(key_holders="vendor")["vendor"]
    assert (holder.keys, holder.can_log_in(date(2025, 11, 20))) == (True, True)


@pytest.mark.parametrize(
    "line",
    [
        "sato             pts/0    10.20.0.9                                  Mon Nov 17 09:12:01 +0900 2025",
        "sato             tty1                                                Mon Nov 17 09:12:01 +0900 2025",
        "sato             pts/0    fd00::9                                    Mon Nov 17 09:12:01 +0000 2025",
        "sato  pts/0  10.20.0.9  Mon Nov 17 09:12:01 -0330 2025",
    ],
)
def test_the_last_log_in_is_read_in_every_form_of_lastlog(line: str) -> None:
    assert last_used(line) == date(2025, 11, 17)


def test_a_day_of_one_figure_is_read() -> None:
    assert last_used("sato  pts/0  10.20.0.9  Sat Nov  1 09:12:01 +0900 2025") == date(2025, 11, 1)


@pytest.mark.parametrize("line", [f"sato             {'':51}{NEVER}", "", HEAD])
def test_who_never_logged_in_was_never_seen(line: str) -> None:
    assert last_used(line) is None


@pytest.mark.parametrize(("by_ssh", "day"), [("2025-11-19", date(2025, 11, 19)), ("2025-03-01", date(2025, 11, 17))])
def test_of_terminal_and_ssh_the_newer_log_in_counts(by_ssh: str, day: date) -> None:
    assert last_used("sato  pts/0  a  Mon Nov 17 09:12:01 +0900 2025", ssh=f"sato {by_ssh}") == day


def test_a_log_in_by_ssh_alone_counts() -> None:
    assert last_used(ssh="tanaka 2025-11-01\nsato 2025-11-19") == date(2025, 11, 19)


@pytest.mark.parametrize(("status", "seen"), [(0, True), (77, False)])
def test_whether_log_ins_by_ssh_could_be_seen_is_told(status: int, seen: bool) -> None:
    assert says(LocalAccounts, machine(ssh_logins=status)).seen_by_log is seen


@pytest.mark.parametrize(("section", "words"), [("shadow", "must run as root"), ("logins", "must run as root")])
def test_accounts_are_withheld_where_their_state_or_their_log_ins_were_not_seen(section: str, words: str) -> None:
    assert words in why_not(LocalAccounts, machine(**{section: 77}))


def test_the_recorded_debian_tells_who_may_log_in_and_how() -> None:
    found = {a.name: (a.password, a.max_days, a.keys) for a in says(LocalAccounts, samples.linux()).accounts}
    people = {"sato": ("set", 60, False), "old-vendor": ("set", None, False), "backup-job": ("locked", None, True)}
    assert found == {"root": ("locked", None, False), **people}


def test_whoever_has_uid_0_is_an_administrator() -> None:
    twin = USERS + "\ntoor:0:0:/root:/bin/sh"
    assert administrators(users=twin).accounts == ("root", "toor")


@pytest.mark.parametrize(
    "rule",
    [
        "sato ALL=(ALL:ALL) ALL",
        "sato\tALL=(ALL)\tNOPASSWD: ALL",
        "sato ALL=(root) NOPASSWD:SETENV: ALL",
        "sato ALL = ALL",
        "sato ehr-srv01=(ALL) ALL",
        "sato ALL=(ALL) /usr/bin/rsync, ALL",
        "sato ALL=(ALL) ALL, !/usr/bin/su",
    ],
)
def test_who_may_run_everything_is_an_administrator(rule: str) -> None:
    assert named(rule) == ("sato",)


@pytest.mark.parametrize(
    "rule",
    [
        "sato ALL=(root) NOPASSWD: /usr/bin/rsync",
        "sato ALL=(ALL) /usr/bin/systemctl restart ehr, /usr/bin/journalctl",
        "sato ALL=(ALL) /opt/ALL",
        "sato ALL=(ALL) !ALL",
        "Defaults:sato !authenticate, env_keep=ALL",
        "Cmnd_Alias EVERYTHING = ALL",
        "Host_Alias HERE = ALL",
        "Runas_Alias ANY = ALL",
        "@includedir /etc/sudoers.d",
        "#includedir /etc/sudoers.d",
        "nobody-here ALL=(ALL) ALL",
    ],
)
def test_who_may_run_some_commands_only_is_none(rule: str) -> None:
    assert administrators(rule) == Administrators(("root",))


def test_the_members_of_a_group_are_administrators() -> None:
    assert named("%wheel ALL=(ALL) ALL") == ("sato", "tanaka")


def test_whose_own_group_it_is_belongs_to_it_as_well() -> None:
    assert named("%sudo ALL=(ALL:ALL) ALL") == ("sato", "vendor")


@pytest.mark.parametrize("group", ["empty", "unheard-of"])
def test_a_group_without_members_names_nobody(group: str) -> None:
    assert administrators(f"%{group} ALL=(ALL) ALL") == Administrators(("root",))


@pytest.mark.parametrize("users", ["sato,tanaka", "sato, tanaka", "sato ,tanaka", "sato , tanaka"])
def test_a_list_of_users_is_taken_with_and_without_blanks(users: str) -> None:
    assert named(f"{users} ALL=(ALL) ALL") == ("sato", "tanaka")


def test_an_alias_stands_for_its_members() -> None:
    assert named("User_Alias OPS = sato, %empty, tanaka", "OPS ALL=(ALL) ALL") == ("sato", "tanaka")


def test_an_alias_may_be_defined_below_its_use_and_through_another() -> None:
    assert named("OPS ALL=(ALL) ALL", "User_Alias OPS = ADMINS", "User_Alias ADMINS = sato") == ("sato",)


def test_aliases_that_name_each_other_come_to_an_end() -> None:
    assert named("A ALL=(ALL) ALL", "User_Alias A = B, sato", "User_Alias B = A, tanaka") == ("sato", "tanaka")


def test_one_line_may_define_several_aliases() -> None:
    assert named("User_Alias A = sato : B = tanaka", "B ALL=(ALL) ALL") == ("tanaka",)


def test_a_line_that_ends_in_a_backslash_goes_on_in_the_next() -> None:
    assert named("User_Alias OPS = sato, \\", "tanaka", "OPS ALL=(ALL) \\", "ALL") == ("sato", "tanaka")


def test_all_means_everybody() -> None:
    assert administrators("ALL ALL=(ALL) ALL").accounts == ("daemon", "root", "sato", "tanaka", "vendor")


@pytest.mark.parametrize("who", ["+admins", "%MIDORINO\\\\admins", "%domain\\ admins"])
def test_a_group_that_lives_elsewhere_stays_unresolved(who: str) -> None:
    assert administrators(f"{who} ALL=(ALL) ALL").unresolved == (who.split(maxsplit=1)[0],)


def test_without_sudo_only_uid_0_has_such_rights() -> None:
    assert says(Administrators, machine(users=USERS, sudoers=66)) == Administrators(("root",))


def test_administrators_are_withheld_where_sudoers_was_not_seen() -> None:
    assert "must run as root" in why_not(Administrators, machine(sudoers=77))


def test_the_recorded_debian_has_an_alias_a_group_and_a_limited_command() -> None:
    assert says(Administrators, samples.linux()) == Administrators(("old-vendor", "root", "sato"))
