"""連絡体制図 as a page to hang on the wall: four steps from left to right, numbers larger than names."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from tenken.dates import in_wareki
from tenken.forms.pdf import render

TEMPLATE = Path(__file__).with_name("contact_chart.typ")


@dataclass(frozen=True)
class Called:
    """``of`` is the vendor whose contact it is; empty for those of the facility and for bodies outside."""

    whom: str
    duty: str = ""
    phone: str = ""
    night_phone: str = ""
    occasion: str = ""
    of: str = ""


@dataclass(frozen=True)
class Approval:
    """Who approved the chart, from when on, as which version."""

    approved_by: str
    effective: date
    version: str = ""


def contact_chart_pdf(
    facility: str, lanes: Sequence[tuple[str, Sequence[Called]]], approval: Approval, moment: datetime
) -> bytes:
    """One A4 sheet, or more where there are many to call; same input, same bytes."""
    data = {
        "facility": facility,
        "lanes": [{"title": title, "called": [asdict(one) for one in called]} for title, called in lanes],
        "approved_by": approval.approved_by,
        "effective": approval.effective.isoformat(),
        "wareki": in_wareki(approval.effective),
        "version": approval.version,
    }
    return render(TEMPLATE, data, moment)
