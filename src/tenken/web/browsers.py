"""Sessions as a person tells them apart: the browser and the system in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tenken.ledger.accounts import Signed
from tenken.text import Message, _

_BROWSERS = (("Edg", "Microsoft Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Google Chrome"),
             ("Safari/", "Safari"), ("curl/", "curl"))  # fmt: skip
_SYSTEMS = (("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
            ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"))  # fmt: skip
"""What stands in a browser's word on itself, the telling ones first: Edge calls itself Chrome and Safari too."""


@dataclass(frozen=True)
class Seen:
    session: Signed
    browser: Message
    here: bool
    """Whether it is the one from which is being looked."""


def sessions_in_words(sessions: Iterable[Signed], own_key: str) -> Sequence[Seen]:
    return [Seen(one, browser_of(one.browser), one.key == own_key) for one in sessions]


def browser_of(agent: str) -> Message:
    """The browser says it itself; nothing rests on it."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    if browser and system:
        return Message(_("{browser} on {system}"), {"browser": browser, "system": system})
    return Message(browser or system or _("unknown browser"))
