"""事業者から製造業者/サービス事業者による医療情報セキュリティ開示書(MDS/SDS)を提出してもらう。"""

from typing import Any

from tenken.facts.model import Statement
from tenken.facts.vendors import Disclosure, DisclosureForm, VendorAnswer, VendorContract
from tenken.rules.model import Finding, Standing
from tests.build import VENDOR, days_ago, declared, fact, finding


def judge(*says: Statement, systems: tuple[str, ...] = ("電子カルテ", "PACS")) -> Finding:
    contract = VendorContract(systems=systems, starts=days_ago(400), **declared())
    facts = [fact(one, VENDOR) for one in (contract, *says)]
    return finding("mds-sds.every-system-is-disclosed", VENDOR, *facts)


def disclosure(product: str, **more: Any) -> Disclosure:
    usual = {"form": DisclosureForm.MDS, "form_version": "5.0", "product_version": "12", "received_on": days_ago(30)}
    return Disclosure(**{"product": product, **usual, **declared(), **more})


def answer(*, yes: bool) -> VendorAnswer:
    return VendorAnswer("r7", "2-3", "mds-sds", yes, confirmed_on=days_ago(20))


def test_met_when_every_system_of_the_contract_is_disclosed() -> None:
    assert judge(disclosure("電子カルテ"), disclosure("PACS")).standing is Standing.MET


def test_unknown_when_one_system_is_not_and_it_is_named() -> None:
    found = judge(disclosure("電子カルテ"))
    assert (found.standing, "PACS" in str(found.because)) == (Standing.UNKNOWN, True)


def test_unknown_when_a_disclosure_is_past_its_review_date() -> None:
    stale = disclosure("PACS", next_review=days_ago(1))
    assert judge(disclosure("電子カルテ"), stale).standing is Standing.UNKNOWN


def test_met_with_open_points_which_are_counted_and_change_no_standing() -> None:
    found = judge(disclosure("電子カルテ", open_points=3), systems=("電子カルテ",))
    assert (found.standing, "3 points" in str(found.because)) == (Standing.MET, True)


def test_not_met_when_the_vendor_answered_no_and_nothing_is_on_file() -> None:
    assert judge(answer(yes=False)).standing is Standing.NOT_MET


def test_met_when_everything_is_on_file_though_the_vendor_answered_no() -> None:
    assert judge(answer(yes=False), disclosure("PACS"), systems=("PACS",)).standing is Standing.MET


def test_unknown_when_the_vendor_answered_yes_and_nothing_is_on_file() -> None:
    assert judge(answer(yes=True)).standing is Standing.UNKNOWN


def test_unknown_when_the_contract_names_no_system_and_nothing_is_on_file() -> None:
    assert judge(systems=()).standing is Standing.UNKNOWN


def test_met_when_the_contract_names_no_system_and_a_disclosure_is_on_file() -> None:
    assert judge(disclosure("電子カルテ"), systems=()).standing is Standing.MET
