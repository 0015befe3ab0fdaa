"""The facility's own policy values: which fields there are, and whether a value fits."""

from collections.abc import Iterator

from tenken.rules import LINEAGES
from tenken.rules.policy import Field, PolicyError, described, read_value
from tenken.text import _


def all_fields() -> Iterator[tuple[str, Field]]:
    """Every field that a facility may set, as (``lineage.field``, what it is)."""
    for lineage, rules in LINEAGES.items():
        seen = set[str]()
        for rule in rules:
            for field in described(rule.policy):
                if field.name not in seen:
                    seen.add(field.name)
                    yield f"{lineage}.{field.name}", field


def check_setting(name: str, value: str) -> None:
    """Raises PolicyError for a field that there is not, or a value that is not one for it."""
    lineage, _dot, field = name.partition(".")
    fitting = [rule for rule in LINEAGES.get(lineage, ()) if hasattr(rule.policy, field)]
    if not fitting:
        known = tuple(known_name for known_name, _field in all_fields())
        raise PolicyError(_("{field}: there is no such field; known are {known}"), field=name, known=known)
    for rule in fitting:
        read_value(rule.policy, field, value)
