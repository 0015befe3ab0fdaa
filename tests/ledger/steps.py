"""Short ways to bring a ledger into a state."""

from datetime import datetime

from tenken.actions.attest import Stated, Upload, attest
from tenken.actions.collect import Outcome, ingest
from tenken.actions.site import Site
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Target
from tenken.dates import local_day
from tenken.facts.model import FACILITY, SubjectId
from tenken.ledger import targets
from tenken.ledger.record import Attempt
from tests import samples
from tests.build import NOW

LINUX = COLLECTORS["linux"]


def seen(site: Site, raw: bytes | None = None, now: datetime = NOW, address: str = "10.20.0.1") -> Outcome:
    """A Linux machine answered with these bytes."""
    target, hint = targets.remembered("linux", Target(address, "tenken"))
    attempt = Attempt(f"linux:{target.name}", LINUX.reader, target.name, now, hint=hint, stands_for=address)
    return ingest(site, LINUX, raw or samples.machine("ehr-srv01", 1), attempt, now, target)


def stated(
    site: Site, kind: str, about: str = FACILITY, now: datetime = NOW, file: bytes = b"", /, **values: str
) -> Outcome:
    """佐藤 stated something today; a subject that is not there yet is added."""
    add = about != FACILITY and values.pop("add", "yes") == "yes"
    upload = Upload("証跡.pdf", file) if file else None
    return attest(site, Stated(kind, SubjectId(about), values, "佐藤", local_day(now), upload, add), now)


def bcp(site: Site, now: datetime = NOW, **values: str) -> Outcome:
    """A business continuity plan that meets its row."""
    usual = {
        "type": "bcp",
        "title": "BCP 第4版",
        "effective": "2025-04-01",
        "approved_by": "院長",
        "covers": "normal, detection, first-response, recovery, afterwards",
    }
    return stated(site, "document", FACILITY, now, b"%PDF-1.7 plan", **{**usual, **values})
