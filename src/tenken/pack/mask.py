"""Hide addresses, host names and accounts: the same one by the same stand-in everywhere in the pack."""

import ipaddress
import re
from collections.abc import Mapping

from tenken.pack.model import Masking

_V4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_V6 = re.compile(r"(?<![0-9A-Fa-f:.])(?=[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:)[0-9A-Fa-f:]{3,39}(?![0-9A-Fa-f:])")
_MAC = re.compile(r"(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![0-9A-Fa-f:-])")
_UNTOLD = {"0.0.0.0", "127.0.0.1", "::", "::1"}  # noqa: S104 (these name no machine)


class Masker:
    """Stateful within one pack, so that stand-ins are numbered in the order of appearance: same pack, same numbers."""

    def __init__(self, level: Masking, words: Mapping[str, str]) -> None:
        self.level = level
        self._numbers: dict[str, str] = {}
        self._words = {word: stand_in for word, stand_in in words.items() if word}
        longest_first = sorted(map(re.escape, self._words), key=len, reverse=True)
        self._pattern = (
            re.compile(r"(?<![\w.-])(?:" + "|".join(longest_first) + r")(?![\w-])") if longest_first else None
        )

    def text(self, text: str) -> str:
        if self.level >= Masking.ADDRESSES:
            text = _MAC.sub(lambda m: self._stand_in("MAC", m[0].lower()), text)
            text = _V4.sub(self._address, text)
            text = _V6.sub(self._address, text)
        if self._pattern:
            text = self._pattern.sub(lambda m: self._words[m[0]], text)
        return text

    def content(self, raw: bytes) -> bytes:
        """Machines' answers are text, so they can be masked line by line."""
        if self.level is Masking.NOTHING:
            return raw
        return self.text(raw.decode("utf-8", "backslashreplace")).encode()

    def _address(self, match: re.Match[str]) -> str:
        try:
            address = str(ipaddress.ip_address(match[0]))
        except ValueError:
            return match[0]
        return match[0] if address in _UNTOLD else self._stand_in("IP", address)

    def _stand_in(self, kind: str, value: str) -> str:
        numbered = sum(stand_in.startswith(f"[{kind}") for stand_in in self._numbers.values()) + 1
        return self._numbers.setdefault(f"{kind} {value}", f"[{kind}-{numbered:03}]")


def words_to_hide(level: Masking, hosts: tuple[str, ...], accounts: tuple[str, ...]) -> dict[str, str]:
    """Host names and accounts with their stand-ins, numbered in alphabetical order."""
    words: dict[str, str] = {}
    if level >= Masking.HOSTS:
        words |= {name: f"[機器-{number:03}]" for number, name in enumerate(sorted(set(hosts)), 1)}
    if level >= Masking.ACCOUNTS:
        words |= {name: f"[利用者-{number:03}]" for number, name in enumerate(sorted(set(accounts)), 1)}
    return words
