"""What is due is done: every known machine once a day, the configured form judged anew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tenken.actions.collect import collect
from tenken.actions.due import do_due
from tenken.actions.site import Site
from tenken.collectors.model import Target
from tenken.config import Checklist
from tenken.ledger.models import ObservationRow
from tenken.ledger.sheets import kept
from tenken.standard.load import EditionError
from tests.build import NOW
from tests.ledger.steps import LINUX, bcp

SILENT = Target("127.0.0.1", "nobody", port=1)
"""Nobody listens there."""


def test_a_machine_is_looked_at_again_after_a_day(site: Site) -> None:
    collect(site, LINUX, SILENT, NOW)
    do_due(site, NOW + timedelta(days=1))
    assert ObservationRow.objects.count() == 2


def test_a_machine_is_left_alone_within_the_day(site: Site) -> None:
    collect(site, LINUX, SILENT, NOW)
    do_due(site, NOW + timedelta(hours=23, minutes=59))
    assert ObservationRow.objects.count() == 1


def test_what_persons_stated_is_not_fetched(site: Site) -> None:
    bcp(site)
    do_due(site, NOW + timedelta(days=2))
    assert ObservationRow.objects.count() == 1


def test_the_configured_form_is_judged(site: Site) -> None:
    configured = replace(site, config=replace(site.config, checklist=Checklist("r8", "hospital_pharmacy")))
    do_due(configured, NOW)
    assert (bool(kept("r8", "hospital_pharmacy")), kept("r7", "hospital")) == (True, {})


def test_it_is_judged_anew_when_something_new_is_known(site: Site) -> None:
    do_due(site, datetime.now(UTC))
    outcome = bcp(site)
    do_due(site, datetime.now(UTC))
    assert {sheet.head for sheet in kept("r7", "hospital").values()} == {outcome.recorded.observation}


def test_it_is_not_judged_again_while_nothing_changed(site: Site) -> None:
    now = datetime.now(UTC)
    do_due(site, now)
    before = {sheet.as_of for sheet in kept("r7", "hospital").values()}
    do_due(site, now + timedelta(minutes=59))
    assert {sheet.as_of for sheet in kept("r7", "hospital").values()} == before


def test_a_configured_form_that_there_is_not_is_named(site: Site) -> None:
    configured = replace(site, config=replace(site.config, checklist=Checklist("r99")))
    with pytest.raises(EditionError, match="r99: there is no such edition"):
        do_due(configured, NOW)
