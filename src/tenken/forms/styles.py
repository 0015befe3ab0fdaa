"""Which cells of a workbook are formatted as dates: there a date is written as a number, elsewhere as text."""

import re

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
"""ECMA-376 part 1, 18.8.30: numbers of the built-in date formats, those of Japanese era dates among them."""
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def date_styles(styles: etree._Element) -> frozenset[int]:
    """Indexes of the cell formats that show a date."""
    custom = {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in styles.iter(f"{_MAIN}numFmt")}
    formats = styles.find(f"{_MAIN}cellXfs")
    numbers = [int(xf.get("numFmtId", "0")) for xf in formats] if formats is not None else []
    return frozenset(i for i, n in enumerate(numbers) if n in _BUILT_IN or _is_date(custom.get(n, "")))


def _is_date(code: str) -> bool:
    """Whether a format code names days or years, leaving out its literal words and conditions."""
    return bool(re.search(r"[dyge]", _LITERAL.sub("", code), re.IGNORECASE)) and "General" not in code
