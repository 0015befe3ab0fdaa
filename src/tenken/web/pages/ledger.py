"""機器台帳: the list of machines, narrowed and sorted by its address, with the columns that one chose."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.saved_views import choose_columns, delete_filter, save_filter
from tenken.facts.model import CLASS_NAMES
from tenken.ledger.links import links
from tenken.ledger.lists import machines, values_in_use
from tenken.ledger.saved_views import liked_by
from tenken.ledger.writing import LedgerError
from tenken.rules.model import Standing
from tenken.text import Message, _
from tenken.web.frame import current, in_their_words, now, who
from tenken.web.ledger_columns import COLUMNS, TITLE, USUAL, Column, as_text, chosen, rows
from tenken.web.narrowed import AGES, Narrowed, chips, narrowed
from tenken.web.typed import whole

_FIRST_DOWN = ("seen", "standing")
"""Sorted so, the newest and the gravest come first."""


def ledger(request: HttpRequest) -> HttpResponse:
    edition, form = current(request)
    found, liked, values = narrowed(request.GET), liked_by(cast(User, request.user)), values_in_use()
    columns = chosen(found.typed.get("cols", "") or liked.columns)
    known = links()
    page = machines(edition, form, found.filter(now(), known), whole(request.GET.get("page", ""), 1), known)
    context = {
        "list": page,
        "rows": rows(page.lines, columns),
        "found": found,
        "wanted": {"words": found.typed.get("q", "")},
        "chips": chips(found),
        "filters": liked.filters,
        "heads": list(_heads(found, columns)),
        "columns": _in_their_order(columns),
        "asked": known.asked,
        "classes": [(value, name, values["machine_class"].get(value, 0)) for value, name in CLASS_NAMES.items()],
        "values": values,
        "ages": AGES,
        "standings": [s for s in Standing if s is not Standing.OUT_OF_SCOPE],
        "back": found.address(page=str(page.number - 1)),
        "next": found.address(page=str(page.number + 1)),
    }
    return render(request, "ledger/page.html", context)


@require_POST
def columns(request: HttpRequest) -> HttpResponse:
    """Keep the ticked columns in the order of their numbers; ``usual`` goes back to those that all begin with."""
    typed = request.POST
    ticked = [key for key in typed.getlist("column") if key in COLUMNS]
    ordered = sorted(ticked, key=lambda key: _place(typed.get(f"place-{key}", "")))
    choose_columns(cast(User, request.user), "" if "usual" in typed else ",".join(ordered))
    return _back_to(typed.get("query", ""), cols="")


@require_POST
def keep_filter(request: HttpRequest) -> HttpResponse:
    typed, asked = request.POST, narrowed(QueryDict(request.POST.get("query", "")))
    try:
        save_filter(cast(User, request.user), who(request), typed.get("name", ""), asked.query, now(),
                    shared="shared" in typed)  # fmt: skip
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    else:
        messages.success(request, in_their_words(request, Message(_("the filter is kept"))))
    return _back_to(typed.get("query", ""))


@require_POST
def drop_filter(request: HttpRequest) -> HttpResponse:
    try:
        delete_filter(cast(User, request.user), who(request), whole(request.POST.get("number", ""), 0), now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
    return _back_to(request.POST.get("query", ""))


def _back_to(query: str, **changes: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("ledger") + narrowed(QueryDict(query)).address(**changes))


def _place(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 4 else 99


def _heads(found: Narrowed, columns: Sequence[Column]) -> Iterator[tuple[Column, str, str]]:
    """(column, the address that sorts by it or turns the order, how it is sorted now)."""
    sort = found.typed.get("sort", "title")
    for column in (TITLE, *columns):
        here = sort.removeprefix("-") == column.key
        turned = sort == column.key
        down = (column.key in _FIRST_DOWN) is not sort.startswith("-")
        state = ("descending" if down else "ascending") if here else ""
        yield column, found.address(sort=f"-{column.key}" if turned else column.key), state


def _in_their_order(columns: Sequence[Column]) -> dict[str, Any]:
    """All columns for the chooser: (number, column, whether it is shown), the shown ones first."""
    others = [column for column in COLUMNS.values() if column not in columns]
    numbered = enumerate((*columns, *others), 1)
    return {
        "all": [(number, column, column in columns) for number, column in numbered],
        "text": as_text(columns),
        "usual": as_text(columns) == ",".join(USUAL),
    }
