"""Logs, clock and USB storage of Windows: what its settings promise, and nothing that only words in a language tell."""

from typing import Any

import pytest

from tenken.facts.logs import LogKeeping, TimeSync
from tenken.facts.media import RemovableMedia
from tests.collectors.windows.answers import DENIED, PC, RECEPTION, SERVER, changed, says, why_not

DISKS = "{53F5630D-B6BF-11D0-94F2-00A0C91EFB8B}"
FREE: dict[str, Any] = {"drivers": {"USBSTOR": 3, "UASPStor": 3}, "storage": {}, "classes": {}, "install": {}}


def media(**more: Any) -> bytes:
    return changed(removable={**FREE, **more})


def clock(raw: bytes = PC, **more: Any) -> TimeSync:
    return says(TimeSync, changed(raw, **more))


def test_log_ins_are_recorded_where_the_audit_policy_says_success() -> None:
    assert (says(LogKeeping, PC).records_logins, says(LogKeeping, SERVER).records_logins) == (True, True)


@pytest.mark.parametrize("setting", [0, 2])
def test_log_ins_are_not_recorded_where_it_says_none_or_failure_only(setting: int) -> None:
    row = {"subcategory": "{0cce9215-69ae-11d9-bed3-505054503030}", "setting": setting}
    assert not says(LogKeeping, changed(audit=[row])).records_logins


def test_windows_promises_no_days() -> None:
    assert (says(LogKeeping, SERVER).kept_days, says(LogKeeping, SERVER).persistent) == (None, True)


def test_where_logs_are_sent_is_told() -> None:
    assert says(LogKeeping, PC).forwarded_to == ("wec01.hosp.midorino.example",)


@pytest.mark.parametrize("rows", [[], [{"subcategory": "Anmelden", "setting": 1}]])
def test_an_audit_policy_without_log_ins_is_withheld(rows: list[object]) -> None:
    assert "audit policy" in why_not(LogKeeping, changed(audit=rows))


@pytest.mark.parametrize("section", ["audit", "event_log"])
def test_logs_rest_on_settings_and_audit_policy(section: str) -> None:
    assert "as administrator" in why_not(LogKeeping, changed(**{section: DENIED}))


def test_a_member_of_a_domain_takes_the_time_from_it() -> None:
    assert (clock().service, clock().synchronised, clock().sources) == ("W32Time", None, ())


def test_servers_of_time_are_told_without_their_flags() -> None:
    assert clock(SERVER).sources == ("10.20.5.1", "10.20.5.2")


def test_a_rule_of_the_domain_goes_before_the_machines_own() -> None:
    assert clock(SERVER, time={"policy": {"Type": "NTP", "NtpServer": "ntp1,0x9"}}).sources == ("ntp1",)


def test_a_clock_that_nothing_sets_is_not_synchronised() -> None:
    assert says(TimeSync, RECEPTION).synchronised is False
    assert clock(time={"local": {"Type": "NoSync"}}).synchronised is False


def test_another_program_that_sets_the_clock_is_named() -> None:
    rows = [{"name": "NTP", "start": "Auto", "state": "Running", "pid": 5}]
    assert (clock(services=rows).service, clock(services=rows).synchronised) == ("NTP", None)


def test_whether_its_host_sets_the_clock_of_a_virtual_machine_was_not_seen() -> None:
    assert "its host" in why_not(TimeSync, changed(SERVER, time={"local": {"Type": "NoSync"}}))


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ({"storage": {"Deny_All": 1}}, "RemovableStorageDevices: Deny_All"),
        ({"classes": {DISKS: {"Deny_Read": 1, "Deny_Write": 1}}}, "RemovableStorageDevices: Deny_Read, Deny_Write"),
        ({"drivers": {"USBSTOR": 4, "UASPStor": 4}}, "USBSTOR, UASPStor: Start = 4"),
        ({"drivers": {"USBSTOR": 4, "UASPStor": None}}, "USBSTOR, UASPStor: Start = 4"),
    ],
)
def test_usb_storage_is_restricted_by_policy_or_without_its_drivers(said: dict[str, Any], how: str) -> None:
    assert says(RemovableMedia, media(**said)) == RemovableMedia(True, how)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"drivers": {"USBSTOR": 4, "UASPStor": 3}}, "UASPStor for newer disks is on"),
        ({"classes": {DISKS: {"Deny_Write": 1}}}, "only writing"),
        ({"install": {"DenyRemovableDevices": 1}}, "those that were there before"),
        ({"install": {"DenyUnspecified": 1}}, "those that were there before"),
        ({"install": {"DenyDeviceClasses": 1}}, "by name"),
    ],
)
def test_what_keeps_out_a_part_only_is_put_to_a_person(said: dict[str, Any], why: str) -> None:
    assert why in why_not(RemovableMedia, media(**said))


def test_nothing_restricts_a_machine_without_any_of_it() -> None:
    assert says(RemovableMedia, RECEPTION) == RemovableMedia(False, "")


def test_a_program_that_may_restrict_it_is_named() -> None:
    assert "whether SKYSEA Client View does" in why_not(RemovableMedia, PC)


def test_nobody_says_that_nothing_restricts_it_where_the_programs_were_not_seen() -> None:
    assert "which programs might" in why_not(RemovableMedia, changed(RECEPTION, software=DENIED))
