"""What a statement must hold to be taken: topics that exist, days in their order, a file where one word covers many."""

from datetime import date
from typing import Any

import pytest

from tenken.collectors.person.checks import check
from tenken.facts.documents import Confirmation, Declared, DocumentType, KeptFile, OutOfScope, Waiver
from tenken.facts.logs import LogReview
from tenken.facts.model import FACILITY, MachineClass, Statement, SubjectId
from tenken.facts.systems import SystemInUse
from tenken.facts.vendors import VendorContract
from tests.build import SERVER, SYSTEM, TODAY, VENDOR, days_ago, declared, document, entry, in_days

FILE = KeptFile("ab" * 32, "写真.pdf", 9)


def problems(statement: Statement, about: SubjectId = FACILITY) -> dict[str, str]:
    return {field: str(why) for field, why in check(statement, about, TODAY).items()}


def confirmation(**more: Any) -> Confirmation:
    return Confirmation(**{"topic": "patch", "holds": True, "how": "画面で確認", **declared(), **more})


def waiver(**more: Any) -> Waiver:
    usual = {"lineage": "patch", "reason": "更新待ち", "compensating": "隔離", "until": in_days(30)}
    return Waiver(**{**usual, **declared(), **more})


def review(period_from: date, period_to: date) -> LogReview:
    return LogReview(
        period_from=period_from, period_to=period_to, found="異常なし", **declared(confirmed_on=days_ago(5))
    )


@pytest.mark.parametrize(
    ("statement", "about"),
    [
        (document(DocumentType.BCP), FACILITY),
        (confirmation(), SERVER),
        (confirmation(), FACILITY),
        (OutOfScope(topic="network", reason="保有なし", **declared()), FACILITY),
        (OutOfScope(topic="vendor", reason="自院開発", **declared()), FACILITY),
        (OutOfScope(topic="removable-media", reason="USB端子なし", **declared()), SERVER),
        (waiver(), SERVER),
        (VendorContract(systems=(), starts=days_ago(9), **declared()), VENDOR),
        (SystemInUse(purpose="電子カルテ", **declared()), SYSTEM),
        (entry(), SERVER),
    ],
)
def test_an_ordinary_statement_is_taken(statement: Statement, about: SubjectId) -> None:
    assert problems(statement, about) == {}


@pytest.mark.parametrize(
    ("statement", "about", "words"),
    [
        (document(DocumentType.BCP), SERVER, "must be about: whole facility"),
        (VendorContract(systems=(), starts=days_ago(9), **declared()), FACILITY, "must be about: vendor"),
        (SystemInUse(purpose="検査", **declared()), VENDOR, "must be about: medical information system"),
        (entry(), FACILITY, "must be a machine"),
        (entry(), VENDOR, "must be a machine"),
    ],
)
def test_a_statement_about_somebody_it_cannot_be_about_is_refused(
    statement: Statement, about: SubjectId, words: str
) -> None:
    assert problems(statement, about) == {"about": words}


@pytest.mark.parametrize(("day", "told"), [(in_days(1), {"confirmed_on": "is still to come"}), (TODAY, {})])
def test_a_day_of_confirmation_to_come_is_refused(day: date, told: dict[str, str]) -> None:
    assert problems(document(DocumentType.BCP, confirmed_on=day)) == told


@pytest.mark.parametrize("day", [days_ago(10), days_ago(11)])
def test_the_next_review_must_come_after_the_confirmation(day: date) -> None:
    assert problems(document(DocumentType.BCP, next_review=day)) == {
        "next_review": "must be after the day of confirmation"
    }


def test_a_next_review_that_is_already_past_may_be_stated() -> None:
    assert problems(document(DocumentType.BCP, next_review=days_ago(9))) == {}


@pytest.mark.parametrize("topic", ["", "2-6", "server", "weather"])
def test_a_confirmation_needs_a_topic_that_exists(topic: str) -> None:
    assert problems(confirmation(topic=topic))["topic"].startswith("is none of: access-log, access-rights, ")


@pytest.mark.parametrize("topic", ["", "2-6", "weather", "organization"])
def test_what_is_out_of_scope_is_a_topic_a_class_vendor_or_system(topic: str) -> None:
    told = problems(OutOfScope(topic=topic, reason="保有なし", **declared()))
    assert "client_pc" in told["topic"]


def test_one_word_for_a_class_of_machines_needs_a_file() -> None:
    told = problems(confirmation(machine_class=MachineClass.SERVER))
    assert told == {"file": "one word for a whole class of machines needs a file that shows it"}


@pytest.mark.parametrize("more", [{"file": FILE}, {"holds": False}])
def test_with_a_file_or_where_it_does_not_hold_one_word_is_enough(more: dict[str, Any]) -> None:
    assert problems(confirmation(machine_class=MachineClass.SERVER, **more)) == {}


def test_a_class_of_machines_goes_with_the_whole_facility_only() -> None:
    told = problems(confirmation(machine_class=MachineClass.SERVER, file=FILE), SERVER)
    assert told == {"machine_class": "goes with the whole facility only"}


@pytest.mark.parametrize("day", [days_ago(10), days_ago(11)])
def test_an_exception_must_end_after_its_confirmation(day: date) -> None:
    assert problems(waiver(until=day), SERVER) == {"until": "must be after the day of confirmation"}


def test_an_exception_needs_a_topic_that_exists() -> None:
    assert set(problems(waiver(lineage="2-6"), SERVER)) == {"lineage"}


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (days_ago(35), days_ago(5), set()),
        (days_ago(5), days_ago(5), set()),
        (days_ago(5), days_ago(6), {"period_to"}),
        (days_ago(35), days_ago(4), {"period_to"}),
    ],
)
def test_the_period_of_a_review_lies_before_the_confirmation(first: date, last: date, told: set[str]) -> None:
    assert set(problems(review(first, last))) == told


def test_every_problem_is_named_at_once() -> None:
    told = problems(confirmation(topic="x", confirmed_on=in_days(1), next_review=TODAY))
    assert set(told) == {"topic", "confirmed_on", "next_review"}


def test_what_a_person_declares_names_whom_it_can_be_about() -> None:
    assert [kind for kind in Declared.__subclasses__() if not kind.speaks_of] == []


def test_a_machine_that_a_person_enters_has_a_class() -> None:
    assert problems(entry(machine_class=MachineClass.UNKNOWN), SERVER) == {"machine_class": "choose what it is"}


@pytest.mark.parametrize("leaves", [{"retired": True}, {"machine_class": MachineClass.OTHER}])
def test_a_machine_that_no_row_is_to_judge_needs_a_reason(leaves: dict[str, Any]) -> None:
    assert "why" in problems(entry(**leaves), SERVER)["note"]
    assert problems(entry(**leaves, note="2025年に廃棄した"), SERVER) == {}
