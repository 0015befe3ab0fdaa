"""Bytes of a text file to text: by its mark, by where its NULs lie, then UTF-8, CP932, EUC-JP, each without mercy."""

import unicodedata
from collections.abc import Iterable

from tenken.collectors.model import Unreadable
from tenken.text import _

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_JAPANESE = (("cp932", ("cp932",)), ("euc-jp", ("euc_jp", "euc_jis_2004")))
"""The second of EUC-JP has the circled digits and ㈱ that Windows programs write."""
_SAMPLED = 20_000
_PLAUSIBLE = 0.6
_UNCERTAIN = "\ufffd\x80\xa0\xff"


CHOICES = ("utf-8", "cp932", "euc-jp", "utf-16-le", "utf-16-be")
"""What a person may choose, where the guess is wrong."""


def decode(raw: bytes, encoding: str = "") -> tuple[str, str]:
    """The text, and the encoding that it was in: the one that a person chose, or else a guess. Raises Unreadable."""
    if encoding:
        mark = next((sign for sign, of in _MARKS if of == encoding and raw.startswith(sign)), b"")
        return _text(_chosen(raw.removeprefix(mark), encoding), encoding)
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            return _text(_strict(raw[len(mark) :], marked), marked)
    wide = _utf_16_without_mark(raw)
    if wide:
        return _text(_strict(raw, wide), wide)
    try:
        return _text(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _text(*_japanese(raw))


def _text(text: str, encoding: str) -> tuple[str, str]:
    """A text file has neither NULs nor the signs of a binary one."""
    strange = sum(1 for char in text[:_SAMPLED] if char < " " and char not in "\t\r\n\f\x1a")
    if "\x00" in text or strange > len(text[:_SAMPLED]) // 100:
        raise Unreadable(_("this is no text file; save the list as .xlsx or as CSV"))
    return text.removesuffix("\x1a"), encoding


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("byte {n} is none of {encoding}; the file is cut off or damaged: save it anew"),
            n=error.start,
            encoding=encoding.upper(),
        ) from error


def _chosen(raw: bytes, encoding: str) -> str:
    text = _first(raw, dict(_JAPANESE).get(encoding, (encoding,)))
    return _strict(raw, encoding) if text is None else text


def _utf_16_without_mark(raw: bytes) -> str:
    """In UTF-16 every separator and line end has a NUL on one side, always the same one."""
    sample = raw[:8192]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else ""


def _japanese(raw: bytes) -> tuple[str, str]:
    """CP932 or EUC-JP: whichever decodes and looks like Japanese; the more so of the two."""
    decoded = [(text, name) for name, codecs in _JAPANESE if (text := _first(raw, codecs)) is not None]
    judged = sorted(((plausible(text), name == "cp932", text, name) for text, name in decoded), reverse=True)
    if not judged or judged[0][0] < _PLAUSIBLE:
        raise Unreadable(
            _("the text is in none of UTF-8, Shift_JIS (CP932), EUC-JP, UTF-16; save it as CSV UTF-8 in Excel")
        )
    return judged[0][2], judged[0][3]


def _first(raw: bytes, codecs: Iterable[str]) -> str | None:
    for codec in codecs:
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


def plausible(text: str) -> float:
    """From 0 to 1: how far what is not ASCII looks like Japanese as people write it."""
    signs = [char for char in text[: 50 * _SAMPLED] if char > "\x7f"][:_SAMPLED]
    return sum(map(_weight, signs)) / len(signs) if signs else 1.0


def _weight(char: str) -> float:
    if "\uff61" <= char <= "\uff9f":  # half-width katakana: real, but also what EUC-JP looks like in CP932
        return 0.65
    if char in _UNCERTAIN or unicodedata.category(char) in ("Co", "Cc", "Cn"):
        return -1.0
    if "\u3000" <= char <= "\u30ff" or "\uff01" <= char <= "\uff5e":
        return 1.0
    return _kanji(char) if "\u4e00" <= char <= "\u9fff" else 0.5


def _kanji(char: str) -> float:
    """The 2,965 kanji of everyday stand first in the standard."""
    try:
        return 1.0 if char.encode("euc_jp")[0] <= 0xCF else 0.3
    except UnicodeEncodeError:
        return 0.3
