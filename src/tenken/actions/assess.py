"""assess: a verdict for every row of a form, as the ledger knew things at a moment."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from tenken.actions.site import Site
from tenken.answers.model import Answer
from tenken.answers.xray import Spot, xray
from tenken.ledger.answers import answers_at
from tenken.ledger.recall import case_at, newest
from tenken.ledger.sheets import keep_sheets
from tenken.ledger.ways import keep_ways
from tenken.standard.load import EditionError
from tenken.standard.model import Edition, Form
from tenken.text import _
from tenken.verdicts.assess import Verdict, assess
from tenken.verdicts.case import Case


@dataclass(frozen=True)
class Assessment:
    edition: Edition
    form: Form
    case: Case
    verdicts: tuple[Verdict, ...]
    answers: Mapping[str, tuple[Answer, ...]]

    def spots(self) -> tuple[Spot, ...]:
        return xray(self.edition, self.form, self.verdicts, self.answers, self.case)


def assess_form(site: Site, edition: str, form: str, as_of: datetime) -> Assessment:
    """Judge. Raises EditionError for an edition or form that there is not."""
    known, asked = find_form(site, edition, form)
    with _no_search_for_cycles():
        case = case_at(as_of)
        verdicts = assess(known.id, asked, case)
    return Assessment(known, asked, case, verdicts, answers_at(known.id, asked.id, as_of))


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """A large house is made of a million values without cycles; Python would search them over and over for some."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def assess_and_keep(site: Site, edition: str, form: str, now: datetime) -> Assessment:
    """Judge as of now and keep the result for the pages."""
    head = newest()
    assessment = assess_form(site, edition, form, now)
    keep_sheets(assessment.edition.id, assessment.form.id, assessment.verdicts, assessment.case, head)
    keep_ways(assessment.case)
    return assessment


def find_form(site: Site, edition: str, form: str) -> tuple[Edition, Form]:
    known = site.edition(edition)
    try:
        return known, known.form(form)
    except KeyError:
        forms = tuple(f.id for f in known.forms)
        raise EditionError(
            _("{edition} has no form “{form}”; it has {forms}"), edition=edition, form=form, forms=forms
        ) from None
