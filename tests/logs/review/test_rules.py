"""Each rule finds what was planted, and leaves alone what only looks like it. All of it lies in one month of work."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tenken.logs.model import AuditEvent
from tenken.logs.review.model import Kind, Ran, Run, why_of
from tenken.logs.review.rules import RULES
from tenken.logs.review.tables import Lists
from tenken.text import in_words
from tests.logs.review.house import House, at, found, known, logged_in, opened

MINUTE = timedelta(minutes=1)


def failures(user: str, n: int, apart: timedelta, day: int = 5) -> list[AuditEvent]:
    return [logged_in(user, at(day, "13:00") + turn * apart, outcome="4", address="10.0.9.9") for turn in range(n)]


def said(user: str, day: int, function: str, **more: str) -> AuditEvent:
    return AuditEvent(at=at(day, "15:00"), user_id=user, event="110113", function=function, system="srv01", **more)


def many(user: str, day: int, clock: str, first: int, n: int, **more: str) -> list[AuditEvent]:
    return [opened(user, f"P{number:04}", at(day, clock) + number * MINUTE / 2, **more)
            for number in range(first, first + n)]  # fmt: skip


PLANTED: Mapping[str, tuple[str, str, list[AuditEvent]]] = {
    "left-user": ("gone", "", [logged_in("HOSP\\Gone", at(2, "09:00"))]),
    "unknown-user": ("nobody", "", [logged_in("nobody@hosp.example", at(2, "09:00"))]),
    "new-account": ("svc9", "", [said("ward1", 3, "account created", action="C", object_id="svc9"),
                                 logged_in("svc9", at(9, "12:00"))]),
    "guessed": ("clerk2", "", [*failures("clerk2", 5, 2 * MINUTE), logged_in("clerk2", at(5, "13:18"))]),
    "failed-burst": ("clerk1", "", failures("clerk1", 5, 2 * MINUTE)),
    "log-cleared": ("ward2", "", [said("ward2", 6, "The audit log was cleared.", kind="1102")]),
    "clock-changed": ("ward3", "", [said("ward3", 6, "The system time was changed.", kind="4616")]),
    "outside-plan": ("hokuto", "", [logged_in("hokuto", at(14, "23:01"))]),
    "vip": ("clerk2", "P0803", [opened("clerk2", "P0803", at(4, "11:00"))]),
    "own-record": ("sato", "P9001", [opened("sato", "P9001", at(4, "11:00"))]),
    "emergency": ("ward4", "P0030", [opened("ward4", "P0030", at(29, "09:00"), purpose="緊急")]),
    "copied": ("ward5", "", many("ward5", 20, "10:00", 1, 10, function="サマリ印刷")),
    "colleague": ("clerk3", "P9002", [opened("clerk3", "P9002", at(4, "11:00"))]),
    "same-address": ("sato", "P0802", [opened("sato", "P0802", at(4, "11:05"))]),
    "same-family-name": ("higashi", "P0801", [opened("higashi", "P0801", at(4, "11:00"))]),
    "volume": ("clerk1", "", many("clerk1", 21, "12:00", 1, 40)),
    "unusual-hour": ("clerk2", "", [opened("clerk2", "P0012", at(12, "03:00"))]),
    "no-explanation": ("clerk3", "P0055", [opened("clerk3", "P0055", at(18, "14:00"))]),
}  # fmt: skip
"""Rule → whom it shall tell of, which patient, and what they did."""
NEAR: Mapping[str, tuple[str, str, list[AuditEvent]]] = {
    "left-user": ("gone", "2026-10-31", [logged_in("gone", at(31, "23:50", month=10))]),
    "unknown-user": ("guess", "", failures("guess", 2, MINUTE)),
    "new-account": ("backup", "", [said("ward1", 3, "account created", action="C", object_id="backup"),
                                   logged_in("backup", at(4, "02:00"))]),
    "guessed": ("clerk1", "", [logged_in("clerk1", at(5, "13:19"))]),
    "failed-burst": ("clerk3", "", failures("clerk3", 4, MINUTE) + failures("clerk3", 4, 11 * MINUTE, day=9)),
    "log-cleared": ("ward5", "", [said("ward5", 6, "監査ログを消去しようとした", kind="1102", outcome="8")]),
    "clock-changed": ("ward6", "", [said("ward6", 6, "service started", kind="4615")]),
    "outside-plan": ("hokuto", "2026-11-14T14:00", [logged_in("hokuto", at(14, "20:00")),
                                                    logged_in("hokuto", at(14, "23:00"))]),
    "vip": ("ward1", "P0007", [opened("ward1", "P0007", at(8, "09:00"))]),
    "own-record": ("higashi", "P9001", []),
    "emergency": ("ward1", "P0030", [opened("ward1", "P0030", at(29, "09:00"), purpose="TREAT")]),
    "copied": ("ward6", "", many("ward6", 20, "10:00", 1, 9, function="サマリ印刷")
               + many("ward6", 20, "11:30", 1, 9, function="サマリ印刷")),
    "colleague": ("higashi", "P9002", []),
    "same-address": ("sato", "P9001", []),
    "same-family-name": ("sato", "P9001", []),
    "volume": ("ward1", "", many("ward1", 21, "12:00", 1, 20)),
    "unusual-hour": ("ward1", "", []),
    "no-explanation": ("higashi", "P0804", [opened("higashi", "P0804", at(16, "10:00"))]),
}  # fmt: skip
"""Rule → whom, of which patient or when it shall not tell, though they did this."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    house = House(tmp_path_factory.mktemp("review"))
    for _user, _whom, events in (*PLANTED.values(), *NEAR.values()):
        house.planted.extend(events)
    orders = [opened("ward6", "P0056", at(23, "09:00"), action="C", object_id="O-1"),
              opened("higashi", "P0056", at(24, "09:00"), action="U", object_id="O-1"),
              opened("clerk3", "P0056", at(24, "09:30"), object_id="O-1")]  # fmt: skip
    house.planted.extend(orders)
    return house.run()


