"""While a sweep is under way, a word, a consent that is taken back, or a list that changed ends it; and it is kept so.

nmap asks loopback, where only the scanner itself answers. What is to happen meanwhile happens when the sweep first
tells how far it is.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tenken.actions.attest import withdraw
from tenken.actions.collect import Outcome
from tenken.actions.site import Site
from tenken.actions.sweep import sweep
from tenken.actions.sweeping import running, stop
from tenken.collectors.sweep.report import read
from tenken.dates import local_day
from tenken.facts.model import FACILITY
from tenken.facts.sweeps import Swept
from tenken.ledger.recall import facts_about, observation
from tenken.text import Message
from tests.ledger.steps import stated

pytestmark = pytest.mark.root
LOOPBACK = "127.0.0.0/28"


@pytest.fixture
def agreed(site: Site) -> Site:
    now = datetime.now(UTC)
    until = (local_day(now) + timedelta(days=9)).isoformat()
    stated(site, "sweep-consent", FACILITY, now, subnet=LOOPBACK, hours="00:00-24:00", until=until, medical="no",
           reason="突合")  # fmt: skip
    stated(site, "no-touch", FACILITY, now, by_what="address", which="127.0.0.9", reason="CT")
    return site


def swept(site: Site, meanwhile: Callable[[], object] = lambda: None) -> Outcome:
    told = list[Message]()

    def tell(said: Message) -> None:
        told.append(said)
        if len(told) == 1:
            meanwhile()

    return sweep(site, LOOPBACK, "佐藤", tell)


def test_it_runs_to_its_end_and_says_to_whom_nothing_was_sent(agreed: Site) -> None:
    outcome = swept(agreed)
    says = [fact.says for fact in facts_about(FACILITY, datetime.now(UTC)) if isinstance(fact.says, Swept)]
    assert (outcome.failure, [(one.subnet, one.left_out) for one in says]) == (None, [(LOOPBACK, ("127.0.0.9",))])


def test_the_account_has_the_calls_word_for_word_without_the_addresses_left_out(agreed: Site) -> None:
    kept = observation(swept(agreed).recorded.observation)
    account = agreed.archive.fetch(kept.raw_sha256 if kept else "")
    assert b'"127.0.0.8"' in account  # a target of its own: its block would hold the next address
    assert b'"127.0.0.8/' not in account
    assert next(iter(read(account)))


def test_a_word_stops_it_and_it_says_who(agreed: Site) -> None:
    outcome = swept(agreed, lambda: stop(agreed.config.data, "田中"))
    assert (str(outcome.failure), running(agreed.config.data)) == ("田中 stopped it", None)


def test_a_consent_that_is_taken_back_ends_it(agreed: Site) -> None:
    ended = swept(agreed, lambda: withdraw(agreed, FACILITY, "sweep-consent", LOOPBACK, "田中", datetime.now(UTC)))
    assert "nobody agreed" in str(ended.failure)


def test_a_list_that_changes_ends_it(agreed: Site) -> None:
    def add() -> None:
        stated(agreed, "no-touch", FACILITY, datetime.now(UTC), by_what="address", which="127.0.0.3", reason="MRI")

    assert "no-touch list changed" in str(swept(agreed, add).failure)


def test_what_did_not_run_to_its_end_leaves_no_fact(agreed: Site) -> None:
    swept(agreed, lambda: stop(agreed.config.data, "田中"))
    kinds = {fact.says.kind for fact in facts_about(FACILITY, datetime.now(UTC))}
    assert Swept.kind not in kinds
