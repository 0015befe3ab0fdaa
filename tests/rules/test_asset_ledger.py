"""サーバ、端末PC、ネットワーク機器の台帳管理を行っている。"""

from datetime import timedelta

import pytest

from tenken.facts.documents import Confirmation, DocumentType
from tenken.facts.machines import LedgerEntry, OperatingSystem
from tenken.facts.model import FACILITY, Statement
from tenken.facts.sightings import SeenOnNetwork
from tenken.rules.asset_ledger import COLUMN_NAMES, LedgerPolicy
from tenken.rules.model import Finding, Standing
from tests.build import SERVER, declared, document, entry, fact, finding

SYSTEM_SEEN = OperatingSystem("linux", "debian", "12", "Debian 12")


def last_seen(says: Statement, ago: timedelta) -> Finding:
    return finding("asset-ledger.it-was-seen-lately", SERVER, fact(says, SERVER, ago))


def judge(said: LedgerEntry, policy: LedgerPolicy | None = None) -> Finding:
    return finding("asset-ledger.the-entry-is-complete", SERVER, fact(said, SERVER), policy=policy)


def test_met_when_place_owner_and_fitness_are_entered() -> None:
    assert judge(entry()).standing is Standing.MET


@pytest.mark.parametrize("column", ["place", "owner"])
def test_not_met_when_a_column_is_empty(column: str) -> None:
    found = judge(entry(**{column: ""}))
    assert (found.standing, COLUMN_NAMES[column] in str(found.because)) == (Standing.NOT_MET, True)


def test_not_met_when_nobody_said_whether_the_machine_is_fit_for_use() -> None:
    assert judge(entry(fit_for_use=None)).standing is Standing.NOT_MET


def test_met_when_the_entry_says_that_the_machine_is_not_fit_for_use() -> None:
    assert judge(entry(fit_for_use=False)).standing is Standing.MET


def test_not_met_when_the_machine_was_seen_but_never_entered() -> None:
    found = judge(entry(entered=False))
    assert (found.standing, "nobody entered it" in str(found.because)) == (Standing.NOT_MET, True)


def test_the_columns_are_the_facilitys_own_rule() -> None:
    assert judge(entry(), LedgerPolicy(columns=("serial",))).standing is Standing.NOT_MET


def test_every_column_of_the_shipped_policy_has_a_name() -> None:
    assert set(LedgerPolicy().columns) <= set(COLUMN_NAMES)


def test_every_named_column_is_one_of_the_ledger() -> None:
    assert set(COLUMN_NAMES) <= set(LedgerEntry.__dataclass_fields__)


def test_unknown_without_any_entry() -> None:
    assert finding("asset-ledger.the-entry-is-complete", SERVER).standing is Standing.UNKNOWN


@pytest.mark.parametrize("says", [SYSTEM_SEEN, SeenOnNetwork("dhcp", "10.20.0.31")])
def test_met_while_some_source_saw_it_within_90_days(says: Statement) -> None:
    assert last_seen(says, timedelta(days=90)).standing is Standing.MET


def test_unknown_from_the_91st_day() -> None:
    found = last_seen(SYSTEM_SEEN, timedelta(days=91))
    assert (found.standing, "within 90 days" in str(found.because)) == (Standing.UNKNOWN, True)


def test_unknown_while_no_source_ever_saw_it() -> None:
    assert finding("asset-ledger.it-was-seen-lately", SERVER, fact(entry(), SERVER)).standing is Standing.UNKNOWN


def test_met_when_a_person_found_it_at_the_stock_take() -> None:
    found_it = Confirmation(topic="asset-ledger", holds=True, how="棚卸しで現物を見た", **declared())
    assert finding("asset-ledger.it-was-seen-lately", SERVER, fact(found_it, SERVER)).standing is Standing.MET


def test_met_when_the_ledger_was_reviewed_and_reported() -> None:
    review = fact(document(DocumentType.LEDGER_REVIEW))
    assert finding("asset-ledger.the-ledger-is-reviewed", FACILITY, review).standing is Standing.MET


def test_not_met_when_the_review_was_not_reported_to_the_management() -> None:
    review = fact(document(DocumentType.LEDGER_REVIEW, covers=("place",)))
    assert finding("asset-ledger.the-ledger-is-reviewed", FACILITY, review).standing is Standing.NOT_MET


def test_unknown_without_a_review_on_file() -> None:
    assert finding("asset-ledger.the-ledger-is-reviewed", FACILITY).standing is Standing.UNKNOWN
