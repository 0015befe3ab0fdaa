"""Words and marks for templates."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tenken.dates import JST, in_wareki
from tenken.facts.model import CLASS_NAMES, MachineClass, Observation
from tenken.ledger.people import ROLE_NAMES, Role
from tenken.rules.model import STANDING_NAMES, Standing
from tenken.text import Message, in_words, translate
from tenken.web.matrix import COLUMNS
from tenken.web.plain import COLLECTOR_NAMES, named

register = template.Library()

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?")
_COLUMN_NAMES = {**{name.value: words for name, words in CLASS_NAMES.items()}, **dict(COLUMNS)}
_SYMBOLS = {Standing.MET: "ok", Standing.NOT_MET: "ng", Standing.UNKNOWN: "unk", Standing.OUT_OF_SCOPE: "na"}


def _language() -> str:
    return (get_language() or "ja")[:2]


@register.filter
def words(message: Message | str | None) -> str:
    """A message in the page's language; a person's own text stays as it is."""
    return in_words(message, _language()) if isinstance(message, Message) else message or ""


@register.filter
def said(msgid: str) -> str:
    """A marked text in the page's language."""
    return translate(msgid, _language()) if msgid else ""


@register.filter
def choice(item: str) -> str:
    """An item of a statement: a lineage, a class, a form of disclosure, each by its name; ``a/b`` both."""
    return "／".join(words(named(part)) for part in item.split("/"))


@register.filter
def unbroken(text: str) -> SafeString:
    """Running text in which no day is cut at the end of a line; a browser would cut it at its hyphens."""
    return mark_safe(_DAY.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(text)))  # noqa: S308 (escaped)


@register.filter
def column(key: str) -> str:
    """A column of the matrix, or a class of machines, by its name."""
    return said(_COLUMN_NAMES.get(key, key))


@register.filter
def class_name(machine_class: str) -> str:
    return said(CLASS_NAMES[MachineClass(machine_class)])


@register.filter
def role_name(role: str) -> str:
    return said(ROLE_NAMES[Role(role)])


@register.filter
def collector(reader: str) -> str:
    """A reader, ``linux/1``, by what it does; its own name stands behind."""
    return f"{said(COLLECTOR_NAMES.get(reader.partition('/')[0], ''))} {reader}".strip()


@register.filter
def told_short(seen: Observation) -> str:
    """An observation on a chip: when, and who said so or which source."""
    return f"{day(seen.seen_at)}　{told_source(seen)}"


@register.filter
def told_source(seen: Observation) -> str:
    """Who said so, or which source."""
    return seen.by or said(COLLECTOR_NAMES.get(seen.collector.partition("/")[0], "")) or seen.collector


@register.filter
def symbol(standing: int) -> str:
    """The mark's drawing: ok, ng, unk or na."""
    return _SYMBOLS[Standing(standing)]


@register.filter
def standing_words(standing: int) -> str:
    return translate(STANDING_NAMES[Standing(standing)], _language())


@register.filter
def day(moment: Any) -> str:
    """2025-11-20, in Japan."""
    if isinstance(moment, datetime):
        return moment.astimezone(JST).strftime("%Y-%m-%d")
    return moment.isoformat() if isinstance(moment, date) else ""


@register.filter
def minute(moment: datetime | None) -> str:
    """2025-11-20 12:04, in Japan."""
    return moment.astimezone(JST).strftime("%Y-%m-%d %H:%M") if moment else ""


@register.filter
def wareki(moment: date | None) -> str:
    return in_wareki(moment) if moment else ""


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key."""
    return values.get(key)


@register.filter
def is_list(value: Any) -> bool:
    return isinstance(value, list)
