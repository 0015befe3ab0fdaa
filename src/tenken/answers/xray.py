"""Before the inspector finds it: every はい without evidence, every contradiction, every stale proof, every gap."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
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
    UNENTERED = "unentered"
    UNSEEN = "unseen"
    STALE = "stale"
    REVIEW = "review"
    OVERDUE = "overdue"
    UNANSWERED = "unanswered"
    ROUND = "round"
    SOON = "soon"


SHADOW_NAMES: Mapping[Shadow, str] = {
    Shadow.AGAINST_EVIDENCE: _("はい against the evidence"),
    Shadow.WITHOUT_EVIDENCE: _("はい without evidence"),
    Shadow.VENDOR: _("contradiction with a vendor"),
    Shadow.UNENTERED: _("machines that nobody entered in the ledger"),
    Shadow.UNSEEN: _("machines of the ledger that no source saw"),
    Shadow.STALE: _("stale proof"),
    Shadow.REVIEW: _("paper past its review"),
    Shadow.OVERDUE: _("いいえ past its target date"),
    Shadow.UNANSWERED: _("no answer yet"),
    Shadow.ROUND: _("second round still to come"),
    Shadow.SOON: _("proof goes stale soon"),
}

_UNSEEN_RULE = "asset-ledger.it-was-seen-lately"
_ENTERED_RULE = "asset-ledger.the-entry-is-complete"
_MOST = 20
"""So many proofs of a row that went stale are told one by one; of the others, how many they are."""


@dataclass(frozen=True, slots=True)
class Spot:
    """``about`` is whom it concerns first, empty for the facility and its answers."""

    row: Row
    shadow: Shadow
    because: Message
    cites: tuple[AnyFact, ...] = ()
    pressing: bool = False
    about: SubjectId = SubjectId("")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a row's verdict comes to: weak spots in any case, and those that there are only where we answered はい."""

    always: tuple[Spot, ...]
    if_yes: tuple[Spot, ...]
    asked: bool


def xray(
    edition: Edition, form: Form, verdicts: Sequence[Verdict], answers: Mapping[str, Sequence[Answer]], case: Case
) -> tuple[Spot, ...]:
    """All weak spots, gravest kind first; within a kind where attacks are known first, then in the form's order."""
    ended = ends_form(form, [answer for given in answers.values() for answer in given])
    spots = [
        spot
        for verdict in verdicts
        if not ended or verdict.row.gate
        for spot in with_answer(
            verdict.row, spots_of(edition.id, verdict, case), answers.get(verdict.row.id, ()), case.today
        )
    ]
    order = list(Shadow)
    return tuple(sorted(spots, key=lambda spot: (order.index(spot.shadow), not spot.pressing)))


def spots_of(edition: str, verdict: Verdict, case: Case) -> Seen:
    """What the evidence alone says; which of it weighs, the answer decides."""
    ours, vendors_no = _vendors(edition, verdict, case)
    always = (*ours, *_unknown_machines(verdict, case), *_stale(verdict), *_soon(verdict, case))
    return Seen(always, (*_of_yes(verdict, case), *vendors_no), verdict.standing is not Standing.OUT_OF_SCOPE)


def with_answer(row: Row, seen: Seen, given: Sequence[Answer], today: date) -> Iterator[Spot]:
    """The spots of a row as it is answered now."""
    answer = given[-1] if given else None
    if answer is None and seen.asked:
        yield Spot(row, Shadow.UNANSWERED, Message(_("nobody has answered this row")))
    if answer and answer.yes:
        yield from seen.if_yes
    if answer and not answer.yes:
        yield from _of_no(row, answer, today)
    yield from seen.always


def _of_no(row: Row, answer: Answer, today: date) -> Iterator[Spot]:
    blanks: Blanks = {"day": answer.target.isoformat() if answer.target else ""}
    if answer.target and answer.target < today:
        yield Spot(row, Shadow.OVERDUE, Message(_("answered いいえ; the target date {day} has passed"), blanks))
    elif answer.target and answer.target <= today + SOON and answer.round == 1 and not row.gate:
        yield Spot(row, Shadow.ROUND, Message(_("answered いいえ; the second round is to follow by {day}"), blanks))


def _of_yes(verdict: Verdict, case: Case) -> Iterator[Spot]:
    counts: Blanks = {"met": verdict.met, "total": verdict.total}
    if verdict.standing is Standing.NOT_MET:
        bad = [f for f in verdict.findings if f.standing is Standing.NOT_MET]
        because = Message(_("answered はい; only {met} of {total} are met: {why}"), {**counts, "why": _why(bad, case)})
        yield Spot(verdict.row, Shadow.AGAINST_EVIDENCE, because, _cites(bad), _press(bad), _first(bad))
    elif verdict.standing is Standing.UNKNOWN:
        open_ = [f for f in verdict.findings if f.standing is Standing.UNKNOWN]
        because = Message(_("answered はい; {met} of {total} are shown: {why}"), {**counts, "why": _why(open_, case)})
        yield Spot(verdict.row, Shadow.WITHOUT_EVIDENCE, because, _cites(open_), _press(open_), _first(open_))


