"""One statement of the house's persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tenken.demo.house import OFFICER
from tenken.facts.model import SubjectId


@dataclass(frozen=True)
class Paper:
    """A statement to be made on a day, with a page of its own where ``file`` names one.

    ``add`` says that its subject enters the ledger by it.
    """

    day: date
    kind: str
    about: SubjectId
    values: Mapping[str, str]
    file: str = ""
    by: str = OFFICER
    add: bool = False
