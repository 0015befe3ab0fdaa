"""A hospital's hosts as five sources see them: one ledger, no duplicates, and a sweep that keeps its rules.

A capture on Tenken's own card shows all that the sweep sent, one on the modality's card all that reached it.
"""

import json
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tenken.collectors.sweep.profile import PACKETS_A_SECOND, PORTS
from tenken.dates import local_day
from tenken.facts.model import SubjectKind
from tenken.rules import LINEAGES
from tenken.standard.load import load
from tests.conftest import data_folder
from tests.walks.capture import Capture, capture
from tests.walks.hospital import CT, EHR, HOSTS, OLD, SUBNET, SWITCH, UNKNOWN, hospital
from tests.walks.inventories import UNPLUGGED, inventory_of, known_to, list_of, neighbours_of
from tests.walks.lab import Lab, processes
from tests.walks.services import neighbours

pytestmark = pytest.mark.root
BY = ("--by", "佐藤 花子")
A_MONTH_ON = local_day(datetime.now(UTC)) + timedelta(days=30)
CONSENT = ("sweep-consent", *BY, "--set", f"subnet={SUBNET}", "--set", "hours=00:00-24:00", "--set", "medical=yes",
           "--set", f"until={A_MONTH_ON}", "--set", "reason=台帳との突き合わせ")  # fmt: skip
NO_TOUCH = ("no-touch", *BY, "--set", "by_what=nothing", "--set", "reason=医療機器のほかにないと、ME室に確認した")


@dataclass(frozen=True)
class Walked:
    """The lab after all sources had their say. ``sent`` is by Tenken's host, ``received`` by the modality's."""

    lab: Lab
    data: Path
    swept: Any
    sent: Capture
    received: Capture
    machines: dict[str, Any]
    report: Any

    def findings(self, lineage: str, name: str) -> list[Any]:
        """What the rows of a lineage say of a machine."""
        rows = (row for row in self.report["rows"] if row["lineage"] == lineage)
        return [f for row in rows for f in row["findings"] if f["about"] == self.machines[name]["id"]]

    def standings(self, lineage: str, name: str) -> set[str]:
        return {finding["standing"] for finding in self.findings(lineage, name)}


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    folder = tmp_path_factory.mktemp("lab")
    with hospital(folder) as lab, data_folder(folder / "data") as data:
        subprocess.run(lab.inside("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1"), check=True)
        _take_in(lab, data)
        for said in (CONSENT, NO_TOUCH):
            _json(lab, data, "attest", *said)
        modality = lab.host(CT)
        ours, theirs = f"ether src {lab.tenken.mac}", f"ether dst {modality.mac} or arp"
        with (
            capture(lab.tenken, folder / "sent.pcap", ours) as sent,
            capture(modality, folder / "received.pcap", theirs) as received,
        ):
            swept = _json(lab, data, "collect", "sweep", "--subnet", SUBNET, *BY)
        machines = {machine["title"]: machine for machine in _json(lab, data, "machines")}
        report = _json(lab, data, "assess", "r7", "--form", "hospital")
        yield Walked(lab, data, swept, sent, received, machines, report)


def _take_in(lab: Lab, data: Path) -> None:
    """The list, the inventory, the tables of neighbours, the look by ssh: all but the sweep."""
    table = neighbours_of(lab.host(SWITCH), known_to(lab))
    for source, name, content in (
        ("spreadsheet", "list.csv", list_of(lab)),
        ("glpi", "ehr.json", inventory_of(lab.host(EHR))),
        ("leases", "neighbours.txt", table),
        ("leases", "lldp.json", _heard_by_lldp(lab)),
    ):
        (lab.folder / name).write_bytes(content)
        _json(lab, data, "import", source, str(lab.folder / name), *BY)
    _json(lab, data, "collect", "linux", "--host", f"root@{lab.host(EHR).address}", "--key", str(lab.key))


def _heard_by_lldp(lab: Lab) -> bytes:
    ends = time.monotonic() + 15
    while EHR.encode() not in (said := neighbours(lab.host(SWITCH))) and time.monotonic() < ends:
        time.sleep(0.2)
    return said


