"""Whose bundles the ledger has taken in: the keys that signed them."""

from tenken.ledger.models import Stream

BUNDLE = "bundle:"


def known_keys() -> frozenset[str]:
    """Fingerprints without blanks."""
    keys = Stream.objects.filter(key__startswith=BUNDLE).values_list("key", flat=True)
    return frozenset(key.removeprefix(BUNDLE) for key in keys)