def test_every_rule_is_tried() -> None:
    assert [rule.id for rule in RULES] == list(PLANTED)
    assert set(NEAR) == set(PLANTED)


@pytest.mark.parametrize("rule", PLANTED)
def test_what_was_planted_is_found(run: Run, rule: str) -> None:
    user, patient, _events = PLANTED[rule]
    assert [flag.patient for flag in found(run, rule) if flag.user == user][:1] == [patient]


@pytest.mark.parametrize("rule", NEAR)
def test_what_only_looks_like_it_is_left_alone(run: Run, rule: str) -> None:
    user, where, _events = NEAR[rule]
    told = [flag for flag in found(run, rule) if flag.user == user]
    assert not [flag for flag in told if where in ("", flag.patient) or flag.at.startswith(where)]


def test_whoever_carries_out_an_order_is_explained_and_whoever_reads_it_is_not(run: Run) -> None:
    told = {flag.user for flag in found(run, "no-explanation") if flag.patient == "P0056"}
    assert (told, run.counted.explained["order"]) == ({"ward6", "clerk3"} - {"ward6"}, 2)


def test_a_pair_is_told_of_once_by_the_rule_that_says_most(run: Run) -> None:
    pairs = [(flag.user, flag.patient) for flag in run.flags if flag.rule not in ("emergency",) and flag.patient]
    assert len(pairs) == len(set(pairs))


def test_every_flag_says_why_in_one_sentence_of_both_languages(run: Run) -> None:
    rules = {ran.rule: ran for ran in run.rules}
    for flag in run.flags:
        message = why_of(rules[flag.rule], flag)
        assert flag.user in in_words(message, "ja")
        assert in_words(message, "ja") != in_words(message, "en")


def test_every_flag_leads_to_its_event(run: Run) -> None:
    (flag,) = [flag for flag in found(run, "vip") if flag.user == "clerk2"]
    assert (flag.segment, flag.n, flag.at) == (3, 1, "2026-11-04T02:00:00+00:00")


def test_without_a_list_the_rules_that_need_it_are_not_run_and_say_so(tmp_path: Lists) -> None:
    house = House(tmp_path)  # type: ignore[arg-type]
    lists = known(house.folder)
    empty = {**lists.tables, "staff": lists.tables["staff"].slice(0, 0)}
    run = house.run(Lists(empty, lists.provenances))
    lacking = {ran.rule for ran in run.rules if ran.lacks}
    assert {"left-user", "vip", "no-explanation"} <= lacking
    assert not lacking & {"failed-burst", "log-cleared", "copied", "volume"}


def test_what_is_known_to_be_bad_is_listed_also_where_there_is_much_of_it(tmp_path: Path) -> None:
    run = House(tmp_path, [logged_in(f"nobody{n}", at(2, "09:00")) for n in range(501)]).run()
    (ran,) = [ran for ran in run.rules if ran.rule == "unknown-user"]
    assert (ran.hits, ran.shown, len(found(run, "unknown-user")), run.unlisted) == (501, 501, 501, 0)


def test_what_is_known_to_be_bad_and_not_listed_is_counted() -> None:
    told: dict[str, Any] = {"rule": "x", "version": 1, "title": "", "why": "", "hits": 7, "shown": 5}
    assert [Ran(kind=kind, **told).unlisted for kind in (Kind.BAD, Kind.RANKED)] == [2, 0]


def test_what_is_only_ranked_comes_after_what_is_known_to_be_bad() -> None:
    kinds = [rule.kind for rule in RULES]
    assert kinds == sorted(kinds, key=[Kind.BAD, Kind.RANKED].index)
