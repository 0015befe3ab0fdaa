"""一覧の案: what the majority of like machines runs is offered; a person decides."""

from typing import Any

import pytest

from tenken.facts.model import MachineClass, SubjectId
from tenken.facts.services import NeededService, NeededServices, Socket
from tenken.rules.proposals import Offer, Proposed, Seen, propose
from tenken.rules.service_lists import Lists, ServicePolicy, lists_for
from tests.build import declared, entry, fact

SSH = Socket("tcp", "0.0.0.0", 22, "sshd")  # noqa: S104
LOCAL = Socket("tcp", "127.0.0.1", 25, "master")


def machines(n: int, start: int = 0) -> tuple[SubjectId, ...]:
    return tuple(SubjectId(f"machine:pc-{number:02}") for number in range(start, start + n))


def on(n: int, *sockets: Socket, of: int = 10, programs: tuple[str, ...] = (), lists: Lists | None = None) -> Proposed:
    """The only line, when so many of all machines show these and the others nothing."""
    seen = (Seen(machines(n), sockets, programs), Seen(machines(of - n, n), ()))
    (line,) = propose(seen, lists or Lists((), ServicePolicy()))
    return line


def needed(service: str, **more: Any) -> NeededServices:
    usual = {"machine_class": MachineClass.SERVER, "needed": (NeededService(service, "保守"),)}
    return NeededServices(**{**usual, **declared(), **more})


def having(*says: NeededServices, role: str = "") -> Lists:
    return lists_for(entry(role=role), tuple(fact(one) for one in says), ServicePolicy())


@pytest.mark.parametrize(
    ("n", "of", "offer"),
    [(8, 10, Offer.NEEDED), (7, 10, Offer.OPEN), (10, 100, Offer.OPEN), (9, 100, Offer.ODD), (1, 20, Offer.ODD)],
)
def test_four_in_five_are_a_majority_and_fewer_than_one_in_ten_stand_out(n: int, of: int, offer: Offer) -> None:
    assert on(n, SSH, of=of).offer is offer


@pytest.mark.parametrize(("n", "offer"), [(2, Offer.OPEN), (3, Offer.NEEDED)])
def test_of_fewer_than_three_machines_no_majority_is_told(n: int, offer: Offer) -> None:
    assert on(n, SSH, of=n).offer is offer


def test_a_forbidden_service_is_never_offered_however_many_have_it() -> None:
    assert on(10, Socket("tcp", "*", 23, "in.telnetd")).offer is Offer.FORBIDDEN


def test_what_a_list_forbids_is_forbidden_there() -> None:
    assert on(10, SSH, lists=having(needed("tcp/80", forbidden=("sshd",)))).offer is Offer.FORBIDDEN


@pytest.mark.parametrize("name", ["sshd", "tcp/22", "sshd (tcp/22)"])
def test_what_a_list_names_is_explained_by_its_line(name: str) -> None:
    line = on(10, SSH, lists=having(needed(name)))
    assert (line.offer, line.explained_by) == (Offer.KNOWN, NeededService(name, "保守"))


def test_the_list_of_the_role_explains_before_that_of_the_class() -> None:
    lists = having(needed("sshd"), needed("tcp/22", role="PACSサーバ"), role="PACSサーバ")
    line = on(10, SSH, lists=lists)
    assert line.explained_by == NeededService("tcp/22", "保守")


def test_the_list_of_another_role_explains_nothing() -> None:
    assert on(10, SSH, lists=having(needed("sshd", role="PACSサーバ"), role="電子カルテサーバ")).offer is Offer.NEEDED


def test_what_only_the_machine_itself_can_reach_is_not_asked() -> None:
    assert propose((Seen(machines(5), (LOCAL,)),), Lists((), ServicePolicy())) == ()


def test_ports_that_are_given_out_at_each_start_are_one_service() -> None:
    seen = tuple(Seen(machines(1, number), (Socket("tcp", "*", 49664 + number, "lsass.exe"),)) for number in range(5))
    (line,) = propose(seen, Lists((), ServicePolicy()))
    assert (line.service, line.n) == ("lsass.exe (tcp/49152-65535)", 5)


def test_a_remote_control_program_is_asked_by_its_name() -> None:
    line = on(9, programs=("AnyDesk",))
    assert (line.service, line.offer, line.percent) == ("AnyDesk", Offer.NEEDED, 90)


def test_some_of_the_machines_are_named() -> None:
    assert on(9, SSH).machines == machines(3)


def test_the_gravest_stands_first() -> None:
    telnet, odd = Socket("tcp", "*", 23, ""), Socket("tcp", "*", 8080, "java")
    seen = (Seen(machines(1), (SSH, telnet, odd)), Seen(machines(19, 1), (SSH,)))
    assert [line.offer for line in propose(seen, Lists((), ServicePolicy()))] == [
        Offer.FORBIDDEN, Offer.ODD, Offer.NEEDED,
    ]  # fmt: skip


def test_a_program_behind_a_socket_is_asked_once() -> None:
    line = on(9, Socket("tcp", "*", 7070, "AnyDesk.exe"), programs=("AnyDesk",))
    assert line.service == "AnyDesk.exe (tcp/7070)"


@pytest.mark.parametrize("name", ["AnyDesk", "anydesk.exe", "AnyDesk.exe (tcp/7070)"])
def test_a_program_is_explained_by_any_of_its_names(name: str) -> None:
    assert on(9, programs=("AnyDesk",), lists=having(needed(name))).offer is Offer.KNOWN


def test_a_service_on_two_addresses_of_a_machine_is_on_one_machine() -> None:
    line = on(9, SSH, Socket("tcp", "[::]", 22, "sshd"))
    assert (line.n, line.of) == (9, 10)
