"""遠隔操作ソフト: what explains one, and what it means for a vendor's reply."""

from dataclasses import replace
from typing import Any

import pytest

from tenken.facts.machines import InstalledSoftware
from tenken.facts.model import Fact, MachineClass, Statement, SubjectId
from tenken.facts.services import ListeningSockets, NeededService, NeededServices, Service, Services, Socket
from tenken.facts.vendors import RemoteMaintenanceReply, VendorContract
from tenken.rules.model import Finding, Standing
from tenken.rules.service_lists import ServicePolicy
from tenken.standard.model import Scope
from tenken.verdicts.assess import assess_row
from tenken.verdicts.examine import examine
from tests.build import SERVER, VENDOR, case, days_ago, declared, entry, fact, finding, form, row, rule

RULE = "unneeded-services.every-remote-program-is-explained"
REPLIED = "remote-maintenance.the-vendor-has-replied"
ANYDESK = InstalledSoftware("windows", (("7-Zip", "23.01"), ("AnyDesk", "ad 8.0.8")))
NOTHING = InstalledSoftware("windows", (("7-Zip", "23.01"),))
DENIED = RemoteMaintenanceReply(uses_remote=False, answered_on=days_ago(20), **declared())


def named(*ways: str) -> RemoteMaintenanceReply:
    return RemoteMaintenanceReply(uses_remote=True, answered_on=days_ago(20), ways=ways, **declared())


def needed(service: str, **more: Any) -> Fact[Any]:
    usual = {"machine_class": MachineClass.SERVER, "needed": (NeededService(service, "院内の窓口"),)}
    return fact(NeededServices(**{**usual, **declared(), **more}))


def contracted(*says: Statement, vendor: SubjectId = VENDOR) -> list[Fact[Any]]:
    """A vendor of the ledger, as it calls itself, with a contract."""
    contract = VendorContract(systems=("電子カルテ",), starts=days_ago(400), **declared())
    title = entry(title=vendor.partition(":")[2])
    return [fact(one, vendor) for one in (title, contract, *says)]


def judge(*says: Statement, beside: tuple[Fact[Any], ...] = (), policy: Any = None, **columns: Any) -> Finding:
    seen = [fact(one, SERVER) for one in (entry(vendor="株式会社北斗システム", **columns), *says)]
    return finding(RULE, SERVER, *seen, *beside, policy=policy)


def replied(reply: RemoteMaintenanceReply, *says: Statement, beside: tuple[Fact[Any], ...] = ()) -> Finding:
    seen = [fact(one, SERVER) for one in (entry(vendor="北斗システム"), *says)]
    return finding(REPLIED, VENDOR, *contracted(reply), *seen, *beside)


def test_unknown_while_nobody_says_what_the_program_is_for() -> None:
    found = judge(ANYDESK)
    assert (found.standing, "AnyDesk ad 8.0.8" in str(found.because)) == (Standing.UNKNOWN, True)


def test_unknown_when_it_is_seen_by_its_service_or_its_socket_only() -> None:
    running = Services((Service("AnyDesk", running=True, enabled=True),))
    listening = ListeningSockets((Socket("tcp", "*", 7070, "AnyDesk.exe"),))
    assert {judge(one).standing for one in (running, listening)} == {Standing.UNKNOWN}


@pytest.mark.parametrize("name", ["AnyDesk", "anydesk.exe", "AnyDesk MSI", "ＡｎｙＤｅｓｋ", "anydesk (tcp/7070)"])
def test_met_when_the_facilitys_list_names_it(name: str) -> None:
    found = judge(ANYDESK, beside=(needed(name),))
    assert (found.standing, len(found.cites)) == (Standing.MET, 2)


def test_met_when_the_list_of_its_role_names_it() -> None:
    beside = (needed("AnyDesk", role="PACSサーバ"),)
    assert judge(ANYDESK, beside=beside, role="PACSサーバ").standing is Standing.MET
    assert judge(ANYDESK, beside=beside, role="電子カルテサーバ").standing is Standing.UNKNOWN


def test_met_when_its_vendor_named_it_as_its_way() -> None:
    reply = named("AnyDesk（必要なときだけ）")
    assert judge(ANYDESK, beside=tuple(contracted(reply))).standing is Standing.MET


def test_unknown_when_another_vendor_named_it() -> None:
    beside = tuple(contracted(named("AnyDesk"), vendor=SubjectId("vendor:南十字データ")))
    assert judge(ANYDESK, beside=beside).standing is Standing.UNKNOWN


