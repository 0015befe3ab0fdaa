"""バックグラウンドで動作している不要なソフトウェア及びサービスを停止している。"""

from datetime import timedelta

import pytest

from tenken.facts.model import MachineClass, Statement
from tenken.facts.services import (
    ListeningSockets,
    NeededService,
    NeededServices,
    Service,
    Services,
    Socket,
    WellKnownCommunity,
)
from tenken.facts.sightings import OpenPort, OpenPorts
from tenken.facts.windows import WindowsExposure
from tenken.rules.model import Finding, Standing
from tenken.rules.service_lists import ServicePolicy
from tenken.standard.model import Scope
from tenken.verdicts.assess import assess_row
from tenken.verdicts.examine import examine
from tests.build import SERVER, case, declared, entry, fact, finding, form, row, rule

RULE = "unneeded-services.every-open-service-is-needed"
POSTGRES = Socket("tcp", "0.0.0.0", 5432, "postgres")  # noqa: S104


def judge(*sockets: Socket, lists: tuple[NeededServices, ...] = (), policy: ServicePolicy | None = None) -> Finding:
    return examined(ListeningSockets(sockets), lists=lists, policy=policy)


def examined(*says: Statement, lists: tuple[NeededServices, ...] = (), policy: ServicePolicy | None = None) -> Finding:
    seen = [fact(one, SERVER) for one in (entry(), *says)]
    return finding(RULE, SERVER, *seen, *(fact(one) for one in lists), policy=policy)


def needed(service: str, of: MachineClass = MachineClass.SERVER) -> NeededServices:
    return NeededServices(machine_class=of, needed=(NeededService(service, "電子カルテDB"),), **declared())


@pytest.mark.parametrize("name", ["postgres", "tcp/5432", "postgres (tcp/5432)"])
def test_met_when_the_open_socket_is_listed_by_process_or_port(name: str) -> None:
    assert judge(POSTGRES, lists=(needed(name),)).standing is Standing.MET


def test_met_when_nothing_is_open() -> None:
    assert judge().standing is Standing.MET


def test_a_socket_whose_number_the_system_gave_is_told_by_the_range_of_such_numbers() -> None:
    found = judge(Socket("tcp", "0.0.0.0", 0, "lsass"))  # noqa: S104
    assert (found.standing, "lsass (tcp/49152-65535)" in str(found.because)) == (Standing.UNKNOWN, True)


def test_unknown_when_the_source_may_have_left_sockets_out() -> None:
    found = examined(ListeningSockets((POSTGRES,), whole=False), lists=(needed("postgres"),))
    assert (found.standing, "left out" in str(found.because)) == (Standing.UNKNOWN, True)


def test_met_when_another_source_named_all_of_them() -> None:
    part = ListeningSockets((POSTGRES,), whole=False)
    assert examined(part, ListeningSockets((POSTGRES,)), lists=(needed("postgres"),)).standing is Standing.MET


def test_not_met_when_a_part_of_the_sockets_holds_a_forbidden_one() -> None:
    part = ListeningSockets((Socket("tcp", "*", 23, "telnetd"),), whole=False)
    assert examined(part, ListeningSockets((POSTGRES,)), lists=(needed("postgres"),)).standing is Standing.NOT_MET


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.53", "::1", "[::1]", "[::ffff:127.0.0.1]"])
def test_met_when_only_the_machine_itself_can_reach_the_socket(address: str) -> None:
    assert judge(Socket("tcp", address, 5432, "postgres")).standing is Standing.MET


def test_met_for_services_of_time_and_names_that_need_no_reason() -> None:
    assert judge(Socket("udp", "*", 323, "chronyd")).standing is Standing.MET


def test_unknown_while_nobody_has_said_what_a_socket_is_needed_for() -> None:
    found = judge(POSTGRES)
    assert (found.standing, "postgres (tcp/5432)" in str(found.because)) == (Standing.UNKNOWN, True)


def test_unknown_when_it_is_listed_for_another_class_of_machines() -> None:
    assert judge(POSTGRES, lists=(needed("postgres", MachineClass.CLIENT_PC),)).standing is Standing.UNKNOWN


def test_unknown_when_the_list_names_a_process_that_the_account_could_not_see() -> None:
    assert judge(Socket("tcp", "*", 5432, ""), lists=(needed("postgres"),)).standing is Standing.UNKNOWN


def test_not_met_when_a_forbidden_port_is_open() -> None:
    assert judge(Socket("tcp", "*", 23, "")).standing is Standing.NOT_MET


def test_not_met_when_a_forbidden_service_runs() -> None:
    running = Services((Service("telnet.socket", running=True, enabled=True),))
    assert examined(ListeningSockets(()), running).standing is Standing.NOT_MET


def test_met_when_a_forbidden_service_is_stopped() -> None:
    stopped = Services((Service("telnet.socket", running=False, enabled=False),))
    assert examined(ListeningSockets(()), stopped).standing is Standing.MET


def test_not_met_when_a_forbidden_service_is_listed_as_needed() -> None:
    telnet = Socket("tcp", "*", 23, "in.telnetd")
    assert judge(telnet, lists=(needed("in.telnetd"),)).standing is Standing.NOT_MET


def test_what_is_forbidden_is_the_facilitys_own_rule() -> None:
    policy = ServicePolicy(forbidden=("tcp/5432",))
    assert judge(POSTGRES, lists=(needed("postgres"),), policy=policy).standing is Standing.NOT_MET


