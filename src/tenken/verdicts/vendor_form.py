"""事業者確認用: what each vendor's returned form says, row by row."""

from collections.abc import Iterator

from tenken.facts.model import FACILITY, Fact, SubjectId
from tenken.facts.vendors import VendorAnswer
from tenken.rules.model import Finding, Standing
from tenken.standard.model import Row
from tenken.text import Blanks, Message, _
from tenken.verdicts.case import Case


def findings_of_vendors(edition: str, row: Row, case: Case) -> Iterator[Finding]:
    """One finding a vendor. Without a vendor contract there is no vendor form: that a person declares."""
    vendors = case.contracted_vendors
    if not vendors:
        yield _no_vendor(case)
    for vendor in vendors:
        yield _finding(edition, row, vendor, case)


def answers_of(vendor: SubjectId, edition: str, case: Case) -> dict[str, Fact[VendorAnswer]]:
    """Row id → the vendor's answer, out of the form it returned for this edition."""
    facts = case.about(vendor, VendorAnswer)
    return {fact.says.row: fact for fact in facts if fact.says.edition == edition}


def _no_vendor(case: Case) -> Finding:
    declared = case.none_here("vendor")
    if declared:
        blanks: Blanks = {"by": declared.says.by, "reason": declared.says.reason}
        because = Message(_("{by} declared that there is none: {reason}"), blanks)
        return Finding(FACILITY, Standing.OUT_OF_SCOPE, because, (declared,), "vendor-form")
    return Finding(FACILITY, Standing.UNKNOWN, Message(_("no vendor contract is registered")), (), "vendor-form")


def _finding(edition: str, row: Row, vendor: SubjectId, case: Case) -> Finding:
    returned = answers_of(vendor, edition, case)
    fact = returned.get(row.id)
    if not returned:
        because = Message(_("the vendor has not returned its form"))
        return Finding(vendor, Standing.UNKNOWN, because, (), "vendor-form")
    if fact is None:
        because = Message(_("the vendor left this row open"))
        return Finding(vendor, Standing.UNKNOWN, because, tuple(returned.values())[:1], "vendor-form")
    if fact.says.good_until and fact.says.good_until < case.today:
        because = Message(_("the vendor's answer is older than a year"))
        return Finding(vendor, Standing.UNKNOWN, because, (fact,), "vendor-form")
    if fact.says.confirmed_on is None:
        because = Message(_("the vendor's answer bears no day of confirmation"))
        return Finding(vendor, Standing.UNKNOWN, because, (fact,), "vendor-form")
    if fact.says.yes:
        return Finding(vendor, Standing.MET, Message(_("the vendor answers はい")), (fact,), "vendor-form")
    target = fact.says.target.isoformat() if fact.says.target else "－"
    because = Message(_("the vendor answers いいえ, target date {day}"), {"day": target})
    return Finding(vendor, Standing.NOT_MET, because, (fact,), "vendor-form")
