"""医療情報システム安全管理責任者を設置している。"""

from typing import Any

from tenken.facts.documents import OfficerAppointment
from tenken.facts.model import FACILITY
from tenken.rules.model import Finding, Standing
from tests.build import days_ago, declared, fact, finding, in_days


def judge(*appointments: OfficerAppointment) -> Finding:
    return finding("responsible-officer.an-officer-is-in-post", FACILITY, *(fact(one) for one in appointments))


def officer(**more: Any) -> OfficerAppointment:
    usual = {"person": "田中 一郎", "post": "副院長", "appointed_on": days_ago(200)}
    return OfficerAppointment(**{**usual, **declared(), **more})


def test_met_while_an_officer_is_in_post() -> None:
    found = judge(officer())
    assert (found.standing, "田中 一郎" in str(found.because)) == (Standing.MET, True)


def test_met_on_the_first_day_of_the_appointment() -> None:
    assert judge(officer(appointed_on=days_ago(0))).standing is Standing.MET


def test_met_on_the_last_day_of_the_appointment() -> None:
    assert judge(officer(ends_on=days_ago(0))).standing is Standing.MET


def test_not_met_from_the_day_after_it_ended() -> None:
    assert judge(officer(ends_on=days_ago(1))).standing is Standing.NOT_MET


def test_not_met_before_the_appointment_begins() -> None:
    assert judge(officer(appointed_on=in_days(1))).standing is Standing.NOT_MET


def test_unknown_without_an_appointment_on_file() -> None:
    assert judge().standing is Standing.UNKNOWN


def test_unknown_when_the_review_of_the_appointment_is_overdue() -> None:
    assert judge(officer(next_review=days_ago(1))).standing is Standing.UNKNOWN