def _json(lab: Lab, data: Path, *args: str) -> Any:
    run = lab.run(data, *args, "--json")
    assert run.stdout, run.stderr
    return json.loads(run.stdout)


def test_the_sweep_sent_nothing_but_arp_and_connects_to_the_named_ports(walked: Walked) -> None:
    assert walked.sent.count("not arp and not tcp and not icmp") == 0
    assert walked.sent.ports() == set(PORTS)


def test_the_sweep_kept_to_its_rate(walked: Walked) -> None:
    assert 0 < walked.sent.most_in_a_second() <= PACKETS_A_SECOND


def test_not_one_packet_was_for_the_modality(walked: Walked) -> None:
    modality = walked.lab.host(CT)
    assert walked.sent.count(f"ether dst {modality.mac} or host {modality.address}") == 0
    assert walked.received.count(f"ether src {walked.lab.tenken.mac} and ether dst {modality.mac}") == 0


def test_the_modality_was_there_to_be_hit(walked: Walked) -> None:
    """It hears the questions for others that go to everybody."""
    assert walked.received.count(f"arp and ether src {walked.lab.tenken.mac}") > 0


def test_a_stranger_beside_medical_devices_was_asked_for_no_port(walked: Walked) -> None:
    assert walked.sent.count(f"tcp and dst host {walked.lab.host(UNKNOWN).address}") == 0
    assert walked.sent.count(f"tcp and dst host {walked.lab.host(OLD).address}") > 0


def test_there_are_no_duplicates(walked: Walked) -> None:
    stranger = walked.lab.host(UNKNOWN).address
    assert sorted(walked.machines) == sorted([*(name for name in HOSTS if name != UNKNOWN), UNPLUGGED, stranger])


def test_a_machine_of_the_list_was_seen_by_all_the_others(walked: Walked) -> None:
    server = walked.machines[EHR]
    assert (server["entered"], set(server["sources"])) == (True, {"glpi", "leases", "linux", "sweep"})


def test_the_sweep_ran_to_its_end_and_met_all_but_the_modality(walked: Walked) -> None:
    assert (walked.swept["failure"], len(walked.swept["machines"])) == (None, len(HOSTS) - 1)


def test_the_unknown_box_is_not_in_the_ledger(walked: Walked) -> None:
    findings = walked.findings("asset-ledger", walked.lab.host(UNKNOWN).address)
    assert "not_met" in {finding["standing"] for finding in findings}


def test_the_unplugged_machine_was_not_seen(walked: Walked) -> None:
    findings = walked.findings("asset-ledger", UNPLUGGED)
    assert ["観測" in f["because"] for f in findings if f["standing"] == "unknown"] == [True]


def test_telnet_is_not_met(walked: Walked) -> None:
    telnet = [f for f in walked.findings("unneeded-services", OLD) if f["standing"] == "not_met"]
    assert "tcp/23" in telnet[0]["because"]


def test_every_machine_row_says_something_of_every_machine_that_it_asks(walked: Walked) -> None:
    """And of the stranger, who may be any of them."""
    judged = {(row["id"], finding["about"]) for row in walked.report["rows"] for finding in row["findings"]}
    asked = {
        (row.id, machine["id"])
        for row in load("r7").form("hospital").rows
        if any(rule.about is SubjectKind.MACHINE and not rule.asked_if for rule in LINEAGES[row.lineage])
        for machine in walked.machines.values()
        if machine["class"] in (*row.applies_to, "unknown") and set(row.applies_to) - {"organization"}
    }
    assert (asked - judged, len(asked) > 30) == (set(), True)


def test_a_word_from_elsewhere_stops_a_sweep_and_it_says_who(walked: Walked) -> None:
    with walked.lab.start(walked.data, "collect", "sweep", "--subnet", SUBNET, *BY, "--json") as sweeping:
        assert "調べています" in (sweeping.stderr.readline() if sweeping.stderr else "")
        stop = walked.lab.run(walked.data, "collect", "sweep", "--stop", "--by", "田中")
        said = json.loads(sweeping.communicate(timeout=120)[0])
    assert (stop.returncode, sweeping.returncode, said["failure"]) == (0, 1, "田中 が止めました")
    assert processes(walked.lab.tenken.namespace) == []
