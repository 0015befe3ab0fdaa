"""Which ports a scan asked: ``1,3-4,20-25`` of nmap to ``tcp/1`` and so on, spelled out while the list is short."""

import re
from collections.abc import Iterable, Iterator

from tenken.collectors.model import Unreadable
from tenken.text import _

SPELLED_OUT = 100
"""Up to so many ports each has its own entry; in a longer list neighbours stand together, as in ``tcp/1-1000``."""
MOST_ENTRIES = 5_000
HIGHEST = 65_535
_RANGE = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")


def asked_ports(protocol: str, services: str) -> tuple[str, ...]:
    """Raises Unreadable."""
    ranges = list(_joined(sorted(map(_range, filter(None, services.split(","))))))
    if sum(last - first + 1 for first, last in ranges) <= SPELLED_OUT:
        return tuple(f"{protocol}/{port}" for first, last in ranges for port in range(first, last + 1))
    if len(ranges) > MOST_ENTRIES:
        raise Unreadable(
            _("the scan asked {n} separate ranges of ports; at most {most} are read"), n=len(ranges), most=MOST_ENTRIES
        )
    return tuple(f"{protocol}/{first}" + (f"-{last}" if last > first else "") for first, last in ranges)


def port_number(text: str) -> int:
    """Raises Unreadable."""
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > HIGHEST:
        raise Unreadable(_("“{found}” is no number of a port; the file was not written by nmap"), found=text[:40])
    return int(text)


def _range(text: str) -> tuple[int, int]:
    match = _RANGE.fullmatch(text)
    if not match:
        raise Unreadable(_("“{found}” is no range of ports; the file was not written by nmap"), found=text[:40])
    first = port_number(match[1])
    return first, max(first, port_number(match[2] or match[1]))


def _joined(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted ranges, with those that touch or overlap put together."""
    open_first, open_last = -1, -2
    for first, last in ranges:
        if first > open_last + 1:
            if open_first >= 0:
                yield open_first, open_last
            open_first = first
        open_last = max(open_last, last)
    if open_first >= 0:
        yield open_first, open_last
