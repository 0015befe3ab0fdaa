"""パスワードの使い回しを禁止している。"""

from datetime import timedelta

import pytest

from tenken.facts.documents import DocumentType
from tenken.facts.model import FACILITY, Fact, SubjectId
from tenken.facts.passwords import PasswordMark, PasswordMarks
from tenken.rules.model import Standing
from tenken.verdicts.examine import examine
from tests.build import OTHER_SERVER, SERVER, case, document, fact, finding, rule

RULES = "password-reuse.the-rules-forbid-it"
TWICE = "password-reuse.no-password-stands-twice"


def marks(about: SubjectId, *pairs: tuple[str, str], seen: timedelta = timedelta(0)) -> Fact[PasswordMarks]:
    return fact(PasswordMarks(tuple(PasswordMark(account, print_) for account, print_ in pairs)), about, seen)


def test_met_when_the_rules_forbid_it() -> None:
    assert finding(RULES, FACILITY, fact(document(DocumentType.PASSWORD_RULES))).standing is Standing.MET


@pytest.mark.parametrize("left", ["no-reuse", "factory-passwords"])
def test_not_met_when_the_rules_leave_a_point_out(left: str) -> None:
    rules = fact(document(DocumentType.PASSWORD_RULES, covers=(left,)))
    assert finding(RULES, FACILITY, rules).standing is Standing.NOT_MET


def test_unknown_when_no_rules_are_on_file() -> None:
    assert finding(RULES, FACILITY).standing is Standing.UNKNOWN


def test_not_met_when_one_password_stands_on_two_machines() -> None:
    seen = (marks(SERVER, ("root", "a1"), ("sato", "b2")), marks(OTHER_SERVER, ("maint", "a1")))
    found = finding(TWICE, FACILITY, *seen)
    assert (found.standing, "maint, root" in str(found.because)) == (Standing.NOT_MET, True)


def test_the_finding_cites_both_machines() -> None:
    seen = (marks(SERVER, ("root", "a1")), marks(OTHER_SERVER, ("root", "a1")))
    assert finding(TWICE, FACILITY, *seen).cites == seen


def test_met_when_no_password_was_found_twice() -> None:
    seen = (marks(SERVER, ("root", "a1")), marks(OTHER_SERVER, ("root", "b2")))
    assert finding(TWICE, FACILITY, *seen).standing is Standing.MET


def test_two_accounts_of_one_machine_with_one_password_are_no_reuse_between_machines() -> None:
    assert finding(TWICE, FACILITY, marks(SERVER, ("root", "a1"), ("sato", "a1"))).standing is Standing.MET


def test_nothing_is_said_while_no_fingerprint_was_seen() -> None:
    assert examine(rule(TWICE), rule(TWICE).policy, FACILITY, case()) is None


def test_nothing_is_said_of_fingerprints_older_than_a_week() -> None:
    old = case(marks(SERVER, ("root", "a1"), seen=timedelta(days=8)))
    assert examine(rule(TWICE), rule(TWICE).policy, FACILITY, old) is None
