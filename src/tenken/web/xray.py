"""Where a weak spot is mended: for every kind, the page or form that settles it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from tenken.actions.xray import OfRow, XRay
from tenken.answers.xray import Shadow
from tenken.facts.model import SubjectId, SubjectKind, kind_of
from tenken.ledger.spots import KeptSpot
from tenken.text import _
from tenken.web.links import attest_link, task_link

LOOKS: Mapping[Shadow, str] = {
    Shadow.AGAINST_EVIDENCE: "ng",
    Shadow.WITHOUT_EVIDENCE: "unk",
    Shadow.VENDOR: "ng",
    Shadow.UNENTERED: "ng",
    Shadow.UNSEEN: "unk",
    Shadow.STALE: "unk",
    Shadow.REVIEW: "unk",
    Shadow.OVERDUE: "ng",
    Shadow.UNANSWERED: "part",
    Shadow.ROUND: "part",
    Shadow.SOON: "part",
}
"""The mark that stands before a spot of each kind: wrong, not known, or to be done soon."""


@dataclass(frozen=True)
class Fix:
    """One click: what the button says, and where it leads."""

    says: str
    address: str


def fix(found: XRay, row: OfRow, spot: KeptSpot, back: str) -> Fix:
    shadow = Shadow(spot.shadow)
    at_row = reverse("row", args=[found.edition.id, found.form.id, row.row.id])
    if spot.paper:
        preset = {"type": spot.paper.item} if spot.paper.kind == "document" else {}
        link = attest_link(spot.paper.kind, spot.paper.about, item=spot.paper.item, back=back, **preset)
        return Fix(_("renew"), link)
    if shadow in (Shadow.OVERDUE, Shadow.UNANSWERED, Shadow.ROUND):
        return Fix(_("answer it"), f"{at_row}#h-answer")
    if shadow is Shadow.UNENTERED:
        return Fix(_("open the ledger"), reverse("ledger") + "?entered=no")
    if shadow is Shadow.UNSEEN:
        return Fix(_("open the ledger"), reverse("ledger") + "?sort=seen")
    return _of_subject(SubjectId(spot.about)) or Fix(_("open the row"), f"{at_row}#h-findings")


def _of_subject(about: SubjectId) -> Fix | None:
    kind = kind_of(about) if about else SubjectKind.FACILITY
    if kind is SubjectKind.MACHINE:
        return Fix(_("open the machine"), reverse("machine", args=[about]))
    if kind is SubjectKind.VENDOR:
        return Fix(_("open the vendor"), reverse("vendor", args=[about]))
    return None


def task_for(row: OfRow, spot: KeptSpot, title: str, back: str) -> str:
    about = "" if spot.about == "facility" else spot.about
    return task_link(title, row=row.row.lineage, about=about, source="xray", back=back)