def test_unknown_when_the_sockets_were_not_seen() -> None:
    assert examined().standing is Standing.UNKNOWN


def scanned(*ports: int) -> Finding:
    asked = ("tcp/22", "tcp/23", "tcp/443")
    found = OpenPorts(asked, tuple(OpenPort("tcp", port) for port in ports))
    return finding("unneeded-services.no-forbidden-port-answers", SERVER, fact(found, SERVER))


def test_not_met_when_telnet_answers_a_scan() -> None:
    found = scanned(22, 23)
    assert (found.standing, "tcp/23" in str(found.because)) == (Standing.NOT_MET, True)


def test_a_scan_that_finds_nothing_forbidden_does_not_stand_for_the_sockets_that_were_not_seen() -> None:
    row_of_servers = row("unneeded-services", Scope.SERVER)
    scan = fact(OpenPorts(("tcp/23",), ()), SERVER)
    seen = case(scan, fact(entry(), SERVER), machines={SERVER: MachineClass.SERVER})
    assert assess_row("r7", form(row_of_servers), row_of_servers, seen).standing is Standing.UNKNOWN


def test_the_last_scan_that_asked_for_a_port_speaks_of_it() -> None:
    wide = fact(OpenPorts(("tcp/1-1000",), (OpenPort("tcp", 23),)), SERVER, timedelta(days=2))
    elsewhere = fact(OpenPorts(("tcp/443",), ()), SERVER, timedelta(days=1))
    closed_since = fact(OpenPorts(("tcp/20-30",), ()), SERVER)
    name = "unneeded-services.no-forbidden-port-answers"
    assert finding(name, SERVER, wide, elsewhere).standing is Standing.NOT_MET
    assert finding(name, SERVER, wide, elsewhere, closed_since).standing is Standing.MET


def test_without_a_scan_nothing_is_said() -> None:
    asked = rule("unneeded-services.no-forbidden-port-answers")
    assert examine(asked, asked.policy, SERVER, case()) is None


WAYS = "unneeded-services.no-forbidden-way-leads-into-windows"


def windows(**more: object) -> WindowsExposure:
    usual = {"server": True, "remote_desktop": True, "network_level": True, "remote_desktop_from": ("10.20.9.0/24",)}
    return WindowsExposure(**{**usual, "smb1": False, "remote_registry": True, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"smb1": True}, "SMBv1"),
        ({"network_level": False}, "NLA"),
        ({"remote_desktop_from": ("*",)}, "lets everybody reach"),
        ({"server": False}, "the registry of a PC"),
    ],
)
def test_not_met_when_a_forbidden_way_leads_into_windows(wrong: dict[str, object], word: str) -> None:
    found = finding(WAYS, SERVER, fact(windows(**wrong), SERVER))
    assert (found.standing, word in str(found.because)) == (Standing.NOT_MET, True)


@pytest.mark.parametrize(
    "more", [{}, {"smb1": None}, {"network_level": None}, {"remote_desktop": False, "network_level": False}]
)
def test_what_was_not_seen_of_windows_refutes_nothing(more: dict[str, object]) -> None:
    assert finding(WAYS, SERVER, fact(windows(**more), SERVER)).standing is Standing.MET


def test_a_facility_that_forbids_less_is_not_refuted() -> None:
    open_to_all = fact(windows(remote_desktop_from=("*",)), SERVER)
    assert finding(WAYS, SERVER, open_to_all, policy=ServicePolicy(forbidden=("smb1",))).standing is Standing.MET


def test_windows_without_forbidden_ways_does_not_stand_for_the_sockets_that_were_not_seen() -> None:
    row_of_servers = row("unneeded-services", Scope.SERVER)
    seen = case(fact(windows(), SERVER), fact(entry(), SERVER), machines={SERVER: MachineClass.SERVER})
    assert assess_row("r7", form(row_of_servers), row_of_servers, seen).standing is Standing.UNKNOWN


KNOWN = "unneeded-services.no-well-known-community-is-answered"


def answered(community: str, policy: ServicePolicy | None = None) -> Finding:
    return finding(KNOWN, SERVER, fact(WellKnownCommunity(community), SERVER), policy=policy)


@pytest.mark.parametrize("community", ["public", "private"])
def test_not_met_when_the_machine_answers_to_a_community_that_everybody_knows(community: str) -> None:
    found = answered(community)
    assert (found.standing, f"“{community}”" in str(found.because)) == (Standing.NOT_MET, True)


def test_a_community_that_the_policy_allows_is_no_reason() -> None:
    assert answered("public", ServicePolicy(communities=("private",))).standing is Standing.MET


def test_without_such_an_answer_nothing_is_said_of_communities() -> None:
    assert examine(rule(KNOWN), ServicePolicy(), SERVER, case()) is None


def test_an_allowed_community_does_not_stand_for_the_sockets_that_were_not_seen() -> None:
    row_of_servers = row("unneeded-services", Scope.SERVER)
    seen = case(fact(WellKnownCommunity("hosp"), SERVER), fact(entry(), SERVER), machines={SERVER: MachineClass.SERVER})
    assert assess_row("r7", form(row_of_servers), row_of_servers, seen).standing is Standing.UNKNOWN
