"""定期確認: the months, one month with its flags, what a person decides of them, and the signature."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from tenken.actions.log_decide import LONGEST, Judged, decide, take_back
from tenken.actions.log_evidence import logs_of
from tenken.actions.log_lists import import_list, lists_of
from tenken.actions.log_review import LOOKING, Looked, Reviewed, decisions_since, look, look_through, reviewed, runs_of
from tenken.actions.log_sign import Signed, recount, sign, signed_months
from tenken.actions.look_at_logs import keep_up
from tenken.dates import DateError, local_day, read_day
from tenken.ledger.log_decisions import VERDICT_NAMES, Verdict
from tenken.logs.review.headings import HEADINGS
from tenken.logs.review.keep import months_of_events, read_run
from tenken.logs.review.lists import provenance_of
from tenken.logs.review.model import EXPLAINED_BY, LIST_NAMES, NEAR_DAYS, Month, Ran, ReviewError, why_of
from tenken.text import Complaint, Message, _
from tenken.web.downloads import download
from tenken.web.frame import in_their_words, now, remember_signer, signer, site, who
from tenken.web.typed import whole

_SHOWN, _AT_ONCE = 24, 500
"""Months of the list (elder ones are opened by their address), and flags of a rule."""


@dataclass(frozen=True)
class Line:
    """A month of the list."""

    month: Month
    flags: int | None
    open: int
    signed: Signed | None
    over: bool


@dataclass(frozen=True)
class Part:
    """A rule and its flags."""

    ran: Ran
    looked: tuple[Looked, ...]

    @property
    def open(self) -> int:
        return sum(one.is_open for one in self.looked) + self.ran.unlisted

    @property
    def later(self) -> bool:
        return len(self.looked) > _AT_ONCE

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Where there are too many, the undecided ones first."""
        order = sorted(self.looked, key=lambda one: not one.is_open) if self.later else self.looked
        return [_line(one) for one in order[:_AT_ONCE]]

    @property
    def lists(self) -> list[str]:
        return [LIST_NAMES[name] for name in self.ran.lacks]


def reviews(request: HttpRequest, refused: Message | None = None, status: int = 200) -> HttpResponse:
    context = {
        "far": keep_up(site()),
        "lines": list(_months()),
        "lists": [(kind, LIST_NAMES[kind], _columns(kind), provenance_of(lists_of(site()), kind)) for kind in HEADINGS],
        "refused": refused,
    }
    return render(request, "log_reviews/page.html", context, status=status)


def review(request: HttpRequest, month: str) -> HttpResponse:
    return _month_page(request, _month(month))


@require_POST
def take_list(request: HttpRequest) -> HttpResponse:
    file, kind = request.FILES.get("file"), request.POST.get("kind", "")
    if file is None or kind not in HEADINGS:
        return reviews(request, Message(_("choose the file and what list it is")), 409)
    try:
        n = import_list(site(), kind, file.read(), file.name or "", who(request), now())
    except Complaint as error:
        return reviews(request, error.reason, 409)
    said = Message(_("{list}: {n} lines taken in"), {"list": Message(LIST_NAMES[kind]), "n": n})
    messages.success(request, in_their_words(request, said))
    return HttpResponseRedirect(reverse("log-reviews"))


@require_POST
def run(request: HttpRequest, month: str) -> HttpResponse:
    wanted = _month(month)
    try:
        done = look_through(site(), wanted, who(request), now())
        recount(site(), who(request), now())
    except Complaint as error:
        return _month_page(request, wanted, error.reason, 409)
    words = _("the month was looked through") if done else _("the month is being looked through; come back in a while")
    messages.success(request, in_their_words(request, Message(words)))
    return HttpResponseRedirect(reverse("log-review", args=[month]))


@require_POST
def decide_flags(request: HttpRequest, month: str) -> HttpResponse:
    wanted, typed = _month(month), request.POST
    try:
        until = read_day(typed["until"]) if typed.get("until") else None
        judged = Judged(Verdict(typed.get("verdict") or Verdict.TAKEN_BACK), typed.get("reason", ""), until)
        n = decide(site(), wanted, typed.getlist("flag"), judged, signer(request) or who(request), now())
    except (Complaint, DateError) as error:
        return _month_page(request, wanted, error.reason, 409)
    except ValueError:
        return _month_page(request, wanted, Message(_("choose a decision")), 409)
    messages.success(request, in_their_words(request, Message(_("{n} decided"), {"n": n})))
    return HttpResponseRedirect(f"{reverse('log-review', args=[month])}#r-{typed.get('rule', '')[:40]}")


