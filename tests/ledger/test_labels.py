"""What evidence is called on a chip: as the facility calls it, in every language."""

from tenken.actions.site import Site
from tenken.ledger.labels import evidence
from tenken.text import in_words
from tests.ledger.steps import seen, stated


def test_a_name_that_is_a_word_of_ours_too_is_not_translated(site: Site) -> None:
    number = seen(site).recorded.observation
    stated(site, "ledger-entry", "machine:ehr-srv01", add="no", title="asset ledger", machine_class="server")
    _observation, name = evidence([number])[number]
    assert in_words(name, "ja") == "asset ledger"
