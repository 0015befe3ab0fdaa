"""Ways into Windows, by its settings and by the rules of its firewall as MS-GPFAS writes them."""

from typing import Any

import pytest

from tenken.facts.windows import WindowsExposure
from tests.collectors.windows.answers import DENIED, PC, RECEPTION, SERVER, changed, says, why_not

RULE = "v2.31|Action=Allow|Active=TRUE|Dir=In|"
HERE = RULE + "Protocol=6|LPort=3389|App=%SystemRoot%\\system32\\svchost.exe|"


def reached_from(*rules: str, ruled: tuple[str, ...] = (), **zones: Any) -> tuple[str, ...]:
    local = {"DomainProfile": {}, "StandardProfile": {}, "PublicProfile": {}, "rules": list(rules)}
    policy = {**zones, "rules": list(ruled)}
    return says(WindowsExposure, changed(firewall={"local": local, "policy": policy})).remote_desktop_from


def test_a_server_lets_its_administrators_in_from_one_net() -> None:
    found = says(WindowsExposure, SERVER)
    assert (found.remote_desktop, found.network_level, found.smb1) == (True, True, False)
    assert found.remote_desktop_from == ("10.20.9.0/255.255.255.0",)


def test_a_rule_of_the_domain_goes_before_the_machines_own() -> None:
    assert says(WindowsExposure, RECEPTION).network_level is False


def test_remote_desktop_that_is_off_is_reached_from_nowhere() -> None:
    found = says(WindowsExposure, changed(PC, remote_desktop={"local": {"fDenyTSConnections": 1}}))
    assert (found.remote_desktop, found.remote_desktop_from) == (False, ())


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        (HERE, ("*",)),
        (HERE + "RA4=LocalSubnet|RA6=LocalSubnet|", ("LocalSubnet",)),
        (HERE + "RA4=10.20.9.5|RA4=10.20.9.6|", ("10.20.9.5", "10.20.9.6")),
        (HERE + "Security=" + "x" * 400 + "|RA4=10.20.9.5|", ("10.20.9.5",)),
        (RULE + "Protocol=6|LPort=443|", ()),
        (RULE + "Protocol=17|LPort=3389|", ()),
        (RULE + "Protocol=6|LPort=3389|App=C:\\other.exe|", ()),
        ("nonsense", ()),
    ],
)
def test_a_rule_says_from_where(rule: str, places: tuple[str, ...]) -> None:
    assert reached_from(rule) == places


def test_rules_of_the_machine_count_for_nothing_where_the_domain_says_so() -> None:
    assert reached_from(HERE, PublicProfile={"AllowLocalPolicyMerge": 0}) == ()


def test_a_firewall_that_is_off_lets_everybody_in() -> None:
    off = {"EnableFirewall": 0}
    assert reached_from(StandardProfile=off, PublicProfile=off) == ("*",)
    assert reached_from(PrivateProfile=off, PublicProfile=off) == ("*",)
    assert reached_from(StandardProfile=off) == ()


def test_a_firewall_of_another_maker_was_not_seen() -> None:
    other = [{"class": "FirewallProduct", "name": "ESET Firewall"}]
    assert says(WindowsExposure, changed(PC, security_center=other)).remote_desktop_from == ()


def test_settings_that_were_not_seen_are_none() -> None:
    assert says(WindowsExposure, RECEPTION).smb1 is None


@pytest.mark.parametrize("section", ["remote_desktop", "services", "system"])
def test_it_rests_on_remote_desktop_and_services(section: str) -> None:
    assert "as administrator" in why_not(WindowsExposure, changed(**{section: DENIED}))
