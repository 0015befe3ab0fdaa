"""An edition is written as TOML, and reading it gives the edition back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenken.standard.load import EDITIONS, load, read_edition
from tenken.standard.model import LINEAGE_NAMES, Edition, Form, Row, Scope, Section
from tenken.standard.write import written_edition

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LISTS = st.lists(TEXTS, max_size=2).map(tuple)
ASKS = st.fixed_dictionaries(
    {},
    optional={
        "planned_by": st.dates(date(2023, 4, 1), date(2099, 3, 31)),
        "rotation": st.booleans(),
        "clauses_for": st.lists(TEXTS, max_size=2),
        "grace": st.integers(0, 400),
    },
)
ROWS = st.builds(
    Row,
    *(TEXTS, TEXTS, TEXTS, st.sampled_from(list(LINEAGE_NAMES)), TEXTS),
    applies_to=st.lists(st.sampled_from(Scope), unique=True).map(tuple),
    due_fiscal_year=st.none() | st.integers(2023, 2099),
    asks=ASKS,
    verified=st.booleans(),
    number_verified=st.booleans(),
    evidence=TEXTS,
    source=TEXTS,
    notes=LISTS,
    guideline=LISTS,
    gate=st.booleans(),
    needs_vendor=st.booleans(),
)
FORMS = st.builds(
    Form,
    *(TEXTS, TEXTS, TEXTS, LISTS, st.lists(st.builds(Section, TEXTS, TEXTS), max_size=2).map(tuple)),
    rows=st.lists(ROWS, min_size=1, max_size=2, unique_by=lambda row: row.id).map(tuple),
    also=st.just(()),
    provisional=TEXTS,
)
WRITTEN = st.builds(
    Edition,
    *(TEXTS, TEXTS, st.integers(2023, 2099), TEXTS, TEXTS, TEXTS, TEXTS, TEXTS),
    forms=st.lists(FORMS, min_size=1, max_size=2, unique_by=lambda form: form.id).map(tuple),
    documents=LISTS,
    notes=LISTS,
)


@settings(max_examples=60)
@given(WRITTEN)
def test_reading_a_written_edition_gives_it_back(edition: Edition) -> None:
    assert read_edition(written_edition(edition)) == edition


@pytest.mark.parametrize("name", EDITIONS)
def test_so_does_every_shipped_edition(name: str) -> None:
    assert read_edition(written_edition(load(name))) == load(name)


def test_a_title_of_two_lines_does_not_spill_out_of_the_comment() -> None:
    edition = replace(load("r7"), title="令和7年度版\nfiscal_year = 1999")
    assert read_edition(written_edition(edition)) == edition
