"""The answer of collect.sh: sections of indented lines, each with how it ended, and a count at the end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tenken.collectors.model import Unreadable, Withheld
from tenken.facts.model import Statement
from tenken.text import Message, _

SCRIPT = Path(__file__).with_name("collect.sh")
MAX_BYTES = 32 * 1024 * 1024

SEEN, ABSENT, NO_PROGRAM, NOT_ALLOWED = 0, 66, 69, 77
_WHY = {
    ABSENT: _("the file that says so does not exist on the machine"),
    NO_PROGRAM: _("the machine has no program that says so"),
    NOT_ALLOWED: _("the account may not look there; the script must run as root"),
}
_CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Section:
    lines: tuple[str, ...]
    status: int

    @property
    def seen(self) -> bool:
        return self.status == SEEN

    def values(self) -> dict[str, str]:
        """Lines of ``key value``; the first of a key counts."""
        pairs = (line.partition(" ") for line in self.lines)
        found: dict[str, str] = {}
        for key, _blank, value in pairs:
            found.setdefault(key, value.strip())
        return found

    def all(self, key: str) -> tuple[str, ...]:
        """The rest of every line that begins with this word."""
        return tuple(line[len(key) + 1 :].strip() for line in self.lines if line.startswith(f"{key} "))


Answer = Mapping[str, Section]


def parse_answer(raw: bytes) -> Answer:
    """The sections by name. Unreadable unless the answer is whole to its last line."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("the answer is larger than {n} MB"), n=MAX_BYTES // 1024 // 1024)
    sections: dict[str, Section] = {}
    name, lines, ended = "", list[str](), ""
    for line in raw.decode("utf-8", errors="backslashreplace").split("\n"):
        if line.startswith("== end "):
            ended = line
        elif line.startswith("== "):
            name, lines = line[3:], []
        elif line.startswith("-- "):
            # A second part of the name could take the place of one that we wrote ourselves.
            if name in sections:
                raise Unreadable(_("the answer has the part “{name}” twice"), name=name[:60])
            sections[name] = Section(tuple(lines), _status(line))
        elif line.startswith(" "):
            lines.append(line[1:])
        elif line:
            raise Unreadable(_("the answer has a line that the script does not write: {line}"), line=line[:60])
    count = sum(section != _CONTACT for section in sections)
    if ended != f"== end {count}":
        raise Unreadable(_("the answer was cut off after {n} parts"), n=count)
    return sections


def _status(line: str) -> int:
    if not re.fullmatch(r"-- [0-9]{1,3}", line):
        raise Unreadable(_("the answer has a line that the script does not write: {line}"), line=line[:60])
    return int(line[3:])


def withheld(kind: type[Statement], *sections: Section) -> Withheld | None:
    """Why a kind could not be seen, where one of the sections it rests on was not."""
    for section in sections:
        if not section.seen:
            unknown = Message(_("the program that says so ended with error {n}"), {"n": section.status})
            return Withheld(kind, Message(_WHY[section.status]) if section.status in _WHY else unknown)
    return None
