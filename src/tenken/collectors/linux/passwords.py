"""Which passwords a Linux machine accepts, by PAM, login.defs and shadow; and the fingerprints of stored ones."""

import re

from tenken.collectors.linux.accounts import accounts_of
from tenken.collectors.linux.answer import Answer, withheld
from tenken.collectors.linux.directories import directories
from tenken.collectors.model import Fingerprint, Withheld
from tenken.facts.passwords import PasswordMark, PasswordMarks, PasswordSetting

_SECOND = re.compile(r"pam_(google_authenticator|oath|u2f|yubico|duo|radius_otp|fido2?|pkcs11|sss_mfa)\.so")
_UNIX_DEFAULT = 6
"""pam_unix(8): minlen of the obscure checks where nothing is set."""
_QUALITY_DEFAULT = 8
"""pwquality.conf(5): minlen where nothing is set."""
_DEMANDED = re.compile(r": -?auth\s+(required|requisite|\[[^\]]*default=(bad|die)[^\]]*\])\s")
"""pam.conf(5): after ``[success=1 default=ignore]`` another module may be enough."""
_MARKS = re.compile(rb"^== password-marks\n(?: .*(?:\n|\Z))*", re.MULTILINE)
_MARK = re.compile(rb"^ (\S+) (?!fp:)(.+)$", re.MULTILINE)
_PAM = re.compile(rb"^== pam\n(?: .*(?:\n|\Z))*", re.MULTILINE)
_OPTION = re.compile(rb"(?i)([\w-]*(?:pass|secret|key|pin)[\w-]*=)(?!fp:)(\S+)")
"""pam_mysql(8), pam_yubico(8) and others take a password or a key as an option of their line."""


def password_setting(answer: Answer) -> PasswordSetting | Withheld:
    accounts = accounts_of(answer)
    if isinstance(accounts, Withheld):
        return Withheld(PasswordSetting, accounts.why)
    if missing := withheld(PasswordSetting, answer["pam"]):
        return missing
    usable = [a for a in accounts if a.login_shell and a.password in ("set", "empty")]
    length, mixed = _demanded(answer)
    return PasswordSetting(
        min_length=length,
        mixed=mixed,
        second_factor=_asks_second_factor(answer),
        max_days=tuple((a.name, a.max_days) for a in usable if a.password == "set"),
        empty=tuple(a.name for a in usable if a.password == "empty"),
        directories=directories(answer),
    )


def _demanded(answer: Answer) -> tuple[int, bool]:
    """Shortest length, and whether letters, digits and symbols are each demanded."""
    stack = [line for line in answer["pam"].lines if re.search(r": -?password\s", line)]
    quality = [line for line in stack if "pam_pwquality.so" in line and re.search(r"requisite|required", line)]
    options = _quality_options(answer) | _options(quality[0]) if quality else {}
    # pam_pwquality(8): with enforcing=0 it warns and takes any password.
    if quality and options.get("enforcing") != "0":
        credits = {name: int(options.get(name, "0")) for name in ("lcredit", "ucredit", "dcredit", "ocredit")}
        letters = credits["lcredit"] < 0 or credits["ucredit"] < 0
        mixed = (letters and credits["dcredit"] < 0 and credits["ocredit"] < 0) or int(
            options.get("minclass", "0")
        ) >= 4
        bonus = sum(credit for credit in credits.values() if credit > 0)
        return max(int(options.get("minlen", _QUALITY_DEFAULT)) - bonus, 0), mixed
    unix = next((line for line in stack if "pam_unix.so" in line), "")
    options = _options(unix)
    default = _UNIX_DEFAULT if "obscure" in unix.split() else 0
    return int(options.get("minlen", default)), False


def _options(line: str) -> dict[str, str]:
    return {k: v for k, v in (word.split("=", 1) for word in line.split() if "=" in word) if re.fullmatch(r"-?\d+", v)}


def _quality_options(answer: Answer) -> dict[str, str]:
    """pwquality.conf(5): ``minlen = 14``, also without the sign of equality; the rest after # is a comment."""
    words = (line.partition(": ")[2].partition("#")[0].strip() for line in answer["quality"].lines)
    found = (re.fullmatch(r"(\w+)\s*=?\s*(-?\d+)", line) for line in words)
    return {match[1].lower(): match[2] for match in found if match}


def _asks_second_factor(answer: Answer) -> bool:
    """Asked in the common stack, or in those of console and ssh alike (Red Hat: system-auth and password-auth)."""
    asking = {
        line.partition(": ")[0].rpartition("/")[2]
        for line in answer["pam"].lines
        if _DEMANDED.search(line) and _SECOND.search(line) and "nullok" not in line
    }
    at_the_console, by_ssh = asking & {"login", "system-auth"}, asking & {"sshd", "password-auth"}
    return "common-auth" in asking or bool(at_the_console and by_ssh)


def password_marks(answer: Answer) -> PasswordMarks | Withheld:
    section = answer["password-marks"]
    if missing := withheld(PasswordMarks, section):
        return missing
    pairs = (line.partition(" ") for line in section.lines)
    return PasswordMarks(tuple(PasswordMark(name, mark) for name, _blank, mark in pairs))


def mask(raw: bytes, fingerprint: Fingerprint) -> bytes:
    """Digests of stored passwords, and secrets in PAM's lines, become fingerprints that only this facility can make."""

    def masked(secret: re.Pattern[bytes], before: bytes, section: bytes) -> bytes:
        return secret.sub(lambda m: before % m[1] + fingerprint(m[2]).encode(), section)

    without_marks = _MARKS.sub(lambda m: masked(_MARK, b" %s ", m[0]), raw)
    return _PAM.sub(lambda m: masked(_OPTION, b"%s", m[0]), without_marks)
