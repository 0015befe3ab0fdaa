"""What tests of the verbs look at: how much is in the ledger and in the archive, and what a row comes to."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from tenken.actions.assess import assess_form
from tenken.actions.collect import Outcome
from tenken.actions.site import Site
from tenken.facts.model import SubjectId
from tenken.ledger import dump
from tenken.rules.model import Finding
from tenken.verdicts.assess import Verdict
from tests.build import NOW
from tests.forms.workbooks import shipped
from tests.ledger.steps import stated

SERVER = SubjectId("machine:ehr-srv01")
VENDOR = SubjectId("vendor:北斗システム")
R7_VENDOR = shipped("r7", "vendor")


def rows() -> dict[str, int]:
    """Table → how many rows it has."""
    return {table._meta.db_table: table._default_manager.count() for table in dump.TABLES}


def kept(site: Site) -> list[str]:
    """Digests of all that the archive holds."""
    return list(site.archive.digests())


def files(folder: Path) -> list[str]:
    """Names of all files below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def saved(book: Any) -> bytes:
    """The workbook as another program writes it."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def contract(site: Site, about: str = VENDOR, now: datetime = NOW, **more: str) -> Outcome:
    """A contract with a vendor, who is added to the ledger where it is not there yet."""
    usual = {"systems": "電子カルテ", "starts": "2025-04-01"}
    return stated(site, "vendor-contract", about, now, b"", **{**usual, **more})


def verdict(site: Site, row: str, now: datetime = NOW) -> Verdict:
    """The verdict of a row of the hospital's form of R7."""
    verdicts = assess_form(site, "r7", "hospital", now).verdicts
    return next(one for one in verdicts if one.row.id == row)


def found(site: Site, row: str, about: SubjectId, now: datetime = NOW) -> Finding:
    """What the row's first rule that looks at a subject says of it."""
    return next(one for one in verdict(site, row, now).findings if one.about == about)
