"""くり返しの間隔: how often a task comes again, by its own rhythm or by the interval that is the facility's rule."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from tenken.facts.documents import PolicySetting
from tenken.ledger.stated import of_the_house
from tenken.rules.access_log import ReviewPolicy
from tenken.rules.model import Policy
from tenken.rules.policy import read_value
from tenken.text import Message, _
from tenken.verdicts.case import AnyFact

RHYTHMS = {0: _("once"), 1: _("every month"), 3: _("every three months"), 6: _("every half year"), 12: _("every year")}
"""In months."""
_RULES: Mapping[str, tuple[Policy, str, str]] = {"duty:log-review": (ReviewPolicy(), "access-log", "every")}
"""Origin of a task → the policy, the lineage and the field that say how often it is done."""
_DAY, _MONTH = timedelta(days=1), timedelta(days=30)


def own_interval(origin: str, known: Iterable[AnyFact] | None = None) -> timedelta | None:
    """The facility's own rule on what comes from there; None where there is none, or it set nothing.

    ``known`` are facts of the house with its settings among them; they are read where they are not given.
    """
    if origin not in _RULES:
        return None
    policy, lineage, field = _RULES[origin]
    facts = of_the_house((PolicySetting,)) if known is None else known
    own = {fact.says.field: fact.says.value for fact in facts if isinstance(fact.says, PolicySetting)}
    value = own.get(f"{lineage}.{field}")
    return None if value is None else max(_DAY, read_value(policy, field, value))


def rhythm_of(interval: timedelta) -> int:
    """The longest rhythm that is not longer; a month where the interval is shorter than that."""
    return max((months for months in RHYTHMS if months and months * _MONTH <= interval), default=1)


def rhythm_words(months: int, own: timedelta | None) -> Message:
    return Message(_("every {n} days"), {"n": own.days}) if own else Message(RHYTHMS.get(months, ""))
