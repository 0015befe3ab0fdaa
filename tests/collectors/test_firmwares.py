"""Versions are compared within a line of versions only, and the maker's own words tell the line."""

import pytest

from tenken.collectors.firmwares import firmware_family, version_in


@pytest.mark.parametrize(
    ("maker", "told", "family"),
    [
        ("Cisco", ["12.2(55)SE6"], "cisco-ios"),
        ("Cisco", ["17.9.4"], "cisco-ios-xe"),
        ("Cisco", ["Cisco Adaptive Security Appliance Version 9.16(4)"], "cisco-asa"),
        ("Cisco Systems, Inc.", ["Nexus9000 C93180YC-EX", "9.3(10)"], "cisco-nx-os"),
        ("Fortinet", ["FortiGate-60F", "v7.2.8,build1639"], "fortios"),
        ("YAMAHA", ["RTX1220", "15.04.06"], "yamaha-rt"),
        ("", ["RTX830 Rev.15.02.31 (Wed Jul 10 10:00:00 2024)"], "yamaha-rt"),
        ("Allied Telesis", ["AlliedWare Plus 5.5.3"], "alliedware-plus"),
        ("RICOH", ["7.2.8"], ""),
        ("", [], ""),
    ],
)
def test_the_line_is_told_by_the_makers_own_words(maker: str, told: list[str], family: str) -> None:
    assert firmware_family(maker, told) == family


@pytest.mark.parametrize(
    ("description", "version"),
    [
        ("RTX830 Rev.15.02.31 (Wed Jul 10 10:00:00 2024)", "15.02.31"),
        ("Cisco IOS Software, C2960 Software, Version 15.2(7)E3, RELEASE SOFTWARE (fc3)", "15.2(7)E3"),
        ("HP ETHERNET MULTI-ENVIRONMENT", ""),
    ],
)
def test_a_version_is_found_in_what_a_device_says_of_itself(description: str, version: str) -> None:
    assert version_in(description) == version
