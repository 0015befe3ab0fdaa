"""The lab's hospital: its hosts answer as their makers' programs do."""

import json
import subprocess
import time
from collections.abc import Iterator

import pytest

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
