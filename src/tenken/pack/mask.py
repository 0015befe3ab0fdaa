"""Hide addresses, host names and accounts: the same one by the same stand-in everywhere in the pack."""

import ipaddress
import re
from collections.abc import Mapping

from tenken.pack.model import Masking

# A full stop or a colon after an address may end a clause; before a further digit it makes it something else.
_V4 = re.compile(r"(?<!\d)(?<!\d\.)(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)")
_V6 = re.compile(
    r"(?<![0-9A-Fa-f:.])(?=[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:)"
    r"[0-9A-Fa-f:]{1,38}(?:[0-9A-Fa-f]|(?<!:)::)(?![0-9A-Fa-f]|:[0-9A-Fa-f:\[]|\.\d)"
)
_MAC = re.compile(r"(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}(?![0-9A-Fa-f:-])")


class Masker:
    """Stateful within one pack, so that stand-ins are numbered in the order of appearance: same pack, same numbers."""

    def __init__(self, level: Masking, words: Mapping[str, str]) -> None:
        self.level = level
        self._numbers: dict[str, dict[str, str]] = {"MAC": {}, "IP": {}}
        self._words = {word.lower(): stand_in for word, stand_in in words.items() if word}
        longest_first = sorted(map(re.escape, self._words), key=len, reverse=True)
        # No \w: Japanese puts no blank around a name, so 「ehr-srv01は」 is the name and は.
        bounded = "(?<![A-Za-z0-9_.-])(?:" + "|".join(longest_first) + ")(?![A-Za-z0-9_-])"
        self._pattern = re.compile(bounded, re.IGNORECASE) if longest_first else None

    def text(self, text: str) -> str:
        if self.level >= Masking.ADDRESSES:
            text = _MAC.sub(lambda m: self._stand_in("MAC", m[0].lower().replace("-", ":")), text)
            text = _V4.sub(self._address, text)
            text = _V6.sub(self._address, text)
        if self._pattern:
            text = self._pattern.sub(lambda m: self._words.get(m[0].lower(), m[0]), text)
        return text

    def content(self, raw: bytes) -> bytes:
        """Machines' answers are text, so they can be masked line by line."""
        if self.level is Masking.NOTHING:
            return raw
        return self.text(raw.decode("utf-8", "backslashreplace")).encode()

    def _address(self, match: re.Match[str]) -> str:
        try:
            address = ipaddress.ip_address(match[0])
        except ValueError:
            return match[0]
        names_no_machine = address.is_loopback or address.is_unspecified
        return match[0] if names_no_machine else self._stand_in("IP", str(address))

    def _stand_in(self, kind: str, value: str) -> str:
        known = self._numbers[kind]
        return known.setdefault(value, f"[{kind}-{len(known) + 1:03}]")


def words_to_hide(level: Masking, hosts: tuple[str, ...], accounts: tuple[str, ...]) -> dict[str, str]:
    """Host names and accounts, in small letters, with their stand-ins, numbered in alphabetical order."""
    words: dict[str, str] = {}
    if level >= Masking.HOSTS:
        words |= _numbered("機器", hosts)
    if level >= Masking.ACCOUNTS:
        words |= _numbered("利用者", accounts)
    return words


def _numbered(kind: str, names: tuple[str, ...]) -> dict[str, str]:
    small = sorted({name.lower() for name in names})
    return {name: f"[{kind}-{number:03}]" for number, name in enumerate(small, 1)}