def test_unknown_when_the_vendors_reply_is_older_than_a_year() -> None:
    old = RemoteMaintenanceReply(uses_remote=True, answered_on=days_ago(367), ways=("AnyDesk",), **declared())
    assert judge(ANYDESK, beside=tuple(contracted(old))).standing is Standing.UNKNOWN


@pytest.mark.parametrize("way", ["VPN", "AnyDesktop", "MyAnyDesk", ""])
def test_unknown_when_the_vendors_way_is_called_otherwise(way: str) -> None:
    assert judge(ANYDESK, beside=tuple(contracted(named(way)))).standing is Standing.UNKNOWN


def test_not_met_when_the_facility_forbids_it() -> None:
    policy = ServicePolicy(forbidden=("AnyDesk",))
    assert judge(ANYDESK, beside=(needed("AnyDesk"),), policy=policy).standing is Standing.NOT_MET
    assert judge(ANYDESK, beside=(needed("tcp/443", forbidden=("AnyDesk",)),)).standing is Standing.NOT_MET


def test_met_when_none_is_among_what_was_seen() -> None:
    found = judge(NOTHING)
    assert (found.standing, "installed software" in str(found.because)) == (Standing.MET, True)


def test_unknown_when_the_list_of_software_may_lack_some() -> None:
    part = InstalledSoftware("windows", NOTHING.packages, whole=False)
    assert judge(part).standing is Standing.UNKNOWN


def test_of_a_machine_whose_software_nobody_saw_nothing_is_said() -> None:
    asked = rule(RULE)
    seen = (fact(entry(), SERVER), needed("AnyDesk"))
    assert examine(asked, asked.policy, SERVER, case(*seen)) is None


def test_a_list_without_such_a_program_does_not_stand_for_the_sockets_that_were_not_seen() -> None:
    row_of_servers = row("unneeded-services", Scope.SERVER)
    seen = case(fact(entry(), SERVER), fact(NOTHING, SERVER), machines={SERVER: MachineClass.SERVER})
    assert assess_row("r7", form(row_of_servers), row_of_servers, seen).standing is Standing.UNKNOWN


def test_a_reply_that_denies_all_is_doubtful_while_a_program_is_on_a_machine_of_that_vendor() -> None:
    found = replied(DENIED, ANYDESK)
    assert (found.standing, "AnyDesk" in str(found.because), len(found.cites)) == (Standing.UNKNOWN, True, 2)


def test_so_is_one_that_names_other_ways() -> None:
    assert replied(named("VPN"), ANYDESK).standing is Standing.UNKNOWN


def test_a_reply_that_names_it_stands() -> None:
    assert replied(named("VPN", "AnyDesk"), ANYDESK).standing is Standing.MET


def test_a_reply_that_names_no_way_at_all_denies_nothing() -> None:
    assert replied(named(), ANYDESK).standing is Standing.MET


def test_a_reply_stands_where_the_program_is_the_facilitys_own() -> None:
    assert replied(DENIED, ANYDESK, beside=(needed("AnyDesk"),)).standing is Standing.MET


def test_a_reply_stands_where_nothing_was_found() -> None:
    assert replied(DENIED, NOTHING).standing is Standing.MET


def test_a_program_on_the_machine_of_another_vendor_says_nothing_against_it() -> None:
    elsewhere = [fact(one, SERVER) for one in (entry(vendor="南十字データ"), ANYDESK)]
    assert finding(REPLIED, VENDOR, *contracted(DENIED), *elsewhere).standing is Standing.MET


def test_a_vendor_is_known_by_the_name_it_bears_now() -> None:
    seen = case(fact(entry(vendor="新北斗"), SERVER), fact(ANYDESK, SERVER), *contracted(DENIED))
    renamed = replace(seen, names={**seen.names, VENDOR: "新北斗"})
    asked = rule(REPLIED)
    found = [examine(asked, asked.policy, VENDOR, one) for one in (seen, renamed)]
    assert [one.standing for one in found if one] == [Standing.MET, Standing.UNKNOWN]


def test_a_vendor_whose_name_says_nothing_maintains_nothing() -> None:
    nobody = SubjectId("vendor:株式会社")
    seen = case(fact(entry(vendor=""), SERVER), fact(ANYDESK, SERVER), *contracted(DENIED, vendor=nobody))
    assert (dict(seen.vendor_of), dict(seen.machines_of)) == ({}, {})
