"""What every verb of the command line shares: who runs, in which language, and how results are printed."""

import json
import os
import sys
import unicodedata
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tenken.dates import JST, DateError, end_of, read_day
from tenken.facts.model import Fact
from tenken.text import Blank, Complaint, Message, _, in_words, translate

DONE, NO, USAGE, CANNOT, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes: done · the answer is no (refused, not whole, failed) · wrong call or input · cannot work here · stopped
with Ctrl+C."""

ARGPARSE = (
    _("usage: "),
    _("options"),
    _("positional arguments"),
    _("show this help message and exit"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("invalid %(type)s value: %(value)r"),
    _("ambiguous option: %(option)s could match %(matches)s"),
    _("expected one argument"),
    _("%(prog)s: error: %(message)s\n"),
    _("argument %(argument_name)s: %(message)s"),
)
"""Words that Python's own parser looks up in our catalogue."""


class UsageError(Complaint):
    """The call does not fit the verb; the message says what it wants."""


@dataclass(frozen=True)
class Call:
    """One call of the program: its data directory, its language, and the clock read once."""

    data: Path
    language: str
    now: datetime

    def say(self, msgid: str, **blanks: Blank) -> str:
        return in_words(Message(msgid, blanks), self.language)

    def words(self, message: Message | None) -> str:
        return in_words(message, self.language) if message else ""

    def print(self, msgid: str, **blanks: Blank) -> None:
        print(self.say(msgid, **blanks))

    def progress(self, msgid: str, **blanks: Blank) -> None:
        """A line for the person who waits; programs read the other stream."""
        print(self.say(msgid, **blanks), file=sys.stderr, flush=True)


def new_call(data: Path, language: str) -> Call:
    return Call(data, language, datetime.now(UTC))


def option_json(parser: ArgumentParser, language: str) -> None:
    parser.add_argument("--json", action="store_true", help=translate(_("print JSON for programs"), language))


def print_json(value: Any) -> None:
    """One document. Where the stream is not UTF-8, other signs than ASCII are written as JSON's own escapes."""
    in_ascii = bool(sys.stdout) and sys.stdout.encoding.lower() != "utf-8"
    print(json.dumps(value, ensure_ascii=in_ascii, indent=1))


def day_of(text: str, option: str) -> date:
    try:
        return read_day(text)
    except DateError as error:
        raise UsageError(_("{option}: {why}"), option=option, why=error.reason) from error


def moment_of(text: str, option: str) -> datetime:
    """A day stands for its end; a moment (2025-11-20T09:00) for itself, in Japan's time where it names no other."""
    if "T" in text:
        with suppress(ValueError):
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo else moment.replace(tzinfo=JST)
    return end_of(day_of(text, option))


def port_of(text: str, option: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 65535):
        raise UsageError(_("{option}: “{text}” is no port number"), option=option, text=text)
    return int(text)


def file_at(text: str) -> Path:
    """A path to read from. Raises UsageError where no file is there."""
    path = Path(text)
    if path.is_dir():
        raise UsageError(_("{file} is a folder; name a file"), file=text)
    if not path.is_file():
        raise UsageError(_("there is no file {file}"), file=text)
    return path


def content_of(path: Path, most_megabytes: int) -> bytes:
    """A file's bytes. Raises UsageError for one that is not there or too large."""
    file_at(str(path))
    if path.stat().st_size > most_megabytes * 1024 * 1024:
        raise UsageError(_("{file} is larger than {n} MB"), file=str(path), n=most_megabytes)
    return path.read_bytes()


def new_file(text: str, *, replace: bool | None = None) -> Path:
    """A path to write to. ``replace`` is what --force says; None where a verb never replaces. Raises UsageError."""
    path = Path(text)
    if path.is_dir():
        raise UsageError(_("{file} is a folder; name a file"), file=text)
    if path.exists() and replace is None:
        raise UsageError(_("{file} is there already; name another"), file=text)
    if path.exists() and not replace:
        raise UsageError(_("{file} is there already; name another, or say --force"), file=text)
    if not path.absolute().parent.is_dir():
        raise UsageError(_("there is no folder {folder}"), folder=str(path.absolute().parent))
    return path


def write_whole(path: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def cite(fact: Fact[Any]) -> Mapping[str, Any]:
    """A fact as programs see it."""
    return {"fact": fact.id, "observation": fact.seen_in, "kind": fact.says.kind, "item": fact.says.item,
            "seen_at": fact.seen_at.isoformat()}  # fmt: skip


def width(text: str) -> int:
    """Columns on a terminal: a Japanese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Columns in line, whatever the script; the last one is left as long as it is."""
    table = [list(row) for row in rows]
    if not table:
        return
    widths = [max(width(row[i]) for row in table) for i in range(len(table[0]) - 1)]
    for row in table:
        cells = [cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=False)]
        print("  ".join([*cells, row[-1]]).rstrip())
