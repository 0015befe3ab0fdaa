"""利用者の職種・担当業務別の情報区分毎のアクセス利用権限を設定している。"""

import pytest

from tenken.facts.accounts import AccountHolder, AdministratorRegister, Administrators
from tenken.facts.documents import DocumentType
from tenken.facts.model import FACILITY
from tenken.rules.access_rights import AdministratorPolicy
from tenken.rules.model import Finding, Standing
from tests.build import SERVER, declared, document, entry, fact, finding, rule

RULE = "access-rights.every-administrator-is-registered"


def judge(rights: Administrators, *holders: AccountHolder) -> Finding:
    register = fact(AdministratorRegister(holders=holders, **declared()))
    return finding(RULE, SERVER, fact(entry(title="EHR-SRV01"), SERVER), fact(rights, SERVER), register)


def test_met_when_every_administrator_stands_in_the_register() -> None:
    assert judge(Administrators(("root",)), AccountHolder("root", "佐藤")).standing is Standing.MET


def test_met_when_the_register_names_the_account_for_this_machine() -> None:
    assert judge(Administrators(("root",)), AccountHolder("root", "佐藤", "EHR-SRV01")).standing is Standing.MET


def test_not_met_when_the_register_names_it_for_another_machine_only() -> None:
    assert judge(Administrators(("root",)), AccountHolder("root", "佐藤", "PACS-01")).standing is Standing.NOT_MET


def test_not_met_when_an_administrator_stands_in_no_register_and_it_is_named() -> None:
    found = judge(Administrators(("root", "maint")), AccountHolder("root", "佐藤"))
    assert (found.standing, "maint" in str(found.because)) == (Standing.NOT_MET, True)


def test_unknown_when_rights_are_given_to_a_group_that_was_not_seen() -> None:
    rights = Administrators(("root",), unresolved=("domain admins",))
    assert judge(rights, AccountHolder("root", "佐藤")).standing is Standing.UNKNOWN


def test_not_met_rather_than_unknown_when_a_stranger_stands_beside_such_a_group() -> None:
    assert judge(Administrators(("maint",), unresolved=("domain admins",))).standing is Standing.NOT_MET


def test_unknown_without_a_register() -> None:
    seen = (fact(entry(), SERVER), fact(Administrators(("root",)), SERVER))
    assert finding(RULE, SERVER, *seen).standing is Standing.UNKNOWN


def test_unknown_when_the_machines_administrators_were_not_seen() -> None:
    register = fact(AdministratorRegister(holders=(), **declared()))
    assert finding(RULE, SERVER, fact(entry(), SERVER), register).standing is Standing.UNKNOWN


def test_administrators_are_asked_only_where_the_row_asks() -> None:
    assert (rule(RULE).asked_if, AdministratorPolicy().administrators) == ("administrators", False)


@pytest.mark.parametrize("left", ["jobs", "classes"])
def test_not_met_when_the_matrix_lacks_a_part(left: str) -> None:
    matrix = fact(document(DocumentType.ACCESS_MATRIX, covers=(left,)))
    assert finding("access-rights.the-matrix-is-in-effect", FACILITY, matrix).standing is Standing.NOT_MET


def test_met_when_the_matrix_has_rights_by_job_and_by_class_of_information() -> None:
    matrix = fact(document(DocumentType.ACCESS_MATRIX))
    assert finding("access-rights.the-matrix-is-in-effect", FACILITY, matrix).standing is Standing.MET


def test_unknown_without_a_matrix() -> None:
    assert finding("access-rights.the-matrix-is-in-effect", FACILITY).standing is Standing.UNKNOWN
