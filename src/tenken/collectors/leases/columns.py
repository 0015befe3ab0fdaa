"""Lists with a heading whose columns are called by the names of properties, which no language changes."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from tenken.collectors.model import Unreadable
from tenken.text import _

_SEPARATORS = ",;\t"


def heading(text: str) -> frozenset[str]:
    """The names of the columns, in small letters. PowerShell may write what the objects are on a line above."""
    return frozenset(_names(*_first_line(text)))


def records(text: str) -> Iterator[Mapping[str, str]]:
    """The rows by the names of their columns. Raises Unreadable."""
    if text[-1:] not in ("\n", '"'):
        raise Unreadable(_("the last line has no end; the file is cut off: export it anew"))
    line, separator = _first_line(text)
    names, begin = _names(line, separator), text.index(line)
    above, body = text.count("\n", 0, begin), text[begin + len(line) :]
    reader = csv.reader(StringIO(body, newline=""), delimiter=separator, strict=True)
    try:
        for cells in filter(None, reader):
            if len(cells) != len(names):
                blanks = {"n": above + reader.line_num, "cells": len(cells), "names": len(names)}
                raise Unreadable(
                    _("line {n} has {cells} cells, the heading has {names}; the file is cut off: export it anew"),
                    **blanks,
                )
            yield dict(zip(names, cells, strict=True))
    except csv.Error as error:
        raise Unreadable(
            _("line {n}: quotes are not closed, or the file is cut off ({why}); save it anew"),
            n=above + reader.line_num,
            why=str(error),
        ) from error


def _names(line: str, separator: str) -> list[str]:
    return [name.strip().strip('"').lower() for name in line.split(separator)]


def _first_line(text: str) -> tuple[str, str]:
    """The heading, and what separates its names."""
    lines = (line for line in text[:20_000].split("\n") if line.strip() and not line.startswith("#TYPE "))
    line = next(lines, "")
    return line, max(_SEPARATORS, key=line.count)
