"""A device is asked by SNMP: in v2c and v3, from a real snmpd; what it says comes back, and how each walk ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tenken.collectors.model import CollectError, Refused, Target, Unreachable
from tenken.collectors.snmp.agent import Patience
from tenken.collectors.snmp.answer import Answer, Ended, parse_answer
from tenken.collectors.snmp.asked import COLUMNS
from tenken.collectors.snmp.fetch import fetch
from tests.collectors.snmp.devices import SWITCH
from tests.collectors.snmp.snmpd import AUTH, COMMUNITY, KEYS, PRIVACY, Server, snmpd

SHORT = Patience(0.3, 0)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with snmpd(tmp_path_factory.mktemp("snmpd"), SWITCH) as running:
        yield running


@pytest.fixture(scope="module")
def answer(server: Server) -> Answer:
    return parse_answer(fetch(server.target("v3")))


def failed(kind: type[CollectError], target: Target) -> str:
    with pytest.raises(kind) as caught:
        fetch(target, SHORT)
    return str(caught.value)


@pytest.mark.parametrize(("key", "version"), [("v2c", "2c"), ("v3", "3"), ("v3-sha", "3")])
def test_each_version_brings_the_same_answer(server: Server, answer: Answer, key: str, version: str) -> None:
    again = parse_answer(fetch(server.target(key)))
    assert (again.version, again.text("sysName")) == (version, "sw-3f-01.hosp.example")
    assert again.numbers("dot1qTpFdbPort") == answer.numbers("dot1qTpFdbPort")


def test_a_walk_that_came_to_the_end_of_its_column_is_whole(answer: Answer) -> None:
    assert {answer.ended(name) for name in COLUMNS} == {Ended.WHOLE}


def test_values_come_with_their_kinds(answer: Answer) -> None:
    assert answer.oids("sysObjectID") == {(0,): "1.3.6.1.4.1.9.1.2871"}
    assert answer.octets("dot1dBaseBridgeAddress") == {(0,): bytes.fromhex("f87a41001000")}
    assert answer.numbers("entPhysicalClass") == {(1,): 3}


def test_what_a_device_does_not_have_is_empty(answer: Answer) -> None:
    assert (answer.text("fnSysSerial"), answer.octets("prtGeneralSerialNumber")) == ("", {})


@pytest.mark.parametrize("key", ["v2c", "v3"])
def test_no_secret_is_in_the_answer(server: Server, key: str) -> None:
    raw = fetch(server.target(key))
    secrets = (COMMUNITY, AUTH, PRIVACY, str(server.folder))
    assert [word for word in secrets if word.encode() in raw or word.encode().hex().encode() in raw] == []


def test_a_community_that_everybody_knows_is_told(server: Server) -> None:
    assert parse_answer(fetch(server.target("public"))).well_known == "public"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("tenken", "nobody"), "there is no such user"),
        ((AUTH, "another-secret"), "the authentication password or method is wrong"),
        (("SHA-256", "SHA"), "the authentication password or method is wrong"),
    ],
)
def test_a_wrong_user_password_or_method_is_refused(server: Server, change: tuple[str, str], why: str) -> None:
    wrong = server.key("wrong", KEYS["v3"].replace(*change))
    target = Target("127.0.0.1", port=server.port, key_file=str(wrong))
    assert failed(Refused, target) == f"127.0.0.1:{server.port} refused the user or a password ({why})"


def test_a_wrong_privacy_password_cannot_be_told_from_nobody_there(server: Server) -> None:
    wrong = server.key("wrong", KEYS["v3"].replace(PRIVACY, "another-secret"))
    told = failed(Unreachable, Target("127.0.0.1", port=server.port, key_file=str(wrong)))
    assert "or the privacy password or method is wrong" in told


def test_an_account_that_may_not_read_who_it_is_is_refused(server: Server) -> None:
    assert "does not let this account read who it is" in failed(Refused, server.target("narrow"))


def test_a_wrong_community_cannot_be_told_from_nobody_there(server: Server) -> None:
    told = failed(Unreachable, server.target("stranger"))
    assert "nobody is there, SNMP is closed to this machine, or the community is wrong" in told


def test_a_name_that_nobody_bears_is_unreachable(server: Server) -> None:
    target = Target("no-such-host.invalid", port=161, key_file=str(server.key("v2c")))
    assert failed(Unreachable, target) == "no-such-host.invalid:161 is not known by that name"


@pytest.mark.parametrize(("target", "wanted"), [(Target(), "--host"), (Target("10.0.0.1", port=161), "--key")])
def test_without_a_device_or_a_key_it_says_what_it_wants(target: Target, wanted: str) -> None:
    assert wanted in failed(Refused, target)


def test_a_key_file_that_is_wrong_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / "key").touch(0o600)
    (tmp_path / "key").write_text('version = "1"')
    assert "version must be" in failed(Refused, Target("10.0.0.1", port=161, key_file=str(tmp_path / "key")))
