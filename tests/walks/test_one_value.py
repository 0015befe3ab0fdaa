"""The walk of one value (DESIGN §2): from the bytes of a machine to the cell of the form, hop by hop."""

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pytest

from tenken.actions.answer import answer
from tenken.actions.collect import Outcome, collect
from tenken.actions.hand_over import hand_over
from tenken.actions.site import Site
from tenken.answers.model import Answer, AnswerError, Proposed
from tenken.collectors.model import Claim, Refused, Target
from tenken.facts.model import Fact, Mark, MarkKind
from tenken.facts.patches import PatchLevel
from tenken.ledger.recall import case_at, observation
from tenken.rules.model import Finding, Standing
from tenken.standard.load import load
from tenken.standard.model import Edition
from tenken.verdicts.assess import Verdict, assess_row
from tests import samples
from tests.actions.steps import SERVER, found, verdict
from tests.build import NOW, TODAY, days_ago, in_days
from tests.forms.workbooks import members, opened, shipped
from tests.ledger.steps import LINUX

WHERE = Target("10.20.0.1", "tenken")
LATE = "Debian\tDebian-Security\tstable-security\tbookworm-security\tTue, 07 Oct 2025 00:53:02 UTC"
RAW = samples.section(samples.machine("ehr-srv01", 1), "apt-index", LATE)
R7: Edition = load("r7")
NO = Proposed(False, "佐藤 花子", TODAY, target=in_days(60))
YES = Proposed(True, "佐藤 花子", TODAY)


@dataclass(frozen=True)
class Walked:
    """One value at each hop."""

    raw: bytes
    claim: Claim
    outcome: Outcome
    fact: Fact[PatchLevel]
    finding: Finding
    verdict: Verdict
    answer: Answer


@pytest.fixture
def walked(site: Site) -> Walked:
    collector = replace(LINUX, fetch=lambda _target: RAW)
    raw = LINUX.mask(RAW, site.keys.fingerprint)
    claim = next(claim for claim in LINUX.read(raw) if isinstance(claim.says, PatchLevel))
    outcome = collect(site, collector, WHERE, NOW)
    case = case_at(NOW)
    fact = case.about(SERVER, PatchLevel)[0]
    form = R7.form("hospital")
    judged = assess_row("r7", form, form.row("2-6"), case)
    finding = next(one for one in judged.findings if one.about == SERVER)
    given = answer(site, "r7", "hospital", "2-6", NO, NOW)
    return Walked(raw, claim, outcome, fact, finding, judged, given)


def packed(site: Site) -> bytes:
    return hand_over(site, "r7", "hospital", TODAY, NOW)


def cell(pack: bytes, row: str) -> Any:
    """What another program sees in the answer cell of a row."""
    book = opened(members(pack)["01_様式/医療機関確認用.xlsx"])
    return book.active[shipped().cells.rows[row].first.answer].value


def test_bytes_become_a_claim_that_names_its_machine(walked: Walked) -> None:
    assert Mark(MarkKind.HOSTNAME, "ehr-srv01") in walked.claim.about
    assert (type(walked.claim.says), bool(walked.fact.says.missing)) == (PatchLevel, True)


def test_the_claim_becomes_a_fact_about_the_machine_in_the_ledger(walked: Walked) -> None:
    assert (walked.fact.says, walked.fact.about) == (walked.claim.says, SERVER)
    assert walked.outcome.recorded.subjects == (SERVER,)


def test_the_fact_names_the_observation_that_saw_it(walked: Walked) -> None:
    assert (walked.fact.seen_in, walked.fact.seen_at) == (walked.outcome.recorded.observation, NOW)


def test_the_rule_finds_the_machine_wanting_and_cites_the_fact(walked: Walked) -> None:
    assert (walked.finding.standing, walked.finding.cites) == (Standing.NOT_MET, (walked.fact,))
    assert walked.finding.rule == "patch.no-update-is-overdue"


def test_the_finding_makes_the_verdict_of_the_row(walked: Walked, site: Site) -> None:
    assert (walked.verdict.standing, walked.verdict) == (Standing.NOT_MET, verdict(site, "2-6"))


def test_the_answer_keeps_the_verdict_that_it_was_given_beside(walked: Walked) -> None:
    judged = walked.verdict
    assert (walked.answer.standing, walked.answer.met, walked.answer.total) == (judged.standing, 0, judged.total)


@pytest.mark.usefixtures("walked")
def test_the_answer_stands_in_the_cell_of_the_form(site: Site) -> None:
    pack = packed(site)
    assert (cell(pack, "2-6"), cell(pack, "2-7")) == ("いいえ", None)


def test_what_the_verdict_cites_names_the_very_bytes_that_were_kept(walked: Walked, site: Site) -> None:
    cited = observation(walked.finding.cites[0].seen_in)
    assert cited is not None
    assert cited.raw_sha256 == sha256(walked.raw).hexdigest()
    assert site.archive.fetch(cited.raw_sha256) == walked.raw


def test_the_pack_holds_the_bytes_that_the_verdict_cites(walked: Walked, site: Site) -> None:
    assert walked.raw in members(packed(site)).values()


@pytest.fixture
def refused(site: Site) -> Finding:
    """The same machine, which lets nobody in: what the row's rule says of it."""

    def refuse(target: Target) -> bytes:
        raise Refused("{where} refused the account or its key", where=target.name)

    outcome = collect(site, replace(LINUX, fetch=refuse), WHERE, NOW)
    return found(site, "2-6", outcome.recorded.subjects[0])


def test_a_machine_that_refuses_is_unknown_and_the_finding_says_why(refused: Finding) -> None:
    assert (refused.standing, refused.cites) == (Standing.UNKNOWN, ())
    assert f"not seen; on {days_ago(0)} tenken@10.20.0.1 refused the account or its key" in str(refused.because)


@pytest.mark.usefixtures("refused")
def test_yes_is_then_refused_without_a_reason(site: Site) -> None:
    with pytest.raises(AnswerError, match="needs a written reason"):
        answer(site, "r7", "hospital", "2-6", YES, NOW)


@pytest.mark.usefixtures("refused")
def test_yes_with_a_reason_is_taken_beside_the_verdict_that_it_goes_against(site: Site) -> None:
    given = answer(site, "r7", "hospital", "2-6", replace(YES, reason="現地で確かめた"), NOW)
    assert (given.standing, given.reason) == (Standing.UNKNOWN, "現地で確かめた")
    assert cell(packed(site), "2-6") == "はい"
