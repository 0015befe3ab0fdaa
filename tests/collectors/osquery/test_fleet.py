"""The hosts of Fleet name machines that checked in lately; whoever did not is not shown to be there."""

import json

import pytest

from tenken.collectors.model import Unreadable
from tenken.collectors.osquery.read import read
from tenken.facts.machines import InstalledSoftware, NetworkPlace, OperatingSystem
from tenken.facts.services import ListeningSockets
from tenken.facts.sightings import SeenOnNetwork
from tenken.facts.windows import WindowsBuild
from tests.collectors.osquery.answers import all_of, sample, the

AS_JSON, AS_CSV = sample("hosts.json"), sample("hosts.csv")
HOSTS = json.loads(AS_JSON)["hosts"]
HEAD = "hostname,uuid,hardware_serial,primary_mac,os_version\n"


@pytest.mark.parametrize("raw", [AS_JSON, AS_CSV])
def test_a_host_that_did_not_check_in_for_long_is_left_out(raw: bytes) -> None:
    assert [one.called for one in all_of(SeenOnNetwork, raw)] == ["KANGO-PC21", "ris-srv01"]


def test_the_list_as_csv_says_the_same_but_for_software() -> None:
    apart = [claim for claim in read(AS_JSON) if not isinstance(claim.says, InstalledSoftware)]
    assert list(read(AS_CSV)) == apart


@pytest.mark.parametrize("whole", [{"host": HOSTS[0]}, {"kind": "host", "spec": HOSTS[0]}, [HOSTS[0]], HOSTS[0]])
def test_one_host_may_come_alone(whole: object) -> None:
    assert the(SeenOnNetwork, json.dumps(whole).encode()).called == "KANGO-PC21"


def test_windows_is_told_with_its_build_and_revision() -> None:
    said = the(WindowsBuild, AS_CSV)
    assert (said.product, said.display_version, said.build, said.ubr) == ("Windows 11 Pro 23H2", "23H2", 22631, 4317)


def test_linux_is_called_as_it_calls_itself() -> None:
    assert [(s.id, s.version) for s in all_of(OperatingSystem, AS_CSV)] == [
        ("windows", "10.0.22631.4317"),
        ("ubuntu", "22.04"),
    ]


def test_the_card_that_fleet_knows_is_not_told_as_all_of_the_machines_cards() -> None:
    assert (all_of(NetworkPlace, AS_JSON), all_of(ListeningSockets, AS_JSON)) == ([], [])


def test_software_that_lacks_what_its_manager_tells_is_fleets_own_list() -> None:
    software = [{"name": "openssl", "version": "3.0.7", "source": "rpm_packages"}]
    raw = json.dumps({"hosts": [{**HOSTS[1], "software": software}]}).encode()
    assert the(InstalledSoftware, raw).manager == "fleet"


@pytest.mark.parametrize("rows", ["a,b,c,d\n", "a,b,c,d,e,f\n", "a,b,c,d,e", 'a,b,c,d,"e\n', ",,,,\n"])
def test_a_list_that_is_damaged_or_cut_off_is_unreadable(rows: str) -> None:
    with pytest.raises(Unreadable):
        list(read((HEAD + rows).encode()))


def test_a_list_with_far_too_many_columns_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="at most 300"):
        list(read((HEAD.strip() + ",x" * 400 + "\n").encode()))


def test_a_list_of_far_too_many_machines_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="at most 50000"):
        list(read((HEAD + "a,,JPH1,,\n" * 50_001).encode()))


def test_a_cell_that_looks_like_a_formula_is_no_name() -> None:
    row = '"=HYPERLINK(1)",,JPH1,,"=cmd()"\n'
    assert [mark.value for mark in next(read((HEAD + row).encode())).about] == ["JPH1"]
