"""機器: what the ledger says of a machine, what was seen on it and by whom, how that changed, and what the rows say."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.log_sources import sources_of
from tenken.answers.model import number_of
from tenken.facts.machines import Hardware, LedgerEntry
from tenken.facts.model import CLASS_NAMES, MARK_NAMES, SubjectId
from tenken.ledger.labels import evidence
from tenken.ledger.lists import marks_of
from tenken.ledger.recall import case_at, facts_about, observations_of
from tenken.ledger.voices import turns, voices
from tenken.rules.model import Finding, Standing
from tenken.standard.model import Row
from tenken.verdicts.assess import assess_subject
from tenken.verdicts.case import Case
from tenken.web.frame import current, looked_at, now, site
from tenken.web.moment import Moment
from tenken.web.told import Seen, all_told, altered, pairs
from tenken.web.typed import whole

CHANGES = 10
"""So many changes on a page of them."""
CHIPS = 3

Found = tuple[Row, Finding]


def machine(request: HttpRequest, about: str) -> HttpResponse:
    subject, moment = SubjectId(about), looked_at(request)
    case = case_at(moment.as_of, subject)
    if subject not in case.class_of:
        raise Http404(about)
    start = whole(request.GET.get("changes", ""), 0)
    context = {
        "about": subject,
        "title": case.names[subject],
        "class_name": CLASS_NAMES[case.class_of[subject]],
        **_known(request, case, subject, moment, start),
        "observations": observations_of(subject, 20, moment.as_of if moment.past else None),
        "as_of": moment.as_of,
        "log_sources": sources_of(site(), subject, now()),
    }
    return render(request, "machine/page.html", context)


def _known(request: HttpRequest, case: Case, subject: SubjectId, moment: Moment, start: int) -> dict[str, Any]:
    """Facts, what other sources say, changes and verdicts, with all their evidence looked up at once."""
    edition, form_id = current(request)
    known = site().edition(edition)
    found = assess_subject(known.form(form_id), subject, case)
    facts, spoken = facts_about(subject, moment.as_of), voices(subject, moment.as_of)
    changes, marks = turns(subject, moment.as_of), marks_of(subject, moment.as_of if moment.past else None)
    page = changes[start : start + CHANGES]
    entry = next(iter(case.about(subject, LedgerEntry)), None)
    hardware = next((fact.says for fact in facts if isinstance(fact.says, Hardware)), None)
    cited = {n for _row, f in found for n in _seen(f)} | {f.seen_in for f in facts} | {v.said_in for v in spoken}
    seen = evidence(cited | {turn.said_in for turn in page} | ({entry.seen_in} if entry else set()))
    return {
        "entry": entry,
        "entered_in": seen.get(entry.seen_in) if entry else None,
        "unread": any(f.standing is Standing.UNKNOWN and not f.cites for _row, f in found),
        "found": [(number_of(known, row), row, f, _chips(f, seen)) for row, f in found],
        "facts": all_told(facts, spoken, seen),
        "pairs": pairs(entry.says if entry else None, hardware),
        "changes": altered(page, seen),
        "changes_shown": (start + 1 if page else 0, start + len(page), len(changes)),
        "changes_next": start + CHANGES if start + CHANGES < len(changes) else None,
        "marks": [(MARK_NAMES[mark.kind], mark.value) for mark in marks],
    }


def _seen(finding: Finding) -> tuple[int, ...]:
    return tuple(dict.fromkeys(fact.seen_in for fact in finding.cites))[:CHIPS]


def _chips(finding: Finding, seen: Seen) -> list[Any]:
    return [seen[number] for number in _seen(finding) if number in seen]
