"""The lab's hospital: its hosts answer as their makers' programs do."""

import json
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tenken.dates import local_day
from tests.conftest import data_folder
from tests.walks.capture import capture
from tests.walks.hospital import CT, ROUTER, SWITCH, hospital
from tests.walks.lab import Lab
from tests.walks.services import COMMUNITY, SNMP_AUTH, SNMP_PRIVATE, SNMP_USER, neighbours

pytestmark = pytest.mark.root
_NAME = "1.3.6.1.2.1.1.5.0"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    with hospital(tmp_path_factory.mktemp("lab")) as made:
        yield made


def _asked(lab: Lab, *command: str) -> str:
    return subprocess.run(lab.inside(*command), capture_output=True, text=True, check=True).stdout


def test_a_device_answers_snmp_v2c(lab: Lab) -> None:
    assert ROUTER in _asked(lab, "snmpget", "-v2c", "-c", COMMUNITY, lab.host(ROUTER).address, _NAME)


def test_a_device_answers_snmp_v3_with_authentication_and_privacy(lab: Lab) -> None:
    who = ("-v3", "-l", "authPriv", "-u", SNMP_USER, "-a", "SHA-256", "-A", SNMP_AUTH, "-x", "AES", "-X", SNMP_PRIVATE)
    assert SWITCH in _asked(lab, "snmpget", *who, lab.host(SWITCH).address, _NAME)


def test_a_modality_answers_c_echo(lab: Lab) -> None:
    assert _asked(lab, "echoscu", "-aec", "CT_ROOM1", lab.host(CT).address, "104") == ""


def test_neighbours_hear_of_each_other_by_lldp(lab: Lab) -> None:
    ends = time.monotonic() + 15
    while not json.loads(neighbours(lab.host(SWITCH)))["lldp"]:
        assert time.monotonic() < ends
        time.sleep(0.2)
    assert b"ehr-srv01" in neighbours(lab.host(SWITCH))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with data_folder(tmp_path_factory.mktemp("asked") / "data") as folder:
        yield folder


def _key(lab: Lab, name: str, **fields: str) -> str:
    path = lab.folder / f"{name}.toml"
    path.touch(0o600)
    path.write_text("".join(f'{field} = "{value}"\n' for field, value in fields.items()))
    return str(path)


def _did(lab: Lab, data: Path, *args: str) -> Any:
    return json.loads(lab.run(data, *args, "--json").stdout)


def test_devices_are_asked_by_snmp_in_either_version_and_are_one_machine_each(lab: Lab, data: Path) -> None:
    v2c = _key(lab, "v2c", version="2c", community=COMMUNITY)
    secret = {"auth_password": SNMP_AUTH, "privacy_password": SNMP_PRIVATE}
    v3 = _key(lab, "v3", version="3", user=SNMP_USER, auth="SHA-256", privacy="AES", **secret)
    for name, key in ((SWITCH, v3), (ROUTER, v2c)):
        assert _did(lab, data, "collect", "snmp", "--host", lab.host(name).address, "--key", key)["failure"] is None
    machines = {machine["title"]: machine for machine in _did(lab, data, "machines")}
    assert machines[ROUTER]["maker"] == "YAMAHA"
    cards = [mark["value"] for machine in machines.values() for mark in machine["marks"] if mark["kind"] == "mac"]
    assert {lab.host(name).mac for name in (SWITCH, ROUTER)} | {lab.tenken.mac} <= set(cards)
    assert len(cards) == len(set(cards))


def test_a_modality_gets_nothing_without_a_consent_and_one_association_with_it(lab: Lab, data: Path) -> None:
    ct = lab.host(CT)
    ask = ("collect", "dicom", "--host", f"CT_ROOM1@{ct.address}:104")
    consent = {"ae_title": "CT_ROOM1", "reached_at": f"{ct.address}:104", "vendor": "北斗メディカル", "paper": "回答書"}
    consent["until"] = (local_day(datetime.now(UTC)) + timedelta(days=30)).isoformat()
    # Of IP: the system may still ask by ARP after the card that the test before spoke with.
    with capture(ct, lab.folder / "refused.pcap", f"ether dst {ct.mac} and ip") as refused:
        assert "許したという登録がありません" in _did(lab, data, *ask)["failure"]
    assert refused.count("") == 0
    about = ("--about", "machine:CT1号機", "--by", "佐藤")
    values = [part for name, value in consent.items() for part in ("--set", f"{name}={value}")]
    _did(lab, data, "attest", "echo-consent", *about, "--new", *values)
    with capture(ct, lab.folder / "asked.pcap", f"ether dst {ct.mac} and tcp") as asked:
        assert _did(lab, data, *ask)["machines"] == ["machine:CT1号機"]
    assert asked.count("tcp[tcpflags] & (tcp-syn|tcp-ack) = tcp-syn") == 1
