"""定期確認への署名: the month's review becomes a paper and a signed file, and the evidence of its row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tenken.actions.attest import Stated, Upload, attest
from tenken.actions.log_paper import SignError, paper_of
from tenken.actions.log_review import LOOKING, Reviewed, reviewed
from tenken.actions.log_verbs import SIGNED
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.logs import LogReview
from tenken.facts.model import FACILITY
from tenken.ledger import logbook
from tenken.ledger.recall import facts_about
from tenken.ledger.writing import writing
from tenken.logs.review.model import Month, Run
from tenken.pack.log_review import Made, ReviewPaper, make
from tenken.text import _


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a month and when; digests of the paper and of the signed file in the archive; what was left open."""

    month: str
    by: str
    at: datetime
    pdf: str
    sealed: str
    open: int


def signed_months() -> Mapping[str, Signed]:
    """The newest of each month."""
    return {done.about: _signed(done) for done in logbook.all_of(SIGNED)}


def sign(site: Site, month: Month, by: str, found: str, now: datetime, *, leave_open: bool = False) -> Signed:
    """``found`` is what came of it, in the reviewer's words. What is undecided is named as open, or refused.

    Raises SignError.
    """
    known = _ready(site, month, leave_open=leave_open)
    if not by.strip() or not found.strip():
        raise SignError(_("say in a few words what was found"))
    paper = paper_of(site, known, by, found.strip(), now)
    made = make(paper, site.keys.signing(), now)
    sealed = site.archive.keep(made.sealed)
    pdf = _stated(site, known.run, paper, made, by, now)
    with writing(now) as at:
        logbook.note(at, by, SIGNED, str(month), f"{pdf} {sealed} {len(known.open)}")
    return Signed(str(month), by, now, pdf, sealed, len(known.open))


def _ready(site: Site, month: Month, *, leave_open: bool) -> Reviewed:
    known = reviewed(site, month)
    if known is None or LOOKING.goes_on(month):
        raise SignError(_("the month was not looked through yet"))
    if datetime.fromisoformat(known.run.at) < month.until:
        raise SignError(_("the month was looked through before it was over; look through it again"))
    if known.open and not leave_open:
        raise SignError(_("{n} flags are undecided; decide them, or sign with them named as open"), n=len(known.open))
    return known


def _stated(site: Site, run: Run, paper: ReviewPaper, made: Made, by: str, now: datetime) -> str:
    """The statement that the row is judged by. An elder month than that on file is kept, and states nothing anew."""
    month = Month.read(run.month)
    newest = max((f.says.period_to for f in facts_about(FACILITY, now) if isinstance(f.says, LogReview)), default=None)
    if newest and newest > month.last:
        return site.archive.keep(made.pdf)
    tells = {"records_login_time": run.counted.logins, "records_access_time": run.counted.accesses,
             "records_operation": run.counted.told}  # fmt: skip
    values = {
        "period_from": paper.period[0], "period_to": paper.period[1], "found": paper.found,
        "remark": f"sha256:{made.sha256}", **{name: "yes" if n else "no" for name, n in tells.items()},
    }  # fmt: skip
    name = f"アクセスログの定期確認 {run.month}.pdf"
    attest(site, Stated(LogReview.kind, FACILITY, values, by, local_day(now), Upload(name, made.pdf)), now)
    return site.archive.keep(made.pdf)


def _signed(done: logbook.Done) -> Signed:
    pdf, sealed, left = done.detail.split(" ")
    return Signed(done.about, done.by, done.at, pdf, sealed, int(left))
