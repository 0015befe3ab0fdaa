"""一括変更: many machines at once; first the fields, then old and new of every cell, then the deed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.bulk_edit import CLASSES, FIELDS, TEXTS, Edit, bulk_edit, plan, read_edit
from tenken.collectors.person.entry import EntryError
from tenken.collectors.person.labels import ROLES
from tenken.facts.model import CLASS_NAMES, SubjectId
from tenken.ledger.lists import values_in_use
from tenken.ledger.stated import names_of
from tenken.ledger.writing import LedgerError
from tenken.text import Message, _
from tenken.web.cells import field_name, told
from tenken.web.frame import current, in_their_words, now, remember_signer, signer, site
from tenken.web.narrowed import narrowed

SHOWN = 200
"""Machines that a preview shows; it says how many there are."""


@require_POST
def edit_machines(request: HttpRequest) -> HttpResponse:
    """Asked by the list; then by its own form, as often as something is wrong; at last with the preview's token."""
    machines = chosen_machines(request)
    if not machines:
        messages.error(request, in_their_words(request, Message(_("tick the machines that are to be changed"))))
        return HttpResponseRedirect(_list(request))
    if "step" not in request.POST:
        return _form(request, machines)
    try:
        edit = read_edit(_ticked(request.POST), request.POST.get("by", ""), request.POST.get("reason", ""))
    except EntryError as error:
        return _form(request, machines, error.problems)
    remember_signer(request, edit.by)
    return _write(request, machines, edit) if "token" in request.POST else _preview(request, machines, edit)


def chosen_machines(request: HttpRequest) -> tuple[SubjectId, ...]:
    """The ticked ones, or all that the list was narrowed to."""
    typed = request.POST
    if typed.get("which") == "all":
        edition, form = current(request)
        return narrowed(QueryDict(typed.get("query", ""))).machines(edition, form, now())
    picked = dict.fromkeys(SubjectId(about) for about in typed.getlist("pick"))
    known = names_of(picked)
    return tuple(about for about in picked if about in known)


def _write(request: HttpRequest, machines: tuple[SubjectId, ...], edit: Edit) -> HttpResponse:
    try:
        number = bulk_edit(site(), machines, edit, request.POST["token"], now())
    except LedgerError as error:
        messages.error(request, in_their_words(request, error.reason))
        return _preview(request, machines, edit)
    messages.success(request, in_their_words(request, Message(_("the machines are changed"))))
    return HttpResponseRedirect(reverse("change-set", args=[number]))


def _preview(request: HttpRequest, machines: tuple[SubjectId, ...], edit: Edit) -> HttpResponse:
    planned = plan(machines, edit)
    context = {
        "edit": edit,
        "changes": told(planned.changes[:SHOWN]),
        "total": len(planned.changes),
        "unchanged": planned.unchanged,
        "token": planned.token,
        "typed": [(f"value-{name}", text) for name, text in _ticked(request.POST).items()],
        "change": list(_ticked(request.POST)),
    }
    return render(request, "edits/preview.html", {**_selection(request, machines), **context})


def _form(
    request: HttpRequest, machines: tuple[SubjectId, ...], problems: Mapping[str, Message] | None = None
) -> HttpResponse:
    typed, values, found = request.POST, values_in_use(), problems or {}
    offered = {**values, "role": dict.fromkeys((*values["role"], *ROLES))}
    context = {
        "fields": [
            {
                "name": name,
                "label": field_name(name),
                "ticked": name in typed.getlist("change"),
                "value": typed.get(f"value-{name}", ""),
                "problem": found.get(name),
                "text": name in TEXTS,
                "offered": offered.get(name, ()),
            }
            for name in FIELDS
        ],
        "classes": [(one.value, CLASS_NAMES[one]) for one in CLASSES],
        "problems": found,
        "by": typed.get("by", "") or signer(request),
        "reason": typed.get("reason", ""),
    }
    return render(
        request, "edits/form.html", {**_selection(request, machines), **context}, status=409 if found else 200
    )


def _selection(request: HttpRequest, machines: tuple[SubjectId, ...]) -> dict[str, Any]:
    every = request.POST.get("which") == "all"
    return {
        "which": "all" if every else "ticked",
        "query": request.POST.get("query", ""),
        "picked": () if every else machines,
        "machines": len(machines),
        "names": list(names_of(machines[:10]).values()),
        "list": _list(request),
    }


def _ticked(typed: QueryDict) -> dict[str, str]:
    """The fields that are to change, with what was typed for them."""
    return {name: typed.get(f"value-{name}", "") for name in typed.getlist("change") if name in FIELDS}


def _list(request: HttpRequest) -> str:
    return reverse("ledger") + narrowed(QueryDict(request.POST.get("query", ""))).address()
