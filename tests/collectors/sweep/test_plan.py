"""Before any packet it stands whom the sweep is sent to, and whom not, with the reason."""

from ipaddress import IPv4Address, IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenken.collectors.sweep.plan import Answered, LeftOut, Untouchable, card_of, plan, sort_out
from tenken.text import Message

SUBNET = IPv4Network("10.20.1.0/28")
WHY = Message("CT")
CT, PC = "00:60:2b:00:00:01", "00:16:3e:00:00:01"
ADDRESSES = st.sets(st.integers(1, 14).map(lambda n: IPv4Network(f"10.20.1.{n}/32")))


def sent_to(targets: tuple[str, ...]) -> set[IPv4Address]:
    return {address for target in targets for address in IPv4Network(target)}


@given(ADDRESSES)
def test_every_address_is_sent_to_or_left_out_and_none_is_both(listed: set[IPv4Network]) -> None:
    made = plan(SUBNET, Untouchable(dict.fromkeys(listed, WHY)))
    left_out = {IPv4Address(one.address) for one in made.left_out}
    assert (sent_to(made.targets) | left_out, sent_to(made.targets) & left_out) == (set(SUBNET.hosts()), set())
    assert left_out == {network.network_address for network in listed}


def test_the_subnets_own_address_and_everybodys_are_never_asked() -> None:
    assert sent_to(plan(SUBNET, Untouchable()).targets) & {SUBNET.network_address, SUBNET.broadcast_address} == set()


def test_nothing_is_left_to_ask_where_the_whole_subnet_must_not_be_touched() -> None:
    assert plan(SUBNET, Untouchable({IPv4Network("10.20.0.0/16"): WHY})).targets == ()


@pytest.mark.parametrize("listed", [CT, "00:60:2b"])
def test_a_machine_that_moved_is_known_by_its_card_and_its_ports_are_not_asked(listed: str) -> None:
    asked, left = sort_out([Answered("10.20.1.9", CT)], Untouchable(cards={listed: WHY}), medical=False)
    assert (asked, left) == ((), (LeftOut("10.20.1.9", WHY, met=True),))


def test_a_stranger_is_asked_where_no_medical_devices_stand() -> None:
    assert sort_out([Answered("10.20.1.9", PC)], Untouchable(), medical=False)[0] == ("10.20.1.9",)


@pytest.mark.parametrize("card", [PC, ""])
def test_a_stranger_and_one_without_a_card_are_left_alone_beside_medical_devices(card: str) -> None:
    asked, left = sort_out([Answered("10.20.1.9", card)], Untouchable(), medical=True)
    assert (asked, len(left)) == ((), 1)


def test_a_machine_that_a_person_classed_is_asked_beside_medical_devices() -> None:
    familiar = Untouchable(familiar=frozenset({PC}))
    assert sort_out([Answered("10.20.1.9", PC)], familiar, medical=True) == (("10.20.1.9",), ())


@pytest.mark.parametrize(
    ("text", "card"),
    [("00-60-2B-00-00-01", CT), ("0060.2b00.0001", CT), ("00:60:2B", "00:60:2b"), ("00-60-2b", "00:60:2b"), ("CT", "")],
)
def test_a_card_or_its_makers_part_is_read_in_the_usual_notations(text: str, card: str) -> None:
    assert card_of(text) == card
