"""Where contracts put the security updates of all servers on vendors, the volume for the entrusted suffices."""

from typing import Any

import pytest

from tenken.facts.vendors import UpdateDuty
from tenken.verdicts.guideline import Decided, GuidelinePath, guideline_path
from tests.build import case, days_ago, declared, fact


def duty(*, all_servers: bool, **more: Any) -> UpdateDuty:
    return UpdateDuty(all_servers_on_vendors=all_servers, clause="第12条 保守業務", **declared(**more))


@pytest.mark.parametrize(("all_servers", "path"), [(True, GuidelinePath.ENTRUSTED), (False, GuidelinePath.OWN)])
def test_the_words_of_the_contracts_decide_and_are_the_proof(all_servers: bool, path: GuidelinePath) -> None:
    proof = fact(duty(all_servers=all_servers))
    assert guideline_path(case(proof)) == Decided(path, proof)


def test_it_is_undecided_while_nobody_looked() -> None:
    assert guideline_path(case()) == Decided(GuidelinePath.UNDECIDED, None)


def test_it_is_undecided_when_the_look_is_out_of_date() -> None:
    old = fact(duty(all_servers=True, confirmed_on=days_ago(367)))
    assert guideline_path(case(old)) == Decided(GuidelinePath.UNDECIDED, old)


def test_it_holds_on_its_review_date() -> None:
    proof = fact(duty(all_servers=True, next_review=days_ago(0)))
    assert guideline_path(case(proof)).path is GuidelinePath.ENTRUSTED
