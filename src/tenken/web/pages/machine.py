"""機器: what the ledger says of a machine, what was seen on it and by whom, and what the rows say of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.answers.model import number_of
from tenken.facts.machines import InstalledSoftware, LedgerEntry
from tenken.facts.model import CLASS_NAMES, MARK_NAMES, SubjectId
from tenken.ledger.lists import marks_of
from tenken.ledger.recall import case_at, facts_about, observations_of
from tenken.verdicts.assess import assess_subject
from tenken.web.frame import current, looked_at, site
from tenken.web.plain import told


def machine(request: HttpRequest, about: str) -> HttpResponse:
    subject = SubjectId(about)
    as_of = looked_at(request).as_of
    case = case_at(as_of, subject)
    if subject not in case.class_of:
        raise Http404(about)
    edition, form_id = current(request)
    known = site().edition(edition)
    facts = [fact for fact in facts_about(subject, as_of) if not isinstance(fact.says, InstalledSoftware)]
    context = {
        "about": subject,
        "title": case.names[subject],
        "entry": next((f for f in case.about(subject, LedgerEntry)), None),
        "found": [
            (number_of(known, row), row, f, tuple(dict.fromkeys(fact.seen_in for fact in f.cites)))
            for row, f in assess_subject(known.form(form_id), subject, case)
        ],
        "facts": [(fact, told(fact.says)) for fact in facts],
        "marks": [(MARK_NAMES[mark.kind], mark.value) for mark in marks_of(subject)],
        "observations": observations_of(subject, 20),
        "as_of": as_of,
        "class_name": CLASS_NAMES[case.class_of[subject]],
    }
    return render(request, "machine/page.html", context)
