"""What a Linux machine runs, and what it answers to."""

import pytest

from tenken.facts.services import ListeningSockets, Service, Services, Socket
from tests import samples
from tests.collectors.linux.answers import machine, says, why_not

UNITS = """\
file ssh.service enabled
file cups.service disabled
file rpcbind.socket enabled
file dbus.service static
file apache2.service masked
running ssh.service
running dbus.service
running session-1.scope"""


def sockets(*lines: str) -> tuple[Socket, ...]:
    return says(ListeningSockets, machine(sockets="\n".join(lines))).sockets


def services(body: str = UNITS) -> dict[str, tuple[bool, bool]]:
    return {s.name: (s.running, s.enabled) for s in says(Services, machine(units=body)).services}


@pytest.mark.parametrize(
    ("line", "socket"),
    [
        ('tcp 10.20.0.1:22 users:(("sshd"))', Socket("tcp", "10.20.0.1", 22, "sshd")),
        ('tcp [::]:22 users:(("sshd"))', Socket("tcp", "::", 22, "sshd")),
        ('tcp *:443 users:(("nginx"))', Socket("tcp", "*", 443, "nginx")),
        ('udp 127.0.0.53%lo:53 users:(("systemd-resolve"))', Socket("udp", "127.0.0.53", 53, "systemd-resolve")),
        ('udp [fe80::1]%eth0:546 users:(("dhclient"))', Socket("udp", "fe80::1", 546, "dhclient")),
        ('tcp [::ffff:127.0.0.1]:8005 users:(("java"))', Socket("tcp", "::ffff:127.0.0.1", 8005, "java")),
        ('tcp6 [::1]:631 users:(("cupsd"))', Socket("tcp", "::1", 631, "cupsd")),
        ("tcp 10.20.0.1:2024 ", Socket("tcp", "10.20.0.1", 2024, "")),
        ("tcp 10.20.0.1:2024", Socket("tcp", "10.20.0.1", 2024, "")),
        ('tcp 10.20.0.1:80 users:(("nginx"),("nginx"),("php"))', Socket("tcp", "10.20.0.1", 80, "nginx")),
    ],
)
def test_a_listening_socket_is_told_with_protocol_address_port_and_process(line: str, socket: Socket) -> None:
    assert sockets(line) == (socket,)


@pytest.mark.parametrize("address", ["127.0.0.1:25", "127.0.0.53%lo:53", "[::1]:25", "[::ffff:127.0.0.1]:8005"])
def test_what_only_the_machine_itself_reaches_is_local(address: str) -> None:
    assert sockets(f'tcp {address} users:(("x"))')[0].is_local


@pytest.mark.parametrize("address", ["0.0.0.0:25", "[::]:25", "*:25", "10.20.0.1:25", "[::ffff:10.20.0.1]:25"])
def test_what_others_reach_is_not(address: str) -> None:
    assert not sockets(f'tcp {address} users:(("x"))')[0].is_local


def test_sockets_come_in_one_order_and_each_once() -> None:
    lines = ['udp *:53 users:(("named"))', 'tcp *:53 users:(("named"))', 'tcp *:22 users:(("sshd"))']
    assert sockets(*lines, *reversed(lines)) == sockets(*reversed(lines))


def test_what_is_no_inet_socket_is_passed_over() -> None:
    assert sockets("Netid Local Process", 'p_raw *:eth0 users:(("dhclient"))') == ()


def test_an_account_that_may_not_see_processes_tells_sockets_without_them() -> None:
    found = says(ListeningSockets, samples.linux("debian12-systemd-user.txt")).sockets
    assert {(socket.port, socket.process) for socket in found} == {(22, ""), (2024, "")}


def test_without_the_program_ss_sockets_are_withheld() -> None:
    assert "has no program" in why_not(ListeningSockets, machine(sockets=69))


def test_services_that_run_or_start_by_themselves_are_told() -> None:
    assert services() == {
        "ssh.service": (True, True),
        "dbus.service": (True, True),
        "rpcbind.socket": (False, True),
        "session-1.scope": (True, False),
    }


@pytest.mark.parametrize("state", ["disabled", "masked", "", "masked-runtime"])
def test_a_service_that_neither_runs_nor_starts_is_left_out(state: str) -> None:
    assert services(f"file cups.service {state}") == {}


def test_a_disabled_service_that_runs_is_told() -> None:
    assert services("file cups.service disabled\nrunning cups.service") == {"cups.service": (True, False)}


def test_without_systemd_services_are_withheld() -> None:
    assert "has no program" in why_not(Services, samples.linux("debian13-root.txt"))


def test_the_recorded_debian_runs_its_ssh_server() -> None:
    assert Service("ssh.service", running=True, enabled=True) in says(Services, samples.linux()).services
