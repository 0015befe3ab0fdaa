"""規準の値: what another value would change is shown before it is kept, and changes nothing by being shown."""

import pytest

from tenken.actions.policies import preview, setting, settings
from tenken.actions.site import Site
from tenken.facts.model import FACILITY
from tenken.ledger.recall import newest
from tenken.rules.model import Standing
from tenken.rules.policy import PolicyError
from tenken.standard.load import load
from tests.build import NOW
from tests.ledger.steps import bcp, stated

EDITION = load("r7")
FORM = EDITION.form("hospital")


def test_fields_come_in_the_order_of_the_form(site: Site) -> None:
    lineages = [lineage for lineage, _fields in settings(FORM, NOW)]
    ordered = list(dict.fromkeys(row.lineage for row in FORM.rows))
    assert lineages == sorted(lineages, key=ordered.index)


def test_a_value_of_our_own_stands_there_with_who_and_why(site: Site) -> None:
    stated(site, "policy-setting", FACILITY, NOW, field="patch.grace", value="14", reason="院内の規程")
    own = setting(FORM, "patch.grace", NOW).own
    assert own is not None
    assert (own.says.value, own.says.by, own.says.reason) == ("14", "佐藤", "院内の規程")


def test_a_value_that_demands_more_turns_a_verdict(site: Site) -> None:
    bcp(site)
    (effect,) = preview(EDITION, FORM, "bcp.must_cover", "normal, drill", NOW)
    assert (effect.before, effect.after) == (Standing.MET, Standing.NOT_MET)
    assert dict(effect.changes) == {(Standing.MET, Standing.NOT_MET): 1}


def test_a_look_at_what_would_change_keeps_nothing(site: Site) -> None:
    bcp(site)
    before = newest()
    preview(EDITION, FORM, "bcp.must_cover", "normal, drill", NOW)
    assert (newest(), setting(FORM, "bcp.must_cover", NOW).own) == (before, None)


def test_going_back_to_the_default_is_previewed_too(site: Site) -> None:
    bcp(site)
    stated(site, "policy-setting", FACILITY, NOW, field="bcp.must_cover", value="normal, drill", reason="訓練も要る")
    (effect,) = preview(EDITION, FORM, "bcp.must_cover", None, NOW)
    assert (effect.before, effect.after) == (Standing.NOT_MET, Standing.MET)


def test_the_same_value_changes_nothing(site: Site) -> None:
    bcp(site)
    (effect,) = preview(EDITION, FORM, "bcp.must_cover", "normal", NOW)
    assert dict(effect.changes) == {}


@pytest.mark.parametrize(("field", "value"), [("patch.grace", "すぐ"), ("patch.nothing", "1")])
def test_what_is_no_value_or_no_field_is_refused(site: Site, field: str, value: str) -> None:
    with pytest.raises(PolicyError, match=field.partition(".")[2]):
        preview(EDITION, FORM, field, value, NOW)
