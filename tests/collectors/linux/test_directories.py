"""Accounts of a directory log in too: what the machine keeps itself is then not all."""

import pytest

from tenken.facts.accounts import Administrators, LocalAccounts
from tenken.facts.passwords import PasswordSetting
from tests import samples
from tests.collectors.linux.answers import machine, says

SSS = "/etc/pam.d/common-auth: auth sufficient pam_sss.so use_first_pass"


def directories(pam: str, *running: str) -> tuple[str, ...]:
    units = "\n".join(f"running {unit}" for unit in running)
    return says(PasswordSetting, machine(pam=pam, units=units)).directories


@pytest.mark.parametrize("unit", ["sssd", "winbind"])
def test_a_module_with_a_daemon_counts_where_the_daemon_runs(unit: str) -> None:
    module = unit.removesuffix("d") if unit == "sssd" else unit
    pam = f"/etc/pam.d/system-auth: auth [default=die] pam_{module}.so forward_pass"
    assert (directories(pam, f"{unit}.service"), directories(pam, "cron.service")) == ((module,), ())


@pytest.mark.parametrize("module", ["ldap", "krb5"])
def test_a_module_without_one_counts_by_itself(module: str) -> None:
    assert directories(f"/etc/pam.d/common-auth: auth\t[success=1 default=ignore]\tpam_{module}.so") == (module,)


def test_it_counts_where_it_was_not_seen_what_runs() -> None:
    assert says(LocalAccounts, machine(pam=SSS, units=69)).directories == ("sss",)


def test_a_module_that_only_takes_new_passwords_lets_nobody_in() -> None:
    assert directories("/etc/pam.d/common-password: password sufficient pam_sss.so", "sssd.service") == ()


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("%heal ALL=(ALL) ALL", Administrators(("root",), ("%heal",))),
        ("ichiro ALL=(ALL) ALL", Administrators(("ichiro", "root"))),
    ],
)
def test_rights_of_whom_only_a_directory_knows_are_not_overlooked(rule: str, found: Administrators) -> None:
    asked = machine(pam=SSS, units="running sssd.service", sudoers=f"/etc/sudoers: {rule}")
    assert says(Administrators, asked) == found


def test_the_recorded_machines_ask_no_directory() -> None:
    assert says(PasswordSetting, samples.linux()).directories == ()
