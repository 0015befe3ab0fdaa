"""リモートメンテナンス(保守)を利用している機器の有無を事業者に確認した。"""

from typing import Any

from tenken.facts.logs import AccountUsed, MaintenanceSeen
from tenken.facts.model import Statement
from tenken.facts.vendors import RemoteMaintenanceReply, VendorAnswer, VendorContract
from tenken.rules.model import Finding, Standing
from tests.build import VENDOR, days_ago, declared, fact, finding

CONTRACT = VendorContract(systems=("電子カルテ",), starts=days_ago(400), **declared())


def judge(*says: Statement) -> Finding:
    facts = [fact(one, VENDOR) for one in (CONTRACT, *says)]
    return finding("remote-maintenance.the-vendor-has-replied", VENDOR, *facts)


def reply(**more: Any) -> RemoteMaintenanceReply:
    usual = {"uses_remote": True, "answered_on": days_ago(20), "ways": ("VPN",)}
    return RemoteMaintenanceReply(**{**usual, **declared(), **more})


def answer(*, yes: bool, lineage: str = "remote-maintenance", **more: Any) -> VendorAnswer:
    usual = {"edition": "r7", "row": "2-2", "confirmed_on": days_ago(20)}
    return VendorAnswer(**{**usual, "lineage": lineage, "yes": yes, **more})


def test_met_when_the_vendor_named_its_ways() -> None:
    found = judge(reply())
    assert (found.standing, "VPN" in str(found.because)) == (Standing.MET, True)


def test_met_when_the_vendor_answered_that_it_maintains_nothing_from_afar() -> None:
    found = judge(reply(uses_remote=False, ways=()))
    assert (found.standing, "nothing from afar" in str(found.because)) == (Standing.MET, True)


def test_met_when_the_vendor_uses_remote_maintenance_and_names_no_way() -> None:
    assert judge(reply(ways=())).standing is Standing.MET


def test_met_when_the_vendors_form_says_yes() -> None:
    assert judge(answer(yes=True)).standing is Standing.MET


def test_unknown_when_the_vendors_form_says_yes_without_a_date() -> None:
    assert judge(answer(yes=True, confirmed_on=None)).standing is Standing.UNKNOWN


def test_the_newest_years_form_counts() -> None:
    assert judge(answer(yes=False, edition="r6"), answer(yes=True, edition="r7")).standing is Standing.MET


def test_not_met_when_the_vendors_form_says_no() -> None:
    assert judge(answer(yes=False)).standing is Standing.NOT_MET


def test_met_when_a_reply_is_on_file_beside_a_no() -> None:
    assert judge(answer(yes=False), reply()).standing is Standing.MET


def test_unknown_when_the_vendors_form_says_no_after_its_reply() -> None:
    assert judge(answer(yes=False, confirmed_on=days_ago(19)), reply()).standing is Standing.UNKNOWN
    assert judge(answer(yes=False, confirmed_on=None), reply()).standing is Standing.UNKNOWN


def test_unknown_while_the_vendor_has_not_replied() -> None:
    assert judge().standing is Standing.UNKNOWN


def test_unknown_when_the_vendor_replied_more_than_a_year_ago() -> None:
    assert judge(reply(answered_on=days_ago(367))).standing is Standing.UNKNOWN


def test_unknown_when_the_vendors_answer_is_older_than_a_year() -> None:
    assert judge(answer(yes=True, confirmed_on=days_ago(367))).standing is Standing.UNKNOWN


def test_an_answer_on_another_row_says_nothing() -> None:
    assert judge(answer(yes=False, lineage="mds-sds")).standing is Standing.UNKNOWN


def test_unknown_while_no_contract_is_on_file() -> None:
    found = finding("remote-maintenance.the-vendor-has-replied", VENDOR, fact(reply(), VENDOR))
    assert (found.standing, "vendor contract" in str(found.because)) == (Standing.UNKNOWN, True)


def used(days: int) -> MaintenanceSeen:
    return MaintenanceSeen((AccountUsed("hokuto1", days_ago(days)),))


def test_unknown_where_the_vendor_denies_and_its_accounts_stand_in_the_access_logs() -> None:
    found = judge(reply(uses_remote=False, ways=()), used(200))
    assert (found.standing, found.because.blanks["accounts"]) == (Standing.UNKNOWN, ("hokuto1",))


def test_what_it_used_years_ago_makes_no_reply_doubtful() -> None:
    assert judge(reply(uses_remote=False, ways=()), used(400)).standing is Standing.MET


def test_the_use_of_its_accounts_is_no_news_of_a_vendor_that_maintains_from_afar() -> None:
    assert judge(reply(), used(3)).standing is Standing.MET
