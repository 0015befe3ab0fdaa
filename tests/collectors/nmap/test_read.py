"""A scan tells who answered and on which of the asked ports; one that was broken off tells nothing."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.model import Unreadable, Withheld
from tenken.collectors.nmap.read import read
from tenken.facts.model import Mark, MarkKind
from tenken.facts.sightings import OpenPort, OpenPorts, SeenOnNetwork
from tests.collectors.nmap.scans import host, made, open_ports, port, scan, seen

PORTS = scan("samples/nmap-7.93-connect-8-ports.xml")
THREE = ["10.77.3.100", "10.77.3.101", "10.77.3.102"]


def test_each_host_that_answered_was_seen_in_the_subnet_that_was_scanned() -> None:
    first = SeenOnNetwork("scan", "10.77.3.100", "00:16:3e:77:03:11", "reception-pc.hosp.test", "10.77.3.96/28")
    assert seen(PORTS)[0] == first


def test_every_claim_of_a_machine_names_it_by_card_name_and_address() -> None:
    marks = {claim.about for claim in read(PORTS) if Mark(MarkKind.ADDRESS, "10.77.3.101") in claim.about}
    assert marks == {
        (
            Mark(MarkKind.MAC, "00:16:3e:77:03:12"),
            Mark(MarkKind.HOSTNAME, "ct-console"),
            Mark(MarkKind.ADDRESS, "10.77.3.101"),
        )
    }


def test_open_ports_are_told_beside_what_was_asked() -> None:
    asked = ("tcp/22", "tcp/23", "tcp/80", "tcp/104", "tcp/135", "tcp/443", "tcp/445", "tcp/3389")
    assert open_ports(PORTS)[1] == OpenPorts(asked, (OpenPort("tcp", 23, "telnet"), OpenPort("tcp", 104, "acr-nema")))


def test_a_machine_with_no_open_port_says_so() -> None:
    assert open_ports(PORTS)[2].ports == ()


@pytest.mark.parametrize("name", ["samples/nmap-7.93-sn.xml", "samples/nmap-7.93-connect-8-ports.xml"])
def test_all_three_hosts_are_found(name: str) -> None:
    assert [one.address for one in seen(scan(name))] == THREE


def test_a_scan_that_asked_no_port_says_nothing_of_ports() -> None:
    assert open_ports(scan("samples/nmap-7.93-sn.xml")) == []


def test_hosts_that_are_down_are_no_sighting() -> None:
    assert [one.address for one in seen(scan("samples/nmap-7.93-sn-verbose.xml"))] == ["10.77.3.100"]


def test_the_scanner_itself_is_left_out_of_what_it_found() -> None:
    assert [one.address for one in seen(scan("samples/nmap-7.93-syn-1000-ports.xml"))] == THREE[:2]


@pytest.mark.parametrize("name", ["loopback", "nobody", "pn-nobody"])
def test_a_scan_that_met_nobody_else_says_nothing(name: str) -> None:
    assert list(read(scan(f"scans/nmap-7.93-{name}.xml"))) == []


@pytest.mark.parametrize("name", ["killed", "interrupted"])
def test_a_scan_that_was_broken_off_is_unreadable(name: str) -> None:
    with pytest.raises(Unreadable, match="broken off"):
        list(read(scan(f"scans/nmap-7.93-{name}.xml")))


def test_an_end_that_stands_in_a_comment_is_none() -> None:
    with pytest.raises(Unreadable, match="broken off"):
        list(read(b'<nmaprun scanner="nmap"><!-- <finished --></nmaprun>'))


def test_a_scan_that_ended_with_an_error_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="Ports specified must be between 0 and 65535"):
        list(read(scan("scans/nmap-7.93-error.xml")))


@pytest.mark.parametrize("raw", [b"<a/>", made("", scanner="masscan")])
def test_what_nmap_did_not_write_is_unreadable(raw: bytes) -> None:
    with pytest.raises(Unreadable, match="no scan of nmap"):
        list(read(raw))


@pytest.mark.parametrize("hosts", [host(state="down"), host(reason=""), host(reason="localhost-response"), "<host/>"])
def test_a_host_that_did_not_answer_gives_nothing(hosts: str) -> None:
    assert list(read(made(hosts))) == []


def test_a_host_that_was_only_said_to_be_up_counts_once_a_port_answered() -> None:
    assert len(seen(made(host(port("open"), reason="user-set")))) == 1


@pytest.mark.parametrize("state", ["closed", "filtered", "open|filtered"])
def test_a_host_that_was_only_said_to_be_up_does_not_count_by_silence(state: str) -> None:
    assert list(read(made(host(port(state), reason="user-set")))) == []


def test_silence_of_a_port_does_not_make_it_open() -> None:
    assert open_ports(made(host(port("open|filtered", protocol="udp"))))[0].ports == ()


def test_ports_of_a_machine_that_ran_out_of_time_are_withheld() -> None:
    last = list(read(made(host(attributes='timedout="true"'))))[-1]
    assert isinstance(last.says, Withheld)


def test_a_name_that_was_typed_as_target_is_not_the_name_of_whoever_answers() -> None:
    names = '<hostnames><hostname name="typed" type="user"/></hostnames>'
    assert seen(made(host(names)))[0].called == ""


def test_protocols_that_were_scanned_are_no_ports() -> None:
    info = '<scaninfo type="ipproto" protocol="ip" services="1,6,17"/>'
    assert open_ports(made(host(port(number="6", protocol="ip")), info)) == []


@pytest.mark.parametrize("number", ["", "-1", "70000", "²", "1e3", "9" * 5_000])
def test_a_port_that_is_none_makes_the_scan_unreadable(number: str) -> None:
    with pytest.raises(Unreadable):
        list(read(made(host(port(number=number)))))


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_whatever_stands_in_the_fields_is_read_or_unreadable(services: str, address: str, number: str) -> None:
    info = f'<scaninfo protocol="tcp" services="{services}"/>'
    names = f'<address addr="{address}" addrtype="mac"/><hostnames><hostname name="{address}" type="PTR"/></hostnames>'
    with suppress(Unreadable):
        assert len(list(read(made(host(names + port(number=number)), info)))) <= 2
