"""What a Windows machine runs and answers to; the same machine says the same tomorrow."""

import pytest

from tenken.facts.services import ListeningSockets, Services
from tests.collectors.windows.answers import DENIED, PC, changed, says, why_not


def sockets(raw: bytes = PC) -> list[tuple[str, int, str]]:
    return [(socket.protocol, socket.port, socket.process) for socket in says(ListeningSockets, raw).sockets]


def services(*names: str) -> list[str]:
    rows = [{"name": name, "start": "Auto", "state": "Running", "pid": 1} for name in names]
    return [service.name for service in says(Services, changed(services=rows)).services]


def test_a_socket_is_told_by_the_service_behind_it() -> None:
    assert ("tcp", 3389, "TermService") in sockets()


def test_what_opens_sockets_for_others_gives_them_no_name() -> None:
    assert {process for protocol, port, process in sockets() if protocol == "tcp" and port in (135, 139, 445)} == {""}


def test_a_port_that_was_given_out_is_told_by_its_owner_alone() -> None:
    assert {("tcp", 0, "lsass"), ("tcp", 0, "Spooler")} <= set(sockets())


def test_a_port_that_was_given_out_to_nobody_knows_whom_stays() -> None:
    assert ("udp", 60113, "") in sockets()


def test_a_socket_that_only_the_machine_reaches_is_local() -> None:
    assert [s.process for s in says(ListeningSockets, PC).sockets if s.is_local] == ["SkyseaClientAgent"]


def test_sockets_without_the_processes_are_withheld() -> None:
    assert "as administrator" in why_not(ListeningSockets, changed(processes=DENIED))


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"protocol": "udp", "address": "::", "port": 123, "pid": 4}],
        [{"protocol": "tcp", "address": "::", "port": 135, "pid": 4}, {"protocol": "tcp", "port": 99_999}],
    ],
)
def test_sockets_of_which_some_are_missing_are_withheld(rows: list[object]) -> None:
    assert "not whole" in why_not(ListeningSockets, changed(sockets=rows))


def test_a_machine_without_any_service_was_not_read() -> None:
    assert "which no Windows shows" in why_not(Services, changed(services=[]))


def test_services_run_or_start_by_themselves() -> None:
    found = {service.name: (service.running, service.enabled) for service in says(Services, PC).services}
    assert (found["TermService"], found["Dhcp"], "RemoteRegistry" in found) == ((True, False), (True, True), False)


def test_services_of_a_session_lose_its_number() -> None:
    assert services("CDPUserSvc_5f3a1", "WpnUserService_5f3a1") == ["CDPUserSvc", "WpnUserService"]


def test_a_number_that_stands_alone_belongs_to_the_name() -> None:
    assert services("PacsServer_2019", "Spooler") == ["PacsServer_2019", "Spooler"]
