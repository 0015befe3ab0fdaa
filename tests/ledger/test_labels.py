"""What evidence is called on a chip: as the facility calls it, in every language."""

from tenken.actions.bulk_edit import Edit, bulk_edit, plan
from tenken.actions.site import Site
from tenken.facts.model import SubjectId
from tenken.ledger.labels import evidence
from tenken.text import in_words
from tests.build import NOW
from tests.ledger.steps import seen, stated


def test_a_name_that_is_a_word_of_ours_too_is_not_translated(site: Site) -> None:
    number = seen(site).recorded.observation
    stated(site, "ledger-entry", "machine:ehr-srv01", add="no", title="asset ledger", machine_class="server")
    _observation, name = evidence([number])[number]
    assert in_words(name, "ja") == "asset ledger"


def test_what_was_changed_together_is_not_called_after_who_changed_it(site: Site) -> None:
    machines, edit = (SubjectId("machine:a"), SubjectId("machine:b")), Edit({"place": "新館"}, "佐藤", "移設")
    for machine in machines:
        stated(site, "ledger-entry", machine, title=machine[-1], machine_class="server")
    number = bulk_edit(site, machines, edit, plan(machines, edit).token, NOW)
    _observation, name = evidence([number])[number]
    assert in_words(name, "ja") == "台帳の変更"
