"""What a person stated comes back as it was stated; a withdrawal says nothing any more."""

import pytest

from tenken.collectors.person.entry import ENTERABLE
from tenken.collectors.person.read import read, stated
from tenken.facts.documents import DocumentType
from tenken.facts.model import Mark, MarkKind, SubjectId
from tests.build import VENDOR, document, entry
from tests.collectors.recorded import SAMPLES

PLAN = document(DocumentType.BCP)


@pytest.mark.parametrize("about", ["facility", "machine:ehr-srv01", VENDOR, "system:電子カルテ"])
def test_a_statement_comes_back_with_whom_it_is_about(about: str) -> None:
    (claim,) = read(stated(SubjectId(about), PLAN, PLAN.kind, PLAN.item))
    assert (claim.about, claim.says) == ((Mark(MarkKind.SUBJECT, about),), PLAN)


def test_a_ledger_entry_comes_back() -> None:
    (claim,) = read(stated(SubjectId("machine:a"), entry(), "ledger-entry", ""))
    assert claim.says == entry()


@pytest.mark.parametrize("kind", ENTERABLE)
def test_a_recorded_statement_of_every_kind_is_read(kind: str) -> None:
    assert [claim.says.kind for claim in read(SAMPLES["person"][kind])] == [kind]


def test_a_withdrawal_says_nothing() -> None:
    assert list(read(stated(VENDOR, None, PLAN.kind, PLAN.item))) == []


def test_the_same_statement_is_kept_as_the_same_bytes() -> None:
    assert stated(VENDOR, PLAN, PLAN.kind, PLAN.item) == stated(VENDOR, PLAN, PLAN.kind, PLAN.item)


def test_what_is_kept_can_be_read_by_eye() -> None:
    assert "規程集" in stated(VENDOR, PLAN, PLAN.kind, PLAN.item).decode()
