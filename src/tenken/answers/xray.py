"""Before the inspector finds it: every はい without evidence, every contradiction, every stale proof, every gap."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tenken.answers.model import Answer, ends_form
from tenken.facts.documents import Declared
from tenken.facts.machines import LedgerEntry
from tenken.facts.model import Fact, SubjectId
from tenken.facts.systems import SystemInUse
from tenken.facts.vendors import VendorAnswer
from tenken.rules.model import Finding, Standing
from tenken.standard.model import Edition, Form, Row
from tenken.text import Blanks, Message, _, shortened
from tenken.verdicts.assess import Verdict
from tenken.verdicts.case import AnyFact, Case

SOON = timedelta(days=30)


class Shadow(StrEnum):
    """What kind of weakness; in the order in which it should be looked at."""

    AGAINST_EVIDENCE = "against-evidence"
    WITHOUT_EVIDENCE = "without-evidence"
    VENDOR = "vendor"
    STALE = "stale"
    OVERDUE = "overdue"
    UNANSWERED = "unanswered"
    SOON = "soon"


SHADOW_NAMES: Mapping[Shadow, str] = {
    Shadow.AGAINST_EVIDENCE: _("はい against the evidence"),
    Shadow.WITHOUT_EVIDENCE: _("はい without evidence"),
    Shadow.VENDOR: _("contradiction with a vendor"),
    Shadow.STALE: _("stale proof"),
    Shadow.OVERDUE: _("いいえ past its target date"),
    Shadow.UNANSWERED: _("no answer yet"),
    Shadow.SOON: _("proof goes stale soon"),
}


@dataclass(frozen=True, slots=True)
class Spot:
    row: Row
    shadow: Shadow
    because: Message
    cites: tuple[AnyFact, ...] = ()
    pressing: bool = False


def xray(
    edition: Edition, form: Form, verdicts: Sequence[Verdict], answers: Mapping[str, Sequence[Answer]], case: Case
) -> tuple[Spot, ...]:
    """All weak spots, gravest kind first; within a kind where attacks are known first, then in the form's order."""
    ended = ends_form(form, [answer for given in answers.values() for answer in given])
    spots = [
        spot
        for verdict in verdicts
        if not ended or verdict.row.gate
        for spot in _of_row(edition, verdict, answers.get(verdict.row.id, ()), case)
    ]
    order = list(Shadow)
    return tuple(sorted(spots, key=lambda spot: (order.index(spot.shadow), not spot.pressing)))


def _of_row(edition: Edition, verdict: Verdict, given: Sequence[Answer], case: Case) -> Iterator[Spot]:
    row, answer = verdict.row, given[-1] if given else None
    if answer is None:
        if verdict.standing is not Standing.OUT_OF_SCOPE:
            yield Spot(row, Shadow.UNANSWERED, Message(_("nobody has answered this row")))
    elif answer.yes:
        yield from _of_yes(verdict, case)
    elif answer.target and answer.target < case.today:
        blanks: Blanks = {"day": answer.target.isoformat()}
        yield Spot(row, Shadow.OVERDUE, Message(_("answered いいえ; the target date {day} has passed"), blanks))
    yield from _stale(verdict)
    yield from _vendors(edition, verdict, answer, case)
    yield from _soon(verdict, case)


def _of_yes(verdict: Verdict, case: Case) -> Iterator[Spot]:
    counts: Blanks = {"met": verdict.met, "total": verdict.total}
    if verdict.standing is Standing.NOT_MET:
        bad = [f for f in verdict.findings if f.standing is Standing.NOT_MET]
        because = Message(_("answered はい; only {met} of {total} are met: {why}"), {**counts, "why": _why(bad, case)})
        yield Spot(verdict.row, Shadow.AGAINST_EVIDENCE, because, _cites(bad), _press(bad))
    elif verdict.standing is Standing.UNKNOWN:
        open_ = [f for f in verdict.findings if f.standing is Standing.UNKNOWN]
        because = Message(_("answered はい; {met} of {total} are shown: {why}"), {**counts, "why": _why(open_, case)})
        yield Spot(verdict.row, Shadow.WITHOUT_EVIDENCE, because, _cites(open_), _press(open_))


