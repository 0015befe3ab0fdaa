"""定期確認への署名: the month's review becomes a paper and a signed file, and the evidence of its row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tenken.actions.attest import Stated, Upload, attest
from tenken.actions.log_paper import SignError, paper_of
from tenken.actions.log_review import LOOKING, Reviewed, reviewed
from tenken.actions.log_verbs import REVIEWED, SIGNED
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.logs import LogReview
from tenken.facts.model import FACILITY, Fact
from tenken.ledger import logbook
from tenken.ledger.recall import facts_of
from tenken.ledger.writing import writing
from tenken.logs.review.model import Month
from tenken.pack.log_review import Made, ReviewPaper, make
from tenken.text import _

_TELLS = ("records_login_time", "records_access_time", "records_operation")


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
    if not by.strip():
        raise SignError(_("write who looked at the month and signs"))
    if not found.strip():
        raise SignError(_("say in a few words what was found"))
    paper = paper_of(site, known, by, found.strip(), now)
    made = make(paper, site.keys.signing(), now)
    sealed = site.archive.keep(made.sealed)
    pdf = _stated(site, known, paper, made, by, now)
    with writing(now) as at:
        logbook.note(at, by, SIGNED, str(month), f"{pdf} {sealed} {known.undecided}")
    return Signed(str(month), by, now, pdf, sealed, known.undecided)


def _ready(site: Site, month: Month, *, leave_open: bool) -> Reviewed:
    known = reviewed(site, month)
    if known is None or LOOKING.goes_on(month):
        raise SignError(_("the month was not looked through yet"))
    if datetime.fromisoformat(known.run.at) < month.until:
        raise SignError(_("the month was looked through before it was over; look through it again"))
    if known.undecided and not leave_open:
        raise SignError(_("{n} flags are undecided; decide them, or sign with them named as open"), n=known.undecided)
    return known


def recount(site: Site, by: str, now: datetime) -> None:
    """State anew what is undecided of the signed month that the row is judged by, where that has become more.

    So it does when a decision is taken back, or a later look finds more. What was decided since, a signature states.
    """
    fact = _judged_by(now)
    if fact is None or fact.says.file is None:
        return
    month, kept = Month.of(fact.says.period_to), fact.says.file
    known, signed = reviewed(site, month), signed_months().get(str(month))
    if known and signed and signed.pdf == kept.sha256 and known.undecided_bad > fact.says.undecided:
        file = Upload(kept.name, site.archive.fetch(kept.sha256))
        values = _as_typed(replace(fact.says, undecided=known.undecided_bad))
        attest(site, Stated(LogReview.kind, FACILITY, values, by, fact.says.confirmed_on, file), now)


def recount_after_look(site: Site, now: datetime) -> None:
    """A look at a large month goes on when its page is left: who began the last one stands for what it found."""
    last = logbook.newest(REVIEWED)
    if last:
        recount(site, last.by, now)


def _as_typed(says: LogReview) -> Mapping[str, str]:
    return {
        "period_from": says.period_from.isoformat(), "period_to": says.period_to.isoformat(), "found": says.found,
        "remark": says.remark, "undecided": str(says.undecided),
        **{name: "yes" if getattr(says, name) else "no" for name in _TELLS},
    }  # fmt: skip


def _stated(site: Site, known: Reviewed, paper: ReviewPaper, made: Made, by: str, now: datetime) -> str:
    """The statement that the row is judged by. An elder month than that on file is kept, and states nothing anew."""
    run, month, newest = known.run, Month.read(known.run.month), _judged_by(now)
    if newest and newest.says.period_to > month.last:
        return site.archive.keep(made.pdf)
    counted = run.counted
    tells = zip(_TELLS, (counted.logins, counted.accesses, counted.told), strict=True)
    values = {
        "period_from": paper.period[0], "period_to": paper.period[1], "found": paper.found,
        "remark": f"sha256:{made.sha256}", **{name: "yes" if n else "no" for name, n in tells},
        "undecided": str(known.undecided_bad),
    }  # fmt: skip
    name = f"アクセスログの定期確認 {run.month}.pdf"
    attest(site, Stated(LogReview.kind, FACILITY, values, by, local_day(now), Upload(name, made.pdf)), now)
    return site.archive.keep(made.pdf)


def _judged_by(now: datetime) -> Fact[LogReview] | None:
    """The newest review on file."""
    return max(facts_of(LogReview, now, FACILITY), key=lambda fact: fact.says.period_to, default=None)


def _signed(done: logbook.Done) -> Signed:
    pdf, sealed, left = done.detail.split(" ")
    return Signed(done.about, done.by, done.at, pdf, sealed, int(left))
