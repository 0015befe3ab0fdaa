"""機器台帳: the list of machines, narrowed and sorted by its address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenken.facts.model import CLASS_NAMES
from tenken.ledger.links import count_asked
from tenken.ledger.lists import SORTS, Filter, count_by_class, machines
from tenken.rules.model import Standing
from tenken.text import _
from tenken.web.frame import current, site
from tenken.web.typed import whole

COLUMNS = (
    ("title", _("name")),
    ("class", _("class")),
    ("place", _("place")),
    ("owner", _("person responsible")),
    ("seen", _("last seen")),
    ("", _("verdict")),
)


def ledger(request: HttpRequest) -> HttpResponse:
    edition, form = current(request)
    known = site().edition(edition)
    typed, counts = request.GET, count_by_class()
    wanted = Filter(
        machine_class=typed.get("class", "") if typed.get("class", "") in tuple(CLASS_NAMES) else "",
        words=typed.get("q", "").strip()[:100],
        standing=typed.get("standing", "") if typed.get("standing", "").upper() in Standing.__members__ else "",
        entered=typed.get("entered", "") if typed.get("entered", "") in ("yes", "no") else "",
        sort=typed.get("sort", "title") if typed.get("sort", "title") in SORTS else "title",
    )
    context = {
        "list": machines(known.id, known.form(form).id, wanted, whole(typed.get("page", ""), 1)),
        "wanted": wanted,
        "asked": count_asked(),
        "narrowed": bool(wanted.words or wanted.machine_class or wanted.standing or wanted.entered),
        "classes": [(value, name, counts.get(value, 0)) for value, name in CLASS_NAMES.items()],
        "sorts": COLUMNS,
        "standings": [s for s in Standing if s is not Standing.OUT_OF_SCOPE],
    }
    return render(request, "ledger/page.html", context)
