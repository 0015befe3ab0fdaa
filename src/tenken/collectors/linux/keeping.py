"""How a Linux machine keeps its logs and its time, and whether it takes USB storage."""

import re
from collections.abc import Iterator

from tenken.collectors.linux.answer import Answer, withheld
from tenken.collectors.linux.system import is_container
from tenken.collectors.model import Withheld
from tenken.facts.logs import LogKeeping, TimeSync
from tenken.facts.media import RemovableMedia
from tenken.facts.model import Statement
from tenken.text import Message, _

_DAYS = {"daily": 1, "weekly": 7, "monthly": 30, "yearly": 365}
_UNITS = {
    **dict.fromkeys(("", "s", "sec", "second", "seconds"), 1),
    **dict.fromkeys(("m", "min", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hour", "hours"), 3600),
    **dict.fromkeys(("d", "day", "days"), 86_400),
    **dict.fromkeys(("w", "week", "weeks"), 604_800),
    **dict.fromkeys(("M", "month", "months"), 2_629_800),
    **dict.fromkeys(("y", "year", "years"), 31_557_600),
}
"""systemd.time(7)."""
_FORWARD = re.compile(
    r'@{1,2}(?:\([\w,]+\))?(?:\[([^\]\s]+)\]|([A-Za-z0-9][A-Za-z0-9._-]*))|\btarget="\[?([^"\]]+)', re.IGNORECASE
)
"""rsyslog.conf(5): ``@host`` by UDP, ``@@host`` by TCP, options in ( ), an IPv6 address in [ ]; or an action omfwd."""
_BLOCKED = re.compile(r"(install\s+usb[-_]storage\s+/(usr/)?bin/(true|false)|blacklist\s+usb[-_]storage)(\s|$)")
"""modprobe.d(5)."""


def _of_the_host(kind: type[Statement], answer: Answer) -> Withheld | None:
    if is_container(answer):
        return Withheld(kind, Message(_("this is a container; its host decides it")))
    return None


def time_sync(answer: Answer) -> TimeSync | Withheld:
    section = answer["clock"]
    if missing := _of_the_host(TimeSync, answer) or withheld(TimeSync, section):
        return missing
    daemons = section.all("daemon")
    flags = dict(line.split("=", 1) for line in section.lines if line.startswith("NTP"))
    state: bool | None = None
    if section.all("chrony"):
        state = section.all("chrony")[0] != "Not synchronised"
    elif "NTPSynchronized" in flags:
        state = flags["NTPSynchronized"] == "yes"
    elif not daemons:
        state = False
    sources = tuple(line.partition(": ")[2] for line in section.lines if line.startswith("/"))
    return TimeSync(daemons[0] if daemons else "", state, sources)


def log_keeping(answer: Answer) -> LogKeeping | Withheld:
    journal, syslog = answer["journal"], answer["syslog"]
    if missing := withheld(LogKeeping, syslog):
        return missing
    by_syslog = bool(syslog.all("daemon")) and any(_takes_log_ins(words) for words in _selectors(answer))
    journal_on_disk = journal.seen and _journal_persists(answer)
    kept = [_rotated_days(answer)] if by_syslog else []
    kept += [_journal_days(answer)] if journal_on_disk else []
    return LogKeeping(
        records_logins=by_syslog or (journal.seen and _journal_setting(answer, "Storage") != "none"),
        persistent=by_syslog or journal_on_disk,
        kept_days=None if None in kept else max((days for days in kept if days is not None), default=None),
        forwarded_to=_forwarded(answer),
        open_to=tuple(line.split()[0] for line in answer["log-files"].lines if _others_may_write(line)),
    )


def _selectors(answer: Answer) -> list[str]:
    """The lines of the syslog daemon's files, without comments."""
    words = (line.partition(": ")[2] for line in answer["syslog"].lines if line.startswith("/"))
    return [line for line in words if not line.startswith("#")]


def _takes_log_ins(words: str) -> bool:
    """Whether a line writes log-ins to a file. ``*.*;auth,authpriv.none`` takes all but them."""
    excluded = re.search(r"\bauth(priv)?(,\w+)*\.none", words)
    return "@" not in words and not excluded and bool(re.search(r"auth|\*\.", words))


def _forwarded(answer: Answer) -> tuple[str, ...]:
    found = [_FORWARD.search(line) for line in _selectors(answer)]
    return tuple(sorted({match[1] or match[2] or match[3] for match in found if match}))


def _journal_persists(answer: Answer) -> bool:
    storage = _journal_setting(answer, "Storage") or "auto"
    return storage == "persistent" or (storage == "auto" and "directory yes" in answer["journal"].lines)


def _journal_setting(answer: Answer, name: str) -> str:
    values = [line.partition(f"{name}=")[2] for line in answer["journal"].lines if f" {name}=" in line]
    return values[-1].strip() if values else ""


def _journal_days(answer: Answer) -> int | None:
    """None where journald keeps by size only, which is its default."""
    span = _journal_setting(answer, "MaxRetentionSec")
    parts = re.findall(r"(\d+)\s*([A-Za-z]*)", span)
    known = all(unit in _UNITS for _number, unit in parts)
    if not known or not re.fullmatch(r"[\dA-Za-z\s]+", span):
        return None
    seconds = sum(int(number) * _UNITS[unit] for number, unit in parts)
    return seconds // 86_400 if seconds else None


def _rotated_days(answer: Answer) -> int | None:
    """What logrotate promises for the file of log-ins: how often times how many; maxage caps it.

    None where it sets no limit in time: no logrotate at all, rotation by size, or ``rotate -1``.
    """
    rules = [words.split() for words in _rotation_of_log_ins(answer)]
    often = [_DAYS.get(rule[0]) for rule in rules if rule[0] in (*_DAYS, "size")] or [_DAYS["weekly"]]
    many, oldest = _last_number(rules, "rotate", 4), _last_number(rules, "maxage", 0)
    if often[-1] is None or not answer["rotation"].seen:
        return None
    if many < 0:
        return oldest or None
    return min(often[-1] * many, oldest) if oldest else often[-1] * many


def _rotation_of_log_ins(answer: Answer) -> Iterator[str]:
    """Neither the lines for wtmp and btmp, nor those of a block inside logrotate.conf, which is for them as well."""
    inside = False
    for line in answer["rotation"].lines:
        file, _colon, words = line.partition(": ")
        if file.endswith("logrotate.conf"):
            inside = (inside or "/var/log" in words) and "}" not in words
        if words.strip() and not inside and not file.endswith(("wtmp", "btmp")):
            yield words


def _last_number(rules: list[list[str]], name: str, default: int) -> int:
    found = [int(rule[1]) for rule in rules if rule[0] == name and re.fullmatch(r"-?\d+", "".join(rule[1:2]))]
    return found[-1] if found else default


def _others_may_write(line: str) -> bool:
    parts = line.split()
    return len(parts) > 1 and parts[1].isdigit() and bool(int(parts[1][-1]) & 2)


def removable_media(answer: Answer) -> RemovableMedia | Withheld:
    section = answer["usb"]
    if missing := _of_the_host(RemovableMedia, answer):
        return missing
    driver = section.values().get("driver", "unseen")
    how = _restriction(section.lines, driver) or (_("the lack of a driver in the kernel") if driver == "none" else "")
    if not how and driver == "unseen":
        return Withheld(RemovableMedia, Message(_("whether the kernel has a driver for USB storage was not seen")))
    return RemovableMedia(bool(how), how)


def _restriction(lines: tuple[str, ...], driver: str) -> str:
    """What keeps USB storage out. A driver built into the kernel is never loaded, so modprobe cannot refuse it."""
    guarded, loaded = "daemon usbguard-daemon" in lines, driver != "builtin"
    for line in lines:
        file, _colon, words = line.partition(": ")
        if guarded and re.search(r"ImplicitPolicyTarget\s*=\s*(block|reject)", words):
            return f"USBGuard ({file})"
        if loaded and _BLOCKED.match(words):
            return f"{file}: {words}"
    return ""