def _why(findings: Sequence[Finding], case: Case) -> Message:
    """The first finding in full, one that presses before others, and how many more there are."""
    if not findings:
        return Message(_("nothing was looked at"))
    first = next((finding for finding in findings if finding.pressing), findings[0])
    blanks: Blanks = {"name": case.names.get(first.about, ""), "because": first.because, "n": len(findings) - 1}
    if not blanks["name"]:
        return Message(_("{because}"), blanks) if len(findings) == 1 else Message(_("{because}, and {n} more"), blanks)
    if len(findings) == 1:
        return Message(_("{name}: {because}"), blanks)
    return Message(_("{name}: {because}, and {n} more"), blanks)


def _press(findings: Sequence[Finding]) -> bool:
    return any(finding.pressing for finding in findings)


def _cites(findings: Sequence[Finding]) -> tuple[AnyFact, ...]:
    return tuple(fact for finding in findings for fact in finding.cites)[:20]


def _stale(verdict: Verdict) -> Iterator[Spot]:
    """Where something was seen once and may no longer be relied on."""
    stale = [finding for finding in verdict.findings if finding.stale]
    for finding in stale[:20]:
        yield Spot(verdict.row, Shadow.STALE, finding.because, finding.cites)


def _vendors(edition: Edition, verdict: Verdict, answer: Answer | None, case: Case) -> Iterator[Spot]:
    """A vendor's form says one thing, we or what it is responsible for another."""
    said = {vendor: fact for vendor in case.vendors if (fact := _said(vendor, edition, verdict.row, case))}
    bad = [finding for finding in verdict.findings if finding.standing is Standing.NOT_MET]
    for vendor, fact in said.items():
        own = [finding for finding in bad if _vendor_of(finding.about, case) == case.names.get(vendor)]
        blanks: Blanks = {"vendor": case.names.get(vendor, vendor), "why": _why(own, case)}
        if not fact.says.yes and answer and answer.yes:
            yield Spot(
                verdict.row, Shadow.VENDOR, Message(_("we answer はい, {vendor} answers いいえ"), blanks), (fact,)
            )
        if fact.says.yes and own:
            because = Message(_("{vendor} answers はい; our evidence says: {why}"), blanks)
            yield Spot(verdict.row, Shadow.VENDOR, because, (fact, *_cites(own)))
    nobodys = [finding for finding in bad if not _vendor_of(finding.about, case)]
    agree = {vendor: fact for vendor, fact in said.items() if fact.says.yes}
    if nobodys and agree:
        names = shortened(tuple(case.names.get(vendor, vendor) for vendor in agree))
        words = _("{vendors} answer はい; our evidence says, of what no vendor is named for: {why}")
        because = Message(words, {"vendors": names, "why": _why(nobodys, case)})
        yield Spot(verdict.row, Shadow.VENDOR, because, (*agree.values(), *_cites(nobodys)))


def _said(vendor: SubjectId, edition: Edition, row: Row, case: Case) -> Fact[VendorAnswer] | None:
    """The vendor's word on this row of this edition; where its form parts rows otherwise, the worst of the topic."""
    of_edition = (fact for fact in case.about(vendor, VendorAnswer) if fact.says.edition == edition.id)
    said = [fact for fact in of_edition if fact.says.lineage == row.lineage]
    same = [fact for fact in said if fact.says.row == row.id]
    return min(same or said, key=lambda fact: fact.says.yes, default=None)


def _vendor_of(about: SubjectId, case: Case) -> str:
    """Who is responsible for a subject, as the ledger names it; empty where it names nobody."""
    if about in case.vendors:
        return case.names.get(about, "")
    named = [fact.says.vendor for fact in case.about(about, LedgerEntry)]
    named += [fact.says.vendor for fact in case.about(about, SystemInUse)]
    return next(filter(None, named), "")


def _soon(verdict: Verdict, case: Case) -> Iterator[Spot]:
    papers = {f.id: f for finding in verdict.findings for f in finding.cites if isinstance(f.says, Declared)}
    for fact in papers.values():
        until = fact.says.good_until
        if until and case.today <= until <= case.today + SOON:
            blanks: Blanks = {"what": Message(fact.says.name), "day": until.isoformat()}
            yield Spot(verdict.row, Shadow.SOON, Message(_("{what}: to be reviewed by {day}"), blanks), (fact,))
