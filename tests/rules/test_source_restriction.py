"""接続元制限を実施している。"""

import pytest

from tenken.facts.inbound import Channel, DeclaredInbound
from tenken.rules.model import Finding, Standing
from tests.build import ROUTER, days_ago, declared, fact, finding

RULE = "source-restriction.every-way-in-is-restricted"
VPN = Channel("保守VPN", "203.0.113.10")


def judge(*channels: Channel) -> Finding:
    return finding(RULE, ROUTER, fact(DeclaredInbound(channels=channels, **declared()), ROUTER))


def test_met_when_every_way_in_names_its_sources() -> None:
    assert judge(VPN, Channel("公開予約", "198.51.100.0/24, 203.0.113.7")).standing is Standing.MET


def test_met_when_nothing_from_outside_is_let_in() -> None:
    assert (judge().standing, str(judge().because)) == (Standing.MET, "nothing from outside is let in")


@pytest.mark.parametrize("sources", ["any", " ANY ", "all", "", "0.0.0.0/0", "::/0", "*"])
def test_not_met_when_a_way_in_is_open_to_any_source(sources: str) -> None:
    found = judge(VPN, Channel("無線LAN", sources))
    assert (found.standing, "無線LAN" in str(found.because)) == (Standing.NOT_MET, True)


@pytest.mark.parametrize("sources", ["0.0.0.0/0, ::/0", "203.0.113.10,any", "203.0.113.10、*", "10.0.0.1 all"])
def test_not_met_when_any_source_stands_among_the_named_ones(sources: str) -> None:
    assert judge(Channel("保守VPN", sources)).standing is Standing.NOT_MET


def test_met_when_the_list_of_sources_ends_in_a_comma() -> None:
    assert judge(Channel("保守VPN", "203.0.113.10, ")).standing is Standing.MET


def test_unknown_when_nobody_stated_which_ways_in_there_are() -> None:
    assert finding(RULE, ROUTER).standing is Standing.UNKNOWN


def test_unknown_when_the_statement_is_older_than_a_year() -> None:
    stale = DeclaredInbound(channels=(VPN,), **declared(confirmed_on=days_ago(367)))
    assert finding(RULE, ROUTER, fact(stale, ROUTER)).standing is Standing.UNKNOWN
