"""やること: the list, one task, a new one, and the way out to paper and to calendars."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from tenken.actions.calendar import calendar
from tenken.actions.duties import adopt, proposed
from tenken.actions.mended import FINDING, stands_open
from tenken.actions.rhythms import RHYTHMS, own_interval, rhythm_words
from tenken.actions.tasks import Wanted, change_task, open_task, see_reminders, settle
from tenken.dates import local_day
from tenken.facts.model import SubjectKind
from tenken.ledger import tasks as kept
from tenken.ledger.lists import titles
from tenken.ledger.people import names_of_people
from tenken.ledger.stated import names_of
from tenken.ledger.tasks import SOURCE_NAMES, STATE_NAMES, Source, State
from tenken.text import Complaint, Message, _
from tenken.web.frame import in_their_words, now, signer, site, who
from tenken.web.tasks import WHEN, by_owner, filter_of, form_at_hand, lineages, me, shown, wanted_of
from tenken.web.typed import inside, subject, whole


def tasks(request: HttpRequest) -> HttpResponse:
    today, wanted = local_day(now()), filter_of(request, request.GET)
    found = kept.tasks(wanted, today, whole(request.GET.get("page", ""), 1))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "list": found,
        "shown": shown(request, found.lines, today),
        "counts": kept.counts(me(request), today),
        "owners": kept.owners(),
        "owner": request.GET.get("owner", ""),
        "wanted": wanted,
        "narrowed": wanted != kept.Filter(),
        "when": WHEN.items(),
        "states": STATE_NAMES.items(),
        "query": query.urlencode(),
        "duties": [(one, rhythm_words(one.every, one.own)) for one in proposed(now())],
    }
    return render(request, "tasks/page.html", context)


def new_task(request: HttpRequest) -> HttpResponse:
    """GET shows the form with what the address says; POST opens the task."""
    if request.method != "POST":
        return render(request, "tasks/new.html", _form(request, request.GET))
    try:
        wanted = wanted_of(request, request.POST)
        opened = open_task(wanted, _source(request), who(request), now(), _origin(request, wanted))
    except Complaint as error:
        context = {**_form(request, request.POST), "refused": error.reason}
        return render(request, "tasks/new.html", context, status=409)
    messages.success(request, in_their_words(request, Message(_("noted as task {n}"), {"n": opened.number})))
    return HttpResponseRedirect(inside(request, request.POST.get("back", "")) or reverse("tasks"))


def task(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "tasks/task.html", _one(request, number))


@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    try:
        wanted = wanted_of(request, request.POST)
        change_task(number, whole(request.POST.get("after", ""), 0), wanted, who(request), now())
    except Complaint as error:
        return _refused(request, number, error)
    messages.success(request, in_their_words(request, Message(_("kept"))))
    return HttpResponseRedirect(reverse("task", args=[number]))


@require_POST
def settle_task(request: HttpRequest, number: int) -> HttpResponse:
    typed = request.POST
    state = typed.get("state", "")
    try:
        if state not in tuple(State):
            raise Complaint(_("say what became of it"))
        again = settle(
            number, whole(typed.get("after", ""), 0), State(state), typed.get("word", ""), who(request), now()
        )
    except Complaint as error:
        return _refused(request, number, error)
    said = Message(_("kept: {state}"), {"state": Message(STATE_NAMES[State(state)])})
    messages.success(request, in_their_words(request, said))
    if again and again.due:
        next_ = Message(_("the next time is task {n}, due {day}"), {"n": again.number, "day": again.due.isoformat()})
        messages.info(request, in_their_words(request, next_))
    return HttpResponseRedirect(inside(request, typed.get("back", "")) or reverse("task", args=[number]))


@require_POST
def adopt_duty(request: HttpRequest) -> HttpResponse:
    """What is proposed becomes a task of whoever is signed in; its page gives it to another."""
    try:
        opened = adopt(site(), request.POST.get("duty", ""), signer(request), who(request), now())
    except Complaint as error:
        messages.error(request, in_their_words(request, error.reason))
        return HttpResponseRedirect(reverse("tasks"))
    messages.success(request, in_their_words(request, Message(_("noted as task {n}"), {"n": opened.number})))
    return HttpResponseRedirect(reverse("task", args=[opened.number]))


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """The reminders of these tasks were seen."""
    see_reminders([whole(number, 0) for number in request.POST.getlist("task")], who(request), now())
    return HttpResponseRedirect(inside(request, request.POST.get("back", "")) or reverse("tasks"))


def printed(request: HttpRequest) -> HttpResponse:
    """All that is open, a sheet for each person."""
    today = local_day(now())
    open_ = kept.all_open(filter_of(request, request.GET), today)
    context = {"sheets": by_owner(shown(request, open_, today)), "today": today}
    return render(request, "tasks/print.html", context)


def as_calendar(request: HttpRequest) -> HttpResponse:
    open_ = kept.all_open(filter_of(request, request.GET), local_day(now()))
    disposition = content_disposition_header(as_attachment=True, filename="tenken.ics") or "attachment"
    response = HttpResponse(calendar(site(), open_), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = disposition
    return response


def _one(request: HttpRequest, number: int) -> dict[str, Any]:
    found = kept.task(number)
    if found is None:
        raise Http404(str(number))
    (line,) = shown(request, [found], local_day(now()))
    return {
        **_choices(request),
        "line": line,
        "task": found,
        "history": kept.history(number),
        "state_name": STATE_NAMES[found.state],
        "source_name": SOURCE_NAMES[found.source],
        "rhythm": rhythm_words(found.every, own_interval(found.origin) if found.every else None),
        "about_name": line.name,
        "typed": {"title": found.title, "note": found.note, "about": found.about, "row": found.lineage,
                  "owner": found.owner, "due": found.due.isoformat() if found.due else "", "every": str(found.every)},
    }  # fmt: skip


def _refused(request: HttpRequest, number: int, error: Complaint) -> HttpResponse:
    context = _one(request, number)
    typed = request.POST if "title" in request.POST else context["typed"]
    return render(request, "tasks/task.html", {**context, "refused": error.reason, "typed": typed}, status=409)


def _form(request: HttpRequest, typed: Any) -> dict[str, Any]:
    about = subject(typed.get("about", ""))
    return {
        **_choices(request),
        "typed": {**{key: typed.get(key, "") for key in ("title", "note", "row", "due", "every", "source")},
                  "about": about, "owner": typed.get("owner", signer(request))},
        "about_name": names_of([about]).get(about) or about.partition(":")[2],
        "back": inside(request, typed.get("back", "")),
    }  # fmt: skip


def _choices(request: HttpRequest) -> dict[str, Any]:
    return {
        "rows": lineages(*form_at_hand(request)),
        "subjects": [*titles(SubjectKind.SYSTEM), *titles(SubjectKind.VENDOR)],
        "people": names_of_people(),
        "rhythms": RHYTHMS.items(),
    }


def _source(request: HttpRequest) -> Source:
    said = request.POST.get("source", "")
    return Source(said) if said in (Source.XRAY, Source.BLOCKER) else Source.OWN


def _origin(request: HttpRequest, wanted: Wanted) -> str:
    edition, form = form_at_hand(request)
    return FINDING if wanted.lineage and stands_open(edition, form, wanted.lineage, wanted.about) else ""
