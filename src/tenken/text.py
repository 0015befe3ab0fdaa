"""Words a person will see: written in English with named blanks, turned into a language at the door."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import ClassVar, Union

LANGUAGES = ("ja", "en")
LOCALE_DIR = Path(__file__).parent / "locale"

Blank = Union[str, int, "Message", tuple["Message | str", ...]]
Blanks = Mapping[str, Blank]


def _(msgid: str) -> str:
    """Mark a text for the catalogue; the text itself comes back unchanged."""
    return msgid


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence and what fills its blanks. A blank may be a message itself, or a list of them."""

    msgid: str
    blanks: Blanks = field(default_factory=dict)

    def __str__(self) -> str:
        return in_words(self, "en")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", LOCALE_DIR, [language], fallback=language == "en")


def translate(msgid: str, language: str) -> str:
    return _catalogue(language).gettext(msgid) if msgid else ""


class Complaint(Exception):
    """Base of all errors that a person can do something about: where, what was found, what to do.

    ``kind`` is ``input`` (what was given is wrong), ``refused`` (it was understood and is not taken) or ``cannot``
    (nothing can be done until the installation is mended).
    """

    kind: ClassVar[str] = "input"

    def __init__(self, reason: Message | str, **blanks: Blank) -> None:
        self.reason = reason if isinstance(reason, Message) else Message(reason, blanks)
        super().__init__(str(self.reason))


def reason_of(error: Exception) -> Blank:
    """What an error says, for the blank of another: in any language where it is ours, in its own words else."""
    return error.reason if isinstance(error, Complaint) else str(error)[:200]


def in_words(message: Message, language: str) -> str:
    """The message in ``ja`` or ``en``. Lists are joined as that language joins them."""
    sentence = translate(message.msgid, language)
    if not message.blanks:
        return sentence
    return sentence.format_map({name: _fill(blank, language) for name, blank in message.blanks.items()})


def _fill(blank: Blank, language: str) -> str:
    if isinstance(blank, Message):
        return in_words(blank, language)
    if isinstance(blank, tuple):
        return ("、" if language == "ja" else ", ").join(_fill(part, language) for part in blank)
    return str(blank)


def shortened(names: tuple[Message | str, ...], most: int = 5) -> tuple[Message | str, ...]:
    """A list for a sentence: the first ``most`` names and how many more there are."""
    if len(names) <= most:
        return names
    return (*names[:most], Message(_("{n} more"), {"n": len(names) - most}))
