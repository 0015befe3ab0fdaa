"""Agents of asset management that run with all rights on every PC, in versions whose holes are used in attacks.

SKYSEA Client View: Ver.11.221.03 and earlier, CVE-2016-7836 (JVN#84995847, December 2016; in KEV since October 2025).
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from tenken.facts.machines import InstalledSoftware
from tenken.facts.model import SubjectId
from tenken.feeds.versions import compare
from tenken.rules.model import Exhibits, Finding, not_met
from tenken.rules.patches.policy import PatchPolicy
from tenken.text import Blanks, Message, _


@dataclass(frozen=True)
class Hole:
    """A program by its name in lists of software, the last version that has the hole, and what it is called."""

    program: re.Pattern[str]
    last: str
    cve: str


HOLES = (Hole(re.compile(r"SKYSEA Client View", re.IGNORECASE), "11.221.03", "CVE-2016-7836"),)


def no_agent_has_a_known_hole(about: SubjectId, seen: Exhibits, policy: PatchPolicy, today: date) -> Finding | None:
    """Silent where there is none: that proves nothing of other programs."""
    del policy, today
    software = seen[InstalledSoftware]
    found = next((pair for pair in software.says.packages if _hole_of(*pair)), None)
    hole = _hole_of(*found) if found else None
    if found is None or hole is None:
        return None
    blanks: Blanks = {"cves": hole.cve, "program": " ".join(found), "last": hole.last}
    words = _("used in attacks and not mended: {cves}; {program} is not newer than {last}")
    return replace(not_met(about, Message(words, blanks), software), pressing=True)


@lru_cache(maxsize=100_000)
def _hole_of(name: str, version: str) -> Hole | None:
    """A version that cannot be read accuses nobody."""
    return next((h for h in HOLES if h.program.search(name) and compare(version, h.last) in (-1, 0)), None)
