"""A form as a whole: of each row what the facility says, held against the evidence, and what stands in the way."""

from datetime import date, timedelta

import pytest

from tenken.actions.answer import answer
from tenken.actions.import_feed import Brought, import_feed
from tenken.actions.import_sightings import import_sightings
from tenken.actions.overview import Overview, RowView, State, blockers, lately, overview
from tenken.actions.site import Site
from tenken.answers.model import Proposed
from tenken.collectors import COLLECTORS
from tenken.ledger.sheets import kept
from tests import samples
from tests.build import NOW, TODAY
from tests.collectors.recorded import SAMPLES
from tests.collectors.windows.answers import PC, changed, whole
from tests.feeds.test_msrc import MONTH
from tests.ledger.steps import bcp, seen, stated

LATER = NOW + timedelta(hours=2)
NO = Proposed(False, "山田", TODAY, date(2026, 3, 1))


def given(site: Site, row: str, proposed: Proposed) -> None:
    answer(site, "r7", "hospital", row, proposed, NOW)


def view(site: Site, moment: timedelta = timedelta(0)) -> Overview:
    return overview(site, "r7", "hospital", NOW + moment)


def of(site: Site, row: str) -> RowView:
    return next(one for one in view(site).rows if one.row.id == row)


def test_a_row_that_nobody_answered_is_open(site: Site) -> None:
    assert of(site, "3-3").state is State.OPEN


def test_a_yes_with_evidence_is_shown(site: Site) -> None:
    bcp(site)
    given(site, "3-3", Proposed(True, "佐藤", TODAY))
    assert of(site, "3-3").state is State.SHOWN


def test_a_yes_without_evidence_is_not_shown(site: Site) -> None:
    given(site, "3-3", Proposed(True, "佐藤", TODAY, reason="確認済み"))
    assert of(site, "3-3").state is State.UNSHOWN


def test_a_no_is_a_no(site: Site) -> None:
    given(site, "3-3", NO)
    assert of(site, "3-3").state is State.NO


def test_what_was_declared_out_of_scope_is_not_asked(site: Site) -> None:
    stated(site, "out-of-scope", topic="vendor", reason="契約なし")
    assert of(site, "2-2").state is State.NOT_ASKED


def test_after_a_no_at_the_gate_only_the_gate_is_asked(site: Site) -> None:
    given(site, "0", NO)
    assert (view(site).ended, view(site).asked, of(site, "0").state) == (True, 1, State.NO)


def test_states_are_counted(site: Site) -> None:
    given(site, "3-3", NO)
    assert (view(site).count(State.NO), view(site).count(State.OPEN)) == (1, len(view(site).rows) - 1)


def test_both_rounds_are_known(site: Site) -> None:
    given(site, "3-3", NO)
    answer(site, "r7", "hospital", "3-3", Proposed(True, "佐藤", TODAY, reason="実施した", round=2), LATER)
    row = next(one for one in view(site, timedelta(hours=2)).rows if one.row.id == "3-3")
    assert [a.by for a in (row.first_round, row.second_round, row.answer) if a] == ["山田", "佐藤", "佐藤"]


def test_numbers_are_printed_as_on_the_form(site: Site) -> None:
    assert of(site, "2-12:server").number == "2-⑫"


def test_machines_are_counted_by_class(site: Site) -> None:
    seen(site)
    assert view(site).machines == {"server": 1}


@pytest.mark.parametrize(("minutes", "fresh"), [(59, False), (61, True)])
def test_it_is_judged_anew_after_an_hour(site: Site, minutes: int, fresh: bool) -> None:
    view(site)
    later = view(site, timedelta(minutes=minutes))
    assert (later.as_of > NOW) == fresh


def test_it_is_judged_anew_as_soon_as_something_new_is_known(site: Site) -> None:
    view(site)
    bcp(site)
    assert of(site, "3-3").verdict.met == 1


def test_a_verdict_that_is_fresh_is_not_judged_again(site: Site) -> None:
    view(site)
    heads = {sheet.as_of for sheet in kept("r7", "hospital").values()}
    assert view(site, timedelta(minutes=1)).as_of == heads.pop()


def test_what_is_answered_against_the_evidence_stands_first_in_the_way(site: Site) -> None:
    seen(site, samples.machine("ehr-srv01", 1))
    given(site, "2-1", NO)
    given(site, "2-5", Proposed(True, "佐藤", TODAY, reason="保守の業者が使う"))
    first = blockers(view(site))[0]
    assert (first.view.row.id, first.about) == ("2-5", "ehr-srv01")


def test_what_is_met_stands_in_nobodys_way(site: Site) -> None:
    bcp(site)
    given(site, "3-3", Proposed(True, "佐藤", TODAY))
    assert "3-3" not in {blocker.view.row.id for blocker in blockers(view(site), most=99)}


def test_an_open_row_says_why_it_is_not_met(site: Site) -> None:
    plan = next(blocker for blocker in blockers(view(site), most=99) if blocker.view.row.id == "3-3")
    assert str(plan.because) == "business continuity plan: none is on file"


def test_what_was_done_lately_comes_newest_first(site: Site) -> None:
    bcp(site)
    answer(site, "r7", "hospital", "3-3", Proposed(True, "佐藤", TODAY), LATER)
    assert [done.verb for done in lately()] == ["answer", "attest"]


def test_what_is_used_in_attacks_stands_first(site: Site) -> None:
    """A Windows machine whose update of a month ago was not applied, and a list that says that it is attacked."""
    later = timedelta(days=25)
    behind = whole(changed(PC, system={"UBR": 6100}), collected_at="2025-12-14T22:00:00Z")
    import_sightings(site, COLLECTORS["windows"], behind, NOW + later)
    for raw in (MONTH, SAMPLES["feed"]["handmade-kev.json"]):
        import_feed(site, Brought(raw), NOW + later)
    first = blockers(view(site, later))[0]
    assert (first.view.row.id, str(first.because).partition(":")[0]) == ("2-6", "used in attacks and not mended")
