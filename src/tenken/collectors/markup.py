"""XML from outside: read without entities, network or document type, and no deeper than a parser may go."""

from lxml import etree

from tenken.collectors.model import Unreadable
from tenken.text import _

Element = etree._Element


def parse_xml(raw: bytes, most: int, encoding: str | None = None) -> Element:
    """The root. ``most`` is the most bytes that may come; ``encoding`` overrules what the file says of itself.

    Raises Unreadable.
    """
    if len(raw) > most:
        raise Unreadable(_("the file has {n} MB; at most {most} are read"), n=len(raw) >> 20, most=most >> 20)
    parser = etree.XMLParser(
        encoding=encoding, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Unreadable(
            _("the XML is damaged or cut off ({why}); carry the file over anew"), why=str(error)[:120]
        ) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _entity in declared.iterentities()):  # type: ignore[union-attr]
        raise Unreadable(_("the XML declares entities, which no scanner and no server writes; it is not read"))
    return root
