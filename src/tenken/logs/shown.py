"""An event's octets as a person can read them: nothing is hidden, nothing acts, nothing is guessed in silence."""

import json
import re
import unicodedata
from codecs import getincrementaldecoder
from dataclasses import dataclass

from lxml import etree

from tenken.logs.formats import evtx

LONGEST = 200_000
_TAG = re.compile(r"<(?:\?xml|[A-Za-z])")
_ENCODINGS = ("utf-8", "cp932")


@dataclass(frozen=True)
class Shown:
    """``encoding`` is the one that fits; empty where none does, and ``text`` then has the octets in hex."""

    text: str
    encoding: str
    cut: bool


def shown(raw: bytes) -> Shown:
    """Of a chunk of a Windows event log its records."""
    if raw.startswith(evtx.MARK) and (records := evtx.as_json(raw)):
        return Shown(_marked(records[:LONGEST]), "EVTX", len(records) > LONGEST)
    part, cut = raw[:LONGEST], len(raw) > LONGEST
    for encoding in _ENCODINGS:
        try:
            text = getincrementaldecoder(encoding)().decode(part, final=not cut)
        except UnicodeDecodeError:
            continue
        return Shown(_marked(text if cut else _laid_out(text)), encoding, cut)
    return Shown(part[: LONGEST // 4].hex(" "), "", len(raw) > LONGEST // 4)


def _laid_out(text: str) -> str:
    """XML and JSON with a line for each part, whatever stands before them; any other text as it is."""
    found = _TAG.search(text)
    if found:
        return text[: found.start()] + "\n" * bool(found.start()) + _xml(text[found.start() :])
    if text.lstrip().startswith("{"):
        try:
            return json.dumps(json.loads(text), ensure_ascii=False, indent=1)
        except (ValueError, RecursionError):
            return text
    return text


def _xml(text: str) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=True)
    try:
        tree = etree.fromstring(text.strip().encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return text
    return etree.tostring(tree, pretty_print=True, encoding="unicode")


def _marked(text: str) -> str:
    """Signs that cannot be seen, or that turn the direction of others, by a sign of their own."""
    return "".join(sign if sign in "\n\t" or sign.isprintable() else _sign(sign) for sign in text.rstrip("\r\n"))


def on_one_line(text: str) -> str:
    """What an event says of itself, for a terminal: no line end makes a row that is none, no escape sequence works."""
    return "".join(sign if sign.isprintable() else _sign(sign) for sign in text)


def _sign(sign: str) -> str:
    if ord(sign) < 0x20:
        return chr(0x2400 + ord(sign))
    return " " if unicodedata.category(sign) == "Zs" else f"⟨U+{ord(sign):04X}⟩"
