"""hand over: form, reasons and evidence in one sealed pack."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from tenken.actions.assess import Assessment, assess_form
from tenken.actions.site import Site
from tenken.answers.model import on_paper
from tenken.dates import end_of, in_wareki, local_day
from tenken.facts.accounts import Administrators, LocalAccounts
from tenken.facts.vendors import VendorAnswer
from tenken.forms.workbook import Entry, Mark, fill, load_workbook
from tenken.ledger import logbook, seal
from tenken.ledger.exhibits import exhibits, host_names
from tenken.ledger.kept_searches import kept_searches
from tenken.pack.bind import bind
from tenken.pack.mask import words_to_hide
from tenken.pack.model import Contents, Masking, Paper
from tenken.standard.load import edition_folder
from tenken.standard.model import Form
from tenken.text import Blanks, Complaint, _
from tenken.verdicts.case import Case
from tenken.verdicts.vendor_form import answers_of

FIRST_DAY = date(1980, 1, 1)
"""A zip knows no earlier one."""
_EVERYBODYS = {"root", "admin", "administrator", "daemon", "nobody"}


class PackError(Complaint):
    """No pack can be made as asked: choose another day."""


def hand_over(
    site: Site, edition: str, form: str, day: date, now: datetime, masking: Masking = Masking.NOTHING, by: str = ""
) -> bytes:
    """The pack as of the end of a day. Same ledger and day, same bytes. Raises PackError for a day still to come."""
    if not FIRST_DAY <= day <= local_day(now):
        blanks: Blanks = {"day": day.isoformat(), "first": FIRST_DAY.isoformat(), "last": local_day(now).isoformat()}
        raise PackError(_("a pack is made as of a day from {first} to {last}, not as of {day}"), **blanks)
    assessment = assess_form(site, edition, form, end_of(day))
    contents = pack_contents(site, assessment, day, masking)
    pack = bind(contents, site.keys.signing())
    logbook.note(now, by, "pack", f"{edition} {form}", f"{day.isoformat()} {masking.name}")
    return pack


def pack_contents(site: Site, assessment: Assessment, day: date, masking: Masking) -> Contents:
    case, say = assessment.case, site.config.language
    cited = exhibits(assessment.verdicts, case, site.archive, say)
    searches = kept_searches(assessment.form, case.as_of, site.archive, say, masking, after=len(cited))
    return Contents(
        facility=site.config.facility.name or "（施設名 未設定）",
        edition=assessment.edition,
        form=assessment.form,
        case=case,
        verdicts=assessment.verdicts,
        answers=assessment.answers,
        papers=tuple(_papers(site, assessment, day)),
        exhibits=cited,
        seal=seal.head(),
        masking=masking,
        language=say,
        words_to_hide=words_to_hide(masking, tuple(host_names(case)), _accounts(case)),
        searches=searches.exhibits,
        searches_left_out=searches.left_out,
    )


def _papers(site: Site, assessment: Assessment, day: date) -> Iterator[Paper]:
    """The facility's form; or of the vendor form one for each vendor that returned it."""
    edition, form = assessment.edition, assessment.form
    blank = load_workbook(edition_folder(edition.id, site.config.imported_editions), form.id)
    if form.answered_by == "vendor":
        for vendor in assessment.case.contracted_vendors:
            name = assessment.case.names[vendor]
            entries = {
                row: _returned(fact.says) for row, fact in answers_of(vendor, edition.id, assessment.case).items()
            }
            heads = _known_heads(form, {"事業者": name, "医療機関": site.config.facility.name})
            yield Paper(f"{form.title}_{name}", fill(blank, entries, heads), entries, heads)
        return
    entries = {row: on_paper(answers) for row, answers in assessment.answers.items()}
    heads = _heads(site, assessment, day)
    yield Paper(form.title, fill(blank, entries, heads), entries, heads)


def _returned(says: VendorAnswer) -> Entry:
    mark = Mark(says.yes, says.confirmed_on)
    return Entry(None, says.target, mark) if says.round == 2 else Entry(mark, says.target)


def _heads(site: Site, assessment: Assessment, day: date) -> Mapping[str, str]:
    """What stands at the head of the form: our name, the day, and who answered last."""
    last = [answers[-1] for answers in assessment.answers.values() if answers]
    by = max(last, key=lambda answer: answer.recorded_at).by if last else ""
    return _known_heads(assessment.form, {"名": site.config.facility.name, "日": in_wareki(day), "者": by})


def _known_heads(form: Form, known: Mapping[str, str]) -> Mapping[str, str]:
    """The printed label of each head, and the text whose sign stands in it."""
    return {label: next((text for sign, text in known.items() if sign in label), "") for label in form.heads}


def _accounts(case: Case) -> tuple[str, ...]:
    local = {account.name for fact in case.everybody(LocalAccounts) for account in fact.says.accounts}
    privileged = {account for fact in case.everybody(Administrators) for account in fact.says.accounts}
    return tuple((local | privileged) - _EVERYBODYS)
