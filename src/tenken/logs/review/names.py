"""Names and addresses of persons, so that equal ones are known as equal though neither is kept: keyed hashes."""

import hashlib
import hmac
import re
import unicodedata

from tenken.logs.model import identifier

_VARIANTS = str.maketrans(
    "髙﨑邊邉齊齋斎濵濱澤廣櫻冨嶋嶌眞髮德惠國龍桒曻塚", "高崎辺辺斉斉斉浜浜沢広桜富島島真髪徳恵国竜桑昇塚"
)
"""Shapes of one character that registers mix in the name of one family."""
_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_COUNTED = re.compile(
    r"[〇一二三四五六七八九]+(?=丁目|番|号|条)|(?:(?<=丁目)|(?<=番地)|(?<=番))[〇一二三四五六七八九]+"
)
_TEN = re.compile(r"([二三四五六七八九]?)十([一二三四五六七八九]?)(?=丁目|番|号|条)")
_PARTS = re.compile(r"丁目|番地の?|番(?!町)|号(?!室)|[‐‑‒–—―−ー]|の(?=\d)")
_OCTETS = 10


class Hashes:
    """``key`` stays apart from where the hashes are kept: without it none can be tried out on a list of names."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def family(self, name: str, alone: str = "") -> str:
        """Of the whole name, or of the family name where a list has it ``alone``."""
        return self._of("family", family_name(f"{alone} -") if alone.strip() else family_name(name))

    def address(self, address: str) -> str:
        return self._of("address", plain_address(address))

    def patient(self, number: str) -> str:
        """By which the ledger knows a patient whose number it does not keep."""
        return self._of("patient", number)

    def mark(self, text: str) -> str:
        """What papers and the record of operations call a patient, or a word that may be a name."""
        return self.patient(identifier(plain(text)))[:8]

    def _of(self, what: str, text: str) -> str:
        if not text:
            return ""
        return hmac.new(self._key, f"{what}\0{text}".encode(), hashlib.sha256).hexdigest()[: 2 * _OCTETS]


def plain(text: str) -> str:
    """In one width, as events are."""
    return unicodedata.normalize("NFKC", text)


def family_name(name: str) -> str:
    """What stands before the space. A name without one tells no family name: 森田一 is 森 田一 or 森田 一."""
    parts = plain(name).split()
    return parts[0].translate(_VARIANTS).casefold() if len(parts) > 1 else ""


def plain_address(address: str) -> str:
    """みどり町一丁目２番３号, みどり町1-2-3 and ミドリ町１丁目２ー３ without its spaces differ in nothing but kana."""
    text = "".join(plain(address).split()).translate(_VARIANTS)
    text = _TEN.sub(lambda found: f"{found[1] or '一'}{found[2] or '〇'}", text)
    text = _COUNTED.sub(lambda found: found[0].translate(_DIGITS), text)
    return re.sub(r"-+", "-", _PARTS.sub("-", text)).strip("-").casefold()
