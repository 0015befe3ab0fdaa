"""連絡先・連絡体制図: the picture, the list of numbers, what is doubtful, and the approval that keeps it as a paper."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from tenken.actions.contact_chart import FILE_NAME, Body, Doubt, approve, chart, draft
from tenken.collectors.person.entry import EntryError
from tenken.dates import DateError, local_day, read_day
from tenken.facts.contacts import LANE_NAMES
from tenken.facts.documents import DocumentType
from tenken.pack.contact_chart import Approval
from tenken.rules.points import POINTS
from tenken.text import Message, _
from tenken.web.chart_picture import picture
from tenken.web.entry_form import reason_on_page
from tenken.web.frame import in_their_words, now, remember_signer, signer, site
from tenken.web.links import attest_link

_POINTS = POINTS[DocumentType.CONTACT_CHART]
_FIELDS = ("by", "approved_by", "effective", "version")


def contact_chart(request: HttpRequest) -> HttpResponse:
    return _page(request, {"by": signer(request), "effective": local_day(now()).isoformat()})


def chart_pdf(_request: HttpRequest) -> HttpResponse:
    """The chart as it stands, not approved by anybody."""
    approval = Approval("（未承認）", local_day(now()))
    response = HttpResponse(draft(site(), chart(now()), approval, now()), content_type="application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=FILE_NAME) or ""
    return response


@require_POST
def approve_chart(request: HttpRequest) -> HttpResponse:
    typed = request.POST
    try:
        effective = read_day(typed.get("effective", ""))
        approval = Approval(typed.get("approved_by", "").strip(), effective, typed.get("version", "").strip())
        approve(
            site(),
            approval,
            [point for point in typed.getlist("covers") if point in _POINTS],
            typed.get("by", ""),
            now(),
        )
    except (EntryError, DateError) as error:
        values = {name: typed.get(name, "") for name in _FIELDS}
        return _page(request, values, Message(_("Nothing was kept. {why}"), {"why": reason_on_page(error)}), status=409)
    remember_signer(request, typed.get("by", ""))
    messages.success(request, in_their_words(request, Message(_("the chart is on file as approved, with its PDF"))))
    return HttpResponseRedirect(reverse("document", args=[DocumentType.CONTACT_CHART.value]))


def _page(
    request: HttpRequest, typed: dict[str, str], refused: Message | None = None, status: int = 200
) -> HttpResponse:
    found, here = chart(now()), reverse("contact-chart")
    context = {
        "chart": found,
        "picture": picture(found),
        "lanes": [(LANE_NAMES[lane], lane, entries) for lane, entries in found.lanes],
        "doubts": [(doubt, _settled_by(doubt, here)) for doubt in found.doubts],
        "offered": [(body, _taken_over(body, request, here)) for body in found.offered],
        "points": [(point, Message(words)) for point, words in _POINTS.items()],
        "ticked": request.POST.getlist("covers"),
        "typed": typed,
        "refused": refused,
    }
    return render(request, "contact_chart/page.html", context, status=status)


def _settled_by(doubt: Doubt, back: str) -> str:
    if doubt.preset is None:
        return "#h-approve"
    return attest_link("contact", doubt.about, **doubt.preset, back=back)


def _taken_over(body: Body, request: HttpRequest, back: str) -> str:
    looked_at = in_their_words(request, Message(_("looked up at {page}"), {"page": body.page}))
    values = {"lane": "outside", "whom": body.whom, "phone": body.phone, "occasion": body.occasion}
    return attest_link("contact", "facility", **values, remark=looked_at, back=back)
