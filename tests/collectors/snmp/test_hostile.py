"""An agent that goes on for ever, in circles, at length or not at all is bounded; its walks are not called whole."""

from pathlib import Path

import pytest

from tenken.collectors.model import Unreadable
from tenken.collectors.snmp.agent import Patience
from tenken.collectors.snmp.answer import Answer, Ended, parse_answer
from tenken.collectors.snmp.asked import COLUMNS
from tenken.collectors.snmp.fetch import LONGEST_VALUE, fetch
from tenken.collectors.snmp.read import read
from tenken.facts.coverage import Coverage
from tests.collectors.snmp.hostile import V2C, Index, Next, agent, text
from tests.collectors.snmp.snmpd import COMMUNITY

QUICK = Patience(0.2, 0, 5)
FIRST = next(iter(COLUMNS))


def told_by(folder: Path, following: Next, patience: Patience = QUICK) -> Answer:
    with agent(folder, following) as target:
        return parse_answer(fetch(target, patience))


def ends(answer: Answer) -> set[Ended]:
    return {answer.ended(name) for name in COLUMNS}


def at_the_end(asked: Index, _most: int) -> list[tuple[Index, object]]:
    return [(asked, V2C.EndOfMibView())]


def endless(asked: Index, most: int) -> list[tuple[Index, object]]:
    return [((*asked[:11], asked[11] + n if len(asked) > 11 else n), text("x")) for n in range(1, most + 1)]


def test_the_end_of_all_values_ends_a_walk(tmp_path: Path) -> None:
    assert ends(told_by(tmp_path, at_the_end)) == {Ended.WHOLE}


def test_an_old_agent_that_refuses_all_for_what_it_does_not_know_still_says_who_it_is(tmp_path: Path) -> None:
    with agent(tmp_path, at_the_end, knows=(1, 3, 6, 1, 2, 1, 1)) as target:
        answer = parse_answer(fetch(target, QUICK))
    assert (answer.text("sysName"), answer.ended("fnSysSerial")) == ("odd", Ended.REFUSED)


def test_an_agent_that_does_not_even_say_who_it_is_is_unreadable(tmp_path: Path) -> None:
    with agent(tmp_path, at_the_end, knows=(9,)) as target, pytest.raises(Unreadable, match="the error 5 of SNMP"):
        fetch(target, QUICK)


def test_a_walk_without_end_is_given_up_when_its_time_is_over(tmp_path: Path) -> None:
    answer = told_by(tmp_path, endless, Patience(0.2, 0, 0.5))
    assert ends(answer) == {Ended.TOO_LATE}


def test_a_walk_in_circles_is_given_up_at_once(tmp_path: Path) -> None:
    answer = told_by(tmp_path, lambda asked, _most: [((*_root(asked), 5), text("x")), ((*_root(asked), 5), text("x"))])
    assert (ends(answer), len(answer.octets(FIRST))) == ({Ended.LOOPS}, 1)


def test_a_walk_backwards_is_given_up(tmp_path: Path) -> None:
    answer = told_by(tmp_path, lambda asked, _most: [((*_root(asked), n), text("x")) for n in (5, 4)])
    assert ends(answer) == {Ended.LOOPS}


def test_a_value_at_length_is_not_taken(tmp_path: Path) -> None:
    long = "x" * (LONGEST_VALUE + 1)
    answer = told_by(tmp_path, lambda asked, _most: [((*_root(asked), 1), text(long))])
    assert (ends(answer), answer.octets(FIRST)) == ({Ended.TOO_LONG}, {})


@pytest.mark.parametrize("said", [None, b"0" * 60_000, b"\x30\x84\xff\xff\xff\xff"])
def test_silence_and_garbage_end_everything_soon(tmp_path: Path, said: bytes | None) -> None:
    answer = told_by(tmp_path, lambda _asked, _most: said)
    assert ends(answer) == {Ended.SILENT, Ended.TOO_LATE}


def test_what_cannot_be_taken_is_not_printed_for_a_secret_stands_in_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    told_by(tmp_path, lambda _asked, _most: b"\xff\x82\x00\x20\x02\x01\x01\x04\x0c" + COMMUNITY.encode() + bytes(40))
    assert (caplog.text, *capfd.readouterr()) == ("", "", "")


def test_an_answer_without_values_is_silence(tmp_path: Path) -> None:
    assert ends(told_by(tmp_path, lambda _asked, _most: [])) == {Ended.SILENT, Ended.TOO_LATE}


def test_an_error_ends_its_walk_alone(tmp_path: Path) -> None:
    assert ends(told_by(tmp_path, lambda _asked, _most: 16)) == {Ended.REFUSED}


def test_an_agent_that_cannot_say_so_much_at_once_is_asked_for_less(tmp_path: Path) -> None:
    asked_for: list[int] = []

    def narrow(asked: Index, most: int) -> list[tuple[Index, object]] | int:
        asked_for.append(most)
        return 1 if most > 1 else at_the_end(asked, most)

    assert ends(told_by(tmp_path, narrow)) == {Ended.WHOLE}
    assert asked_for[:4] == [25, 5, 1, 1]


def test_what_was_cut_off_is_told_and_nothing_rests_on_it(tmp_path: Path) -> None:
    with agent(tmp_path, lambda _asked, _most: None) as target:
        says = [claim.says for claim in read(fetch(target, QUICK))]
    coverage = next(one for one in says if isinstance(one, Coverage))
    assert (coverage.whole, "entPhysicalTable" in coverage.cut) == ((), True)
    assert not any(type(one).__name__ in ("Hardware", "NetworkPlace") for one in says)


def _root(asked: Index) -> Index:
    return next(root for root in _ROOTS if asked[: len(root)] == root)


_ROOTS = [tuple(map(int, oid.split("."))) for oid in COLUMNS.values()]
