"""ホーム 準備状況: how many rows can be answered はい with evidence, and what stands in the way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.actions.moved import lately_changed
from tenken.actions.overview import State, blockers, guideline, lately, overview
from tenken.actions.people import FIRST, INITIAL_PASSWORD
from tenken.dates import local_day, read_day
from tenken.ledger.reminders import unseen
from tenken.rules.guide import guide
from tenken.web.drill import drill
from tenken.web.frame import current, looked_at, site, who
from tenken.web.lately import told_of
from tenken.web.matrix import bar, columns, matrix
from tenken.web.pages.drilled import SHOW_NAMES, wanted
from tenken.web.verbs import verb_for


def home(request: HttpRequest) -> HttpResponse:
    moment = looked_at(request)
    view = overview(site(), *current(request), moment.as_of, past=moment.past)
    inspection = site().config.checklist.inspection
    found = drill(site(), view, wanted(request), request.LANGUAGE_CODE) if request.GET.get("row") else None
    context = {
        "view": view,
        "counts": {state.value: view.count(state) for state in State},
        "bar": bar(view),
        "blockers": [(blocker, verb_for(view, blocker)) for blocker in blockers(view)],
        "matrix": matrix(view),
        "columns": [(key, name, view.machines.get(key)) for key, name in columns(view)],
        "lately": [(done, told_of(site(), done)) for done in lately(until=moment.as_of if moment.past else None)],
        "guideline": guideline(moment.as_of, past=moment.past),
        "reminders": () if moment.past else unseen(),
        "changed": lately_changed(view),
        "inspection": inspection,
        "initial_password": request.user.get_username() == FIRST and (site().config.data / INITIAL_PASSWORD).exists(),
        "nameless": who(request) == FIRST,
        "days_left": (read_day(inspection) - local_day(moment.as_of)).days if inspection else None,
        "drill": found,
        "drill_shows": SHOW_NAMES,
        "drill_rule": guide(found.mine.row.lineage).part("Tenken の判定") if found else None,
    }
    return render(request, "home/page.html", context)