@require_POST
def take_decision_back(request: HttpRequest, month: str) -> HttpResponse:
    wanted = _month(month)
    try:
        take_back(site(), whole(request.POST.get("number", ""), 0), signer(request) or who(request), now())
    except Complaint as error:
        return _month_page(request, wanted, error.reason, 409)
    messages.success(request, in_their_words(request, Message(_("decision taken back"))))
    return HttpResponseRedirect(reverse("log-review", args=[month]))


@require_POST
def sign_month(request: HttpRequest, month: str) -> HttpResponse:
    wanted = _month(month)
    typed = request.POST
    by, found, leave = typed.get("by", ""), typed.get("found", ""), typed.get("leave_open") == "yes"
    try:
        sign(site(), wanted, by, found, now(), leave_open=leave)
    except Complaint as error:
        return _month_page(request, wanted, error.reason, 409)
    remember_signer(request, by)
    messages.success(request, in_their_words(request, Message(_("the review is signed and on file"))))
    return HttpResponseRedirect(reverse("log-review", args=[month]))


def paper(request: HttpRequest, month: str) -> HttpResponse:
    """The newest record of the month that was signed."""
    del request
    return download(site().archive.fetch(_signed(month).pdf), f"log-review-{month}.pdf", "application/pdf")


def data(request: HttpRequest, month: str) -> HttpResponse:
    """The same as data with its signature."""
    del request
    return download(site().archive.fetch(_signed(month).sealed), f"log-review-{month}.json", "application/json")


def _signed(month: str) -> Signed:
    signed = signed_months().get(str(_month(month)))
    if signed is None:
        raise Http404(month)
    return signed


def _months() -> Iterator[Line]:
    signed, today = signed_months(), now()
    months = [one for one in months_of_events(logs_of(site()) / "search") if one.since <= today][:_SHOWN]
    decisions = decisions_since(months[-1].first) if months else None
    for month in months:
        known = read_run(runs_of(site()), month)
        looked = list(look(site(), known, decisions)) if known else []
        more = known.unlisted if known else 0
        yield Line(month, len(looked) + more if known else None, sum(one.is_open for one in looked) + more,
                   signed.get(str(month)), month.until <= today)  # fmt: skip


def _month(text: str) -> Month:
    try:
        month = Month.read(text)
    except ReviewError as error:
        raise Http404(text) from error
    if month.since > now():
        raise Http404(text)
    return month


def _month_page(request: HttpRequest, month: Month, refused: Message | None = None, status: int = 200) -> HttpResponse:
    known = reviewed(site(), month)
    explained = [
        (Message(words, {"days": NEAR_DAYS}), known.run.counted.explained.get(name, 0))
        for name, words in EXPLAINED_BY.items()
        if known
    ]
    context = {
        "month": month,
        "known": known,
        "found": len(known.looked) + known.run.unlisted if known else 0,
        "run_at": datetime.fromisoformat(known.run.at) if known else None,
        "early": known is not None and datetime.fromisoformat(known.run.at) < month.until,
        "over": month.until <= now(),
        "parts": _parts(known) if known else [],
        "explained": explained,
        "goes_on": LOOKING.goes_on(month),
        "signed": signed_months().get(str(month)),
        "verdicts": [(one, VERDICT_NAMES[one]) for one in Verdict if one is not Verdict.TAKEN_BACK],
        "latest": local_day(now() + LONGEST),
        "today": local_day(now()),
        "typed": request.POST,
        "by": request.POST.get("by", "") or signer(request),
        "refused": refused,
    }
    return render(request, "log_reviews/month.html", context, status=status)


def _parts(known: Reviewed) -> list[Part]:
    """Rules that flagged something first, then those that could not be asked, then those that found nothing."""
    parts = [Part(ran, tuple(one for one in known.looked if one.flag.rule == ran.rule)) for ran in known.run.rules]
    return sorted(parts, key=lambda part: (not part.looked, not part.ran.lacks))


def _line(one: Looked) -> dict[str, Any]:
    return {
        "flag": one.flag,
        "at": datetime.fromisoformat(one.flag.at),
        "day": local_day(datetime.fromisoformat(one.flag.at)),
        "why": why_of(one.ran, one.flag),
        "open": one.is_open,
        "earlier": one.earlier,
        "decided": one.decided,
        "verdict": VERDICT_NAMES[one.decided.verdict] if one.decided else "",
    }


def _columns(kind: str) -> str:
    return "、".join(names[0].replace("id", "ID") for names in HEADINGS[kind].values())
