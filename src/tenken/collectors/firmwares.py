"""Which line of versions a firmware belongs to, as makers' words tell it: 7.2.8 of one is not 7.2.8 of another."""

import re
from collections.abc import Iterable

_FAMILIES = (
    ("cisco-nx-os", "cisco", r"nx-?os|nexus|\bn\dk\b|\(\d+\)n\d|ucs \d"),
    ("cisco-ios-xr", "cisco", r"ios[ -]xr"),
    ("cisco-ios-xe", "cisco", r"ios[ -]?xe|^1[67]\.\d+\.\d+|^0?3\.\d+\.\d+e"),
    ("cisco-asa", "cisco", r"adaptive security|\basa ?\d"),
    ("cisco-ios", "cisco", r"cisco ios|^1[0-5]\.\d+\(\d+[a-z]?\)"),
    ("fortios", "fortinet", r"forti(?:os|gate)|^v?\d"),
    ("pan-os", "palo alto", r"."),
    ("junos", "juniper", r"."),
    ("alliedware-plus", "allied", r"alliedware plus|awplus|^5\.[45]\.\d"),
    ("yamaha-rt", r"yamaha|\brtx\d|\bnvr\d|\bfwx\d", r"\b(?:rtx|nvr|fwx|rt)\d|^rev\.?\d"),
    ("aruba-cx", "aruba|hewlett", r"\b(?:cx|arubaos-cx)\b"),
)
_RULES = tuple((name, re.compile(maker), re.compile(sign)) for name, maker, sign in _FAMILIES)


_VERSION = re.compile(r"\bversion:? v?(\d[\w.()-]*)|\brev\.? ?(\d+(?:\.\d+)+)", re.IGNORECASE)


def version_in(description: str) -> str:
    """The version in what a device says of itself (sysDescr): ``RTX830 Rev.15.02.31``, ``… Version 15.2(7)E3, …``."""
    match = _VERSION.search(description)
    return (match[1] or match[2]).rstrip(".-") if match else ""


def firmware_family(maker: str, told: Iterable[str]) -> str:
    """``told`` are model, version and description. Empty where they do not tell, or tell of a maker not known here."""
    said = [text.lower() for text in told if text]
    by = maker.lower() or " ".join(said)
    return next(
        (name for name, of, sign in _RULES if of.search(by) and any(sign.search(text) for text in said)),
        "",
    )
