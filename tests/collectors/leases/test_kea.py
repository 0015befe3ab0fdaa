"""Kea's file of leases: who holds a lease in the default state by the last line of its address."""

import pytest

from tenken.collectors.model import Unreadable
from tenken.facts.sightings import SeenOnNetwork
from tests.collectors.leases.lists import addresses, recorded, sample, seen

LEASES = sample("kea-2.2.0-leases4.csv")
HEADING = (
    "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id\n"
)
HEADING_6 = (
    "address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,hostname,"
    "hwaddr,state,user_context,hwtype,hwaddr_source,pool_id\n"
)
NEWEST = "10.9.9.8,,,600,1600,1,0,0,,0,,0\n"


def lease(expire: str = "2000", state: str = "0", name: str = "pc", lifetime: str = "600") -> str:
    return f"{HEADING}10.9.9.9,00:16:3e:00:00:1f,,{lifetime},{expire},7,0,0,{name},{state},,0\n{NEWEST}"


def test_a_lease_names_card_address_name_and_subnet() -> None:
    assert seen(LEASES)[0] == SeenOnNetwork("dhcp", "10.77.3.130", "00:16:3e:77:03:11", "reception-pc", "subnet 1")


def test_a_renewed_lease_is_one() -> None:
    assert addresses(LEASES) == ["10.77.3.130", "10.77.3.131", "10.77.3.132"]


def test_a_lease_that_was_given_back_later_in_the_journal_is_none() -> None:
    assert addresses(recorded("journals/kea-2.2.0-released.csv")) == ["10.77.3.130", "10.77.3.131"]


@pytest.mark.parametrize("state", ["1", "2", "3", "4", ""])
def test_a_declined_reclaimed_released_or_registered_lease_is_no_sighting(state: str) -> None:
    assert addresses(lease(state=state)) == ["10.9.9.8"]


def test_a_lease_that_had_run_out_by_the_newest_line_is_none() -> None:
    assert addresses(lease(expire="1000", lifetime="600")) == ["10.9.9.8"]


def test_a_name_that_kea_escaped_and_that_is_no_name_is_left_out() -> None:
    assert seen(lease(name="ct&#x2cconsole"))[0].called == ""


def test_leases_of_ipv6_count_but_whole_networks_do_not() -> None:
    line = "fd00::{n},01:02,600,2000,1,500,{kind},1,128,0,0,pc{n},00:16:3e:00:00:1{n},0,,1,0,0\n"
    assert addresses(HEADING_6 + line.format(n=5, kind=0) + line.format(n=6, kind=2)) == ["fd00::5"]


@pytest.mark.parametrize("text", [lease(expire="x"), lease(expire="-1"), lease(lifetime="²")])
def test_a_time_that_is_none_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable, match="no time of a lease"):
        seen(text)


def test_a_line_that_was_cut_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="line 5 has 3 cells, the heading has 11"):
        seen(LEASES[: LEASES.rindex(b",600")])


def test_a_heading_alone_is_a_server_that_saw_nobody() -> None:
    assert seen(HEADING) == []
