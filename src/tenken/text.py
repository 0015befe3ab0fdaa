"""Words a person will see: written in English with named blanks, turned into a language at the door."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Union

LANGUAGES = ("ja", "en")
LOCALE_DIR = Path(__file__).parent / "locale"

Blank = Union[str, int, "Message", tuple["Message | str", ...]]


def _(msgid: str) -> str:
    """Mark a text for the catalogue; the text itself comes back unchanged."""
    return msgid


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and what fills its blanks. A blank may be a message itself, or a list of them."""

    msgid: str
    blanks: Mapping[str, Blank] = field(default_factory=dict)

    def __str__(self) -> str:
        return in_words(self, "en")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", LOCALE_DIR, [language], fallback=language == "en")


def translate(msgid: str, language: str) -> str:
    return _catalogue(language).gettext(msgid) if msgid else ""


def in_words(message: Message, language: str) -> str:
    """The message in ``ja`` or ``en``. Lists are joined as that language joins them."""
    words = {name: _fill(blank, language) for name, blank in message.blanks.items()}
    return translate(message.msgid, language).format_map(words)


def _fill(blank: Blank, language: str) -> str:
    if isinstance(blank, Message):
        return in_words(blank, language)
    if isinstance(blank, tuple):
        return ("、" if language == "ja" else ", ").join(_fill(part, language) for part in blank)
    return str(blank)


def shortened(names: tuple[str, ...], most: int = 5) -> tuple[Message | str, ...]:
    """A list for a sentence: the first ``most`` names and how many more there are."""
    if len(names) <= most:
        return names
    return (*names[:most], Message(_("{n} more"), {"n": len(names) - most}))
