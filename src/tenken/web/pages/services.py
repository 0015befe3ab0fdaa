"""必要なサービス: by class and role, what most machines run; a person says of each service whether it is needed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tenken.actions.services import (
    FORBIDDEN,
    NEEDED,
    Proposal,
    Said,
    can_be_written,
    entries_of,
    lists_on_file,
    proposal,
    take,
)
from tenken.collectors.person.entry import EntryError
from tenken.dates import DateError, local_day, read_day
from tenken.facts.model import CLASS_NAMES, MachineClass, SubjectId
from tenken.ledger.alike import groups
from tenken.ledger.stated import names_of
from tenken.ledger.writing import LedgerError
from tenken.rules.proposals import LEAST, OFFER_NAMES, Offer, Proposed
from tenken.text import Message, _
from tenken.web.entry_form import reason_on_page
from tenken.web.frame import in_their_words, now, remember_signer, signer, site
from tenken.web.typed import whole

MOST = 500
"""Services that one form asks about; more are told when these are decided."""


@dataclass(frozen=True)
class Asked:
    """One service as the form asks about it. ``what`` is what is chosen already; a person changes it as he likes."""

    service: str
    what: str
    reason: str
    n: int
    of: int
    offer: str = ""
    machines: tuple[tuple[SubjectId, str], ...] = ()

    @property
    def percent(self) -> int:
        return 100 * self.n // self.of if self.of else 0

    @property
    def can_be_written(self) -> bool:
        return can_be_written(self.service)


def services(request: HttpRequest) -> HttpResponse:
    lists = lists_on_file()
    today = local_day(now())
    rows = [(group, lists.get(group.item), _overdue(lists.get(group.item), today)) for group in groups()]
    return render(request, "services/page.html", {"rows": rows, "least": LEAST})


def _overdue(fact: Any, today: Any) -> bool:
    return fact is not None and fact.says.good_until < today


def of_group(request: HttpRequest, machine_class: str) -> HttpResponse:
    if machine_class not in tuple(MachineClass):
        raise Http404(machine_class)
    typed = request.POST if request.method == "POST" else request.GET
    found = proposal(MachineClass(machine_class), typed.get("role", "").strip(), now())
    if request.method == "POST":
        return _take(request, found)
    return render(request, "services/group.html", _context(request, found))


def _take(request: HttpRequest, found: Proposal) -> HttpResponse:
    typed, said = request.POST, tuple(_said(request.POST))
    try:
        on = read_day(typed.get("confirmed_on", ""))
        take(site(), found.group, said, typed.get("by", ""), on, now())
    except (EntryError, LedgerError, DateError) as error:
        context = _context(request, found, {one.service: one for one in said})
        return render(request, "services/group.html", {**context, "refused": reason_on_page(error)}, status=409)
    remember_signer(request, typed.get("by", ""))
    messages.success(request, in_their_words(request, Message(_("kept"))))
    return HttpResponseRedirect(reverse("services"))


def _said(typed: Mapping[str, str]) -> Iterator[Said]:
    for number in range(min(whole(typed.get("asked", ""), 0), MOST)):
        service, what = typed.get(f"service-{number}", ""), typed.get(f"as-{number}", "")
        if service and what in (NEEDED, FORBIDDEN):
            yield Said(service, what, typed.get(f"reason-{number}", ""))


def _context(request: HttpRequest, found: Proposal, given: Mapping[str, Said] | None = None) -> dict[str, Any]:
    asked = list(_asked(found, given))
    return {
        "found": found,
        "class_name": CLASS_NAMES[found.group.machine_class],
        "asked": asked[:MOST],
        "more": max(0, len(asked) - MOST),
        "known": [line for line in found.lines if line.offer is Offer.KNOWN and not _is_own(line, found)],
        "least": LEAST,
        "by": request.POST.get("by", "") or signer(request),
        "on": request.POST.get("confirmed_on", "") or local_day(now()).isoformat(),
        "whats": ((NEEDED, _("needed")), (FORBIDDEN, _("forbidden")), ("", _("leave open"))),
    }


def _asked(found: Proposal, given: Mapping[str, Said] | None) -> Iterator[Asked]:
    """What is new comes first, then what the list says already. What most machines run is chosen, without a reason."""
    own = found.own.says if found.own else None
    names = names_of(about for line in found.lines for about in line.machines)
    for line in found.lines:
        if line.offer is not Offer.KNOWN and not (own and line.service in own.forbidden):
            machines = tuple((about, names.get(about, about)) for about in line.machines)
            what = {Offer.NEEDED: NEEDED, Offer.FORBIDDEN: ""}.get(line.offer, "")
            one = Asked(line.service, what, "", line.n, line.of, OFFER_NAMES[line.offer], machines)
            yield _as_given(one, given)
    for need, n in entries_of(found):
        yield _as_given(Asked(need.service, NEEDED, need.reason, n, found.group.seen, OFFER_NAMES[Offer.KNOWN]), given)
    for service in own.forbidden if own else ():
        yield _as_given(Asked(service, FORBIDDEN, "", 0, found.group.seen, OFFER_NAMES[Offer.FORBIDDEN]), given)


def _as_given(one: Asked, given: Mapping[str, Said] | None) -> Asked:
    if given is None:
        return one
    said = given.get(one.service, Said(one.service, "", ""))
    return Asked(one.service, said.what, said.reason, one.n, one.of, one.offer, one.machines)


def _is_own(line: Proposed, found: Proposal) -> bool:
    return found.own is not None and line.explained_by in found.own.says.needed
