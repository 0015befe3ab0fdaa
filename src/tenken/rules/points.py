"""What each paper must say. The person who files it ticks the points that really stand in it."""

from collections.abc import Mapping

from tenken.facts.documents import DocumentType
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import _

POINTS: Mapping[DocumentType, Mapping[str, str]] = {
    DocumentType.CONTACT_CHART: {
        "internal": _("who inside tells whom, up to the management"),
        "vendor": _("vendors"),
        "ministry": _("Ministry of Health, Labour and Welfare"),
        "police": _("police"),
    },
    DocumentType.BCP: {
        "normal": _("in normal times: preparation"),
        "detection": _("detection"),
        "first-response": _("first response"),
        "recovery": _("recovery"),
        "afterwards": _("afterwards: report and prevention"),
    },
    DocumentType.PASSWORD_RULES: {
        "no-reuse": _("one password is not used in two places"),
        "factory-passwords": _("factory passwords are changed"),
        "strength": _("length and mixture of passwords"),
    },
    DocumentType.RESTORE_PROCEDURE: {
        "needed-information": _("which information care cannot go on without"),
        "order": _("in which order it is restored"),
        "steps": _("the steps of restoration"),
    },
    DocumentType.ACCESS_MATRIX: {
        "jobs": _("rights by job and duty"),
        "classes": _("rights by class of information"),
    },
    DocumentType.ACCOUNT_REVIEW: {
        "roster": _("compared with the list of staff"),
        "shared": _("shared accounts looked at"),
    },
    DocumentType.LEDGER_REVIEW: {
        "place": _("places of the machines checked"),
        "report": _("reported to the management"),
    },
    DocumentType.OPERATING_RULES: {
        lineage: name for lineage, name in LINEAGE_NAMES.items() if lineage != "operating-rules"
    },
}
