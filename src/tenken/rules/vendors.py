"""What a vendor's returned forms say of a lineage: the newest word counts, whichever year's form it stands on."""

from datetime import date

from tenken.facts.model import Fact
from tenken.facts.vendors import VendorAnswer
from tenken.rules.model import Exhibits


def newest_answer(seen: Exhibits, lineage: str) -> Fact[VendorAnswer] | None:
    """The answer confirmed last; of several on one form the worst, as the row may be asked for each class."""
    facts = [fact for fact in seen.every(VendorAnswer) if fact.says.lineage == lineage]
    return max(facts, key=_order, default=None)


def _order(fact: Fact[VendorAnswer]) -> tuple[str, date, bool]:
    return fact.says.edition, fact.says.confirmed_on or date.min, not fact.says.yes
