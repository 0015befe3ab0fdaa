"""FHIR in XML as its JSON would be (FHIR R4 §2.6.1): a value is an attribute, what may come several times a list."""

from typing import Any

from lxml import etree

_NAMESPACE = "{http://hl7.org/fhir}"
_LISTS = frozenset({"agent", "authorization", "category", "coding", "entity", "purposeOfEvent", "subtype"})
_LIST_OF_AGENT = "role"
_TRUTH = {"true": True, "false": False}


def resource_of(raw: bytes) -> dict[str, Any]:
    """Raises ValueError for what is no XML of FHIR; a document type is refused."""
    if b"<!DOCTYPE" in raw:
        raise ValueError("a document type")
    try:
        root = etree.fromstring(raw.strip(), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    return {"resourceType": _name(root), **_fields(root)}


def _fields(element: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for child in element.iterchildren(f"{_NAMESPACE}*"):
        name = _name(child)
        value = _TRUTH.get(child.get("value"), child.get("value")) if "value" in child.attrib else _fields(child)
        if name in _LISTS or (name == _LIST_OF_AGENT and _name(element) == "agent"):
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    return found


def _name(element: Any) -> str:
    name = str(element.tag)
    if not name.startswith(_NAMESPACE):
        raise ValueError(f"no element of FHIR: {name[:80]}")
    return name.removeprefix(_NAMESPACE)
