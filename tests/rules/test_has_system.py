"""医療情報システムを導入、運用している。"""

from datetime import date

from tenken.facts.documents import OutOfScope
from tenken.facts.model import FACILITY, Fact
from tenken.facts.systems import SystemInUse
from tenken.rules.model import Finding, Standing
from tests.build import SYSTEM, days_ago, declared, fact, finding


def judge(*facts: Fact[SystemInUse | OutOfScope]) -> Finding:
    return finding("has-system.a-system-is-in-use", FACILITY, *facts)


def ehr(confirmed: date = days_ago(10)) -> Fact[SystemInUse]:
    return fact(SystemInUse(purpose="電子カルテ", **declared(confirmed_on=confirmed)), SYSTEM)


def none_in_use(confirmed: date = days_ago(10)) -> Fact[OutOfScope]:
    return fact(OutOfScope(topic="system", reason="紙カルテのみ", **declared(confirmed_on=confirmed)))


def test_met_when_one_system_is_registered() -> None:
    assert judge(ehr()).standing is Standing.MET


def test_not_met_when_a_person_declared_that_there_is_none() -> None:
    found = judge(none_in_use())
    assert (found.standing, "紙カルテのみ" in str(found.because)) == (Standing.NOT_MET, True)


def test_met_when_a_system_is_registered_in_spite_of_the_declaration() -> None:
    assert judge(ehr(), none_in_use()).standing is Standing.MET


def test_unknown_when_nothing_is_registered_and_nothing_declared() -> None:
    assert judge().standing is Standing.UNKNOWN


def test_unknown_when_the_only_system_was_last_confirmed_more_than_a_year_ago() -> None:
    assert judge(ehr(days_ago(367))).standing is Standing.UNKNOWN


def test_unknown_when_the_declaration_is_older_than_a_year() -> None:
    assert judge(none_in_use(days_ago(367))).standing is Standing.UNKNOWN


def test_another_declaration_says_nothing_of_systems() -> None:
    no_vendor = fact(OutOfScope(topic="vendor", reason="契約なし", **declared()))
    assert judge(no_vendor).standing is Standing.UNKNOWN
