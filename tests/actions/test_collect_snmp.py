"""collect snmp: a real agent's device comes into the ledger, and so do those that it met, each as seen there."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

import pytest

from tenken.actions.collect import collect, reread
from tenken.actions.due import do_due
from tenken.actions.import_sightings import import_sightings
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Target, Unreachable
from tenken.collectors.snmp.agent import Patience
from tenken.collectors.snmp.fetch import fetch
from tenken.facts.coverage import Coverage
from tenken.facts.machines import Firmware, Hardware, LedgerEntry
from tenken.facts.model import FACILITY, MachineClass, Statement, SubjectId
from tenken.facts.services import WellKnownCommunity
from tenken.facts.sightings import SeenOnNetwork
from tenken.ledger.models import ObservationRow, Subject, TargetRow
from tenken.ledger.recall import case_at, facts_about
from tests import kept
from tests.actions.steps import rows
from tests.build import NOW
from tests.collectors.snmp.devices import SWITCH
from tests.collectors.snmp.snmpd import AUTH, COMMUNITY, PRIVACY, Server, snmpd
from tests.ledger.steps import stated

SNMP = COLLECTORS["snmp"]
DAY = timedelta(days=1)
DEVICE = SubjectId("machine:sw-3f-01")
S = TypeVar("S", bound=Statement)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with snmpd(tmp_path_factory.mktemp("snmpd"), SWITCH) as running:
        yield running


def said(kind: type[S]) -> S:
    return next(fact.says for fact in facts_about(DEVICE, NOW) if isinstance(fact.says, kind))


def where_seen(site: Site) -> dict[str, tuple[str, str]]:
    facts = case_at(NOW + DAY).everybody(SeenOnNetwork)
    return {fact.says.mac: (fact.says.way, fact.says.where) for fact in facts if fact.about != DEVICE}


def test_a_device_comes_into_the_ledger_with_its_number_and_its_firmware(site: Site, server: Server) -> None:
    done = collect(site, SNMP, server.target("v3"), NOW)
    assert (done.failure, done.recorded.subjects, done.cut) == (None, (DEVICE,), ())
    assert said(Hardware).serial == "FDO2601000A"
    assert said(Firmware).family == "cisco-ios-xe"
    assert case_at(NOW).about(DEVICE, LedgerEntry)[0].says.machine_class is MachineClass.NETWORK


def test_whom_it_met_are_machines_seen_at_its_ports(site: Site, server: Server) -> None:
    done = collect(site, SNMP, server.target("v3"), NOW)
    seen = where_seen(site)
    assert seen["b0:c7:de:00:03:17"] == ("mac-table", "sw-3f-01 Gi1/0/1 VLAN 20")
    assert seen["f8:7a:41:00:00:80"] == ("lldp", "sw-3f-01 Gi1/0/24")
    assert (len(done.met), DEVICE in done.met) == (len(seen), False)


def test_the_next_answer_takes_nothing_back_of_those_that_are_gone(site: Site, server: Server) -> None:
    collect(site, SNMP, server.target("v3"), NOW)
    before = where_seen(site)
    alone = replace(SNMP, read=lambda raw: [claim for claim in SNMP.read(raw) if len(claim.about) > 2])
    collect(site, alone, server.target("v3"), NOW + DAY)
    assert where_seen(site) == before


def test_the_same_answer_the_next_day_adds_sightings_and_no_fact(site: Site, server: Server) -> None:
    collect(site, SNMP, server.target("v3"), NOW)
    before = rows()
    again = collect(site, SNMP, server.target("v3"), NOW + DAY)
    assert (again.recorded.changed, rows()["fact"], rows()["subject"]) == (0, before["fact"], before["subject"])


def test_the_place_of_the_key_file_is_remembered_for_the_daily_look(site: Site, server: Server) -> None:
    target = server.target("v3")
    collect(site, SNMP, target, NOW)
    row = TargetRow.objects.get(collector="snmp")
    assert (row.name, row.key_file) == (f"127.0.0.1:{server.port}", target.key_file)
    do_due(site, NOW + DAY)
    attempts = ObservationRow.objects.filter(stream__key=f"snmp:{row.name}")
    assert [attempt.complete for attempt in attempts] == [True, True]


@pytest.mark.parametrize("key", ["v2c", "v3"])
def test_no_secret_is_kept_anywhere(site: Site, server: Server, key: str) -> None:
    collect(site, SNMP, server.target(key), NOW)
    everything = kept.in_tables() + kept.in_files(site.config.data)
    assert [word for word in (COMMUNITY, AUTH, PRIVACY) if word.encode() in everything] == []


def test_an_answer_to_public_is_known_until_another_community_is_tried(site: Site, server: Server) -> None:
    collect(site, SNMP, server.target("public"), NOW)
    assert [fact.says.community for fact in case_at(NOW).about(DEVICE, WellKnownCommunity)] == ["public"]
    collect(site, SNMP, server.target("v3"), NOW + DAY)
    assert case_at(NOW + DAY).about(DEVICE, WellKnownCommunity) == ()


def test_what_was_read_whole_is_told(site: Site, server: Server) -> None:
    collect(site, SNMP, server.target("v3"), NOW)
    assert "dot1qTpFdbTable" in said(Coverage).whole


def test_a_device_that_never_answered_may_be_of_any_class(site: Site, server: Server) -> None:
    impatient = replace(SNMP, fetch=lambda target: fetch(target, Patience(0.1, 0)))
    done = collect(site, impatient, Target("127.0.0.1", port=server.port + 1, key_file=str(server.key("v3"))), NOW)
    assert done.failure
    assert case_at(NOW).about(done.recorded.subjects[0], LedgerEntry)[0].says.machine_class is MachineClass.UNKNOWN


def test_reading_anew_reads_an_answer_once_and_not_for_each_that_it_met(site: Site, server: Server) -> None:
    collect(site, SNMP, server.target("v3"), NOW)
    again = list(reread(site, replace(SNMP, version=2), NOW + DAY))
    assert [outcome.recorded.subjects for outcome in again] == [(DEVICE,)]


def test_nothing_is_sent_to_an_address_of_the_no_touch_list_not_even_by_the_daily_look(site: Site) -> None:
    asked: list[Target] = []

    def asks(target: Target) -> bytes:
        asked.append(target)
        raise Unreachable("no answer within {n} seconds", n=1)

    stated(site, "no-touch", FACILITY, NOW, b"", by_what="address", which="10.20.5.0/24", reason="CT室")
    spared, other = Target("10.20.5.7", port=161), Target("10.20.6.7", port=161)
    outcomes = [collect(site, replace(SNMP, fetch=asks), target, NOW) for target in (spared, other)]
    assert asked == [other]
    assert str(outcomes[0].failure) == "nothing was sent to 10.20.5.7:161: on the no-touch list: CT室"


def test_nothing_is_sent_to_a_medical_device_of_the_ledger(site: Site) -> None:
    seen_there = b"10.20.5.7 dev eth0 lladdr 00:16:3e:00:05:07 REACHABLE\n"
    import_sightings(site, COLLECTORS["leases"], seen_there, NOW)
    stated(site, "ledger-entry", "machine:10.20.5.7", NOW, b"", title="CT1号機", machine_class="medical")
    done = collect(site, SNMP, Target("10.20.5.7", port=161), NOW)
    assert str(done.failure) == "nothing was sent to 10.20.5.7:161: CT1号機 is a medical device"
    assert Subject.objects.filter(kind="machine").count() == 1


def test_nothing_is_sent_to_an_address_that_the_no_touch_list_cannot_tell(site: Site) -> None:
    stated(site, "no-touch", FACILITY, NOW, b"", by_what="address", which="10.20.5.0/24", reason="CT室")
    done = collect(site, SNMP, Target("fd00::7", port=161), NOW)
    assert "knows addresses of IPv4 only" in str(done.failure)
