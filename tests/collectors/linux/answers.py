"""A recorded machine with sections exchanged, and what its answer then says."""

from functools import reduce

from tenken.collectors.linux.read import read
from tenken.collectors.model import Withheld
from tenken.facts.model import S, Statement
from tests import samples

RECORDED = samples.machine("ehr-srv01", 1)
"""Debian 12 as root, as if on a virtual machine of its own."""


def machine(base: bytes = RECORDED, /, **sections: str | int) -> bytes:
    """Sections by name (``apt_index`` is apt-index): their lines, or the number that they ended with."""
    return reduce(lambda raw, named: _exchanged(raw, *named), sections.items(), base)


def _exchanged(raw: bytes, name: str, body: str | int) -> bytes:
    lines, status = ("", body) if isinstance(body, int) else (body, 0)
    return samples.section(raw, name.replace("_", "-"), lines, status)


def says(kind: type[S], raw: bytes) -> S:
    """The statement of this kind."""
    return next(claim.says for claim in read(raw) if isinstance(claim.says, kind))


def why_not(kind: type[Statement], raw: bytes) -> str:
    """Why this kind was withheld."""
    held = [claim.says for claim in read(raw) if isinstance(claim.says, Withheld)]
    return next(str(one.why) for one in held if one.kind is kind)