def _why(findings: Sequence[Finding], case: Case) -> Message:
    """The first finding in full, one that presses before others, and how many more there are."""
    if not findings:
        return Message(_("nothing was looked at"))
    first = _gravest(findings)
    blanks: Blanks = {"name": case.names.get(first.about, ""), "because": first.because, "n": len(findings) - 1}
    if not blanks["name"]:
        return Message(_("{because}"), blanks) if len(findings) == 1 else Message(_("{because}, and {n} more"), blanks)
    if len(findings) == 1:
        return Message(_("{name}: {because}"), blanks)
    return Message(_("{name}: {because}, and {n} more"), blanks)


def _gravest(findings: Sequence[Finding]) -> Finding:
    return next((finding for finding in findings if finding.pressing), findings[0])


def _first(findings: Sequence[Finding]) -> SubjectId:
    return _gravest(findings).about if findings else SubjectId("")


def _press(findings: Sequence[Finding]) -> bool:
    return any(finding.pressing for finding in findings)


def _cites(findings: Sequence[Finding]) -> tuple[AnyFact, ...]:
    return tuple(fact for finding in findings for fact in finding.cites)[:20]


def _unknown_machines(verdict: Verdict, case: Case) -> Iterator[Spot]:
    """Machines that somebody found and nobody entered, and those of the ledger that nobody finds."""
    ours = [f for f in verdict.findings if f.rule in (_ENTERED_RULE, _UNSEEN_RULE) and f.standing >= Standing.UNKNOWN]
    strange = [f for f in ours if any(not fact.says.entered for fact in case.about(f.about, LedgerEntry))]
    unseen = [f for f in ours if f.rule == _UNSEEN_RULE]
    for shadow, found, words in (
        (Shadow.UNENTERED, strange, _("{n} machines were seen that nobody entered: {names}")),
        (Shadow.UNSEEN, unseen, _("{n} machines of the ledger were not seen lately: {names}")),
    ):
        whom = tuple(dict.fromkeys(finding.about for finding in found))
        if whom:
            names = shortened(tuple(case.names.get(about, about) for about in whom))
            yield Spot(verdict.row, shadow, Message(words, {"n": len(whom), "names": names}), about=whom[0])


def _stale(verdict: Verdict) -> Iterator[Spot]:
    """Where something was seen once and may no longer be relied on: a paper by its review, a measurement by its age."""
    stale = [finding for finding in verdict.findings if finding.stale and finding.rule != _UNSEEN_RULE]
    measured = [finding for finding in stale if not _is_of_papers(finding)]
    for finding in stale:
        if _is_of_papers(finding):
            yield Spot(verdict.row, Shadow.REVIEW, finding.because, finding.cites, about=finding.about)
    for finding in measured[:_MOST]:
        yield Spot(verdict.row, Shadow.STALE, finding.because, finding.cites, about=finding.about)
    if len(measured) > _MOST:
        words = Message(_("{n} more machines have proof of this row that went stale"), {"n": len(measured) - _MOST})
        yield Spot(verdict.row, Shadow.STALE, words)


def _is_of_papers(finding: Finding) -> bool:
    return all(fact.says.lasting for fact in finding.cites)


def _vendors(edition: str, verdict: Verdict, case: Case) -> tuple[list[Spot], list[Spot]]:
    """Where a vendor's form says one thing and our evidence another; and the いいえ that speaks against our はい."""
    said = {vendor: fact for vendor in case.vendors if (fact := _said(vendor, edition, verdict.row, case))}
    bad = [finding for finding in verdict.findings if finding.standing is Standing.NOT_MET]
    against, noes = list[Spot](), list[Spot]()
    of_vendor = defaultdict[str, list[Finding]](list)
    for finding in bad if said else ():
        of_vendor[_vendor_of(finding.about, case)].append(finding)
    for vendor, fact in said.items():
        own = of_vendor.get(case.names.get(vendor, vendor), [])
        blanks: Blanks = {"vendor": case.names.get(vendor, vendor), "why": _why(own, case)}
        if not fact.says.yes:
            words = Message(_("we answer はい, {vendor} answers いいえ"), blanks)
            noes.append(Spot(verdict.row, Shadow.VENDOR, words, (fact,), about=vendor))
        elif own:
            words = Message(_("{vendor} answers はい; our evidence says: {why}"), blanks)
            against.append(Spot(verdict.row, Shadow.VENDOR, words, (fact, *_cites(own)), about=vendor))
    return [*against, *_of_nobody(verdict, said, of_vendor.get("", []), case)], noes


def _of_nobody(
    verdict: Verdict, said: Mapping[SubjectId, Fact[VendorAnswer]], nobodys: Sequence[Finding], case: Case
) -> Iterator[Spot]:
    agree = {vendor: fact for vendor, fact in said.items() if fact.says.yes}
    if nobodys and agree:
        names = shortened(tuple(case.names.get(vendor, vendor) for vendor in agree))
        words = _("{vendors} answer はい; our evidence says, of what no vendor is named for: {why}")
        because = Message(words, {"vendors": names, "why": _why(nobodys, case)})
        yield Spot(verdict.row, Shadow.VENDOR, because, (*agree.values(), *_cites(nobodys)), about=_first(nobodys))


def _said(vendor: SubjectId, edition: str, row: Row, case: Case) -> Fact[VendorAnswer] | None:
    """The vendor's word on this row of this edition; where its form parts rows otherwise, the worst of the topic."""
    of_edition = (fact for fact in case.about(vendor, VendorAnswer) if fact.says.edition == edition)
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
            words = Message(_("{what}: to be reviewed by {day}"), blanks)
            yield Spot(verdict.row, Shadow.SOON, words, (fact,), about=fact.about)
