"""Takes out of an inventory what may be secret: keys of licences, environments, command lines, the registry."""

from lxml import etree

from tenken.collectors.glpi.inventory import is_xml, parsed
from tenken.collectors.model import Fingerprint, Unreadable
from tenken.collectors.records import decoded, without

SECRET = frozenset({"winprodkey", "licenseinfos", "envs", "processes", "registry", "accountinfo"})


def mask(raw: bytes, _fingerprint: Fingerprint) -> bytes:
    """No claim rests on what is taken out. What cannot be read is left as it is: it is never kept."""
    try:
        return _xml(raw) if is_xml(raw) else _json(raw)
    except Unreadable:
        return raw


def _json(raw: bytes) -> bytes:
    text = decoded(raw)
    kept = without(text, lambda told: [name for name in told if name.lower() in SECRET])
    return raw if kept is text else kept.encode("utf-8", "replace")


def _xml(raw: bytes) -> bytes:
    root = parsed(raw)
    secret = [one for one in root.iter() if isinstance(one.tag, str) and one.tag.lower() in SECRET]
    for element in secret:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) if secret else raw
