"""answer: a named person says はい or いいえ to a row, beside the verdict of that moment."""

from datetime import datetime

from tenken.actions.assess import find_form
from tenken.actions.site import Site
from tenken.answers.carry import Offer, carry
from tenken.answers.model import Answer, AnswerError, Proposed, accept, ends_form
from tenken.dates import local_day
from tenken.ledger import logbook
from tenken.ledger.answers import answers_at, answers_of, keep_answer
from tenken.ledger.recall import case_at
from tenken.ledger.writing import writing
from tenken.standard.load import EditionError, edition_names
from tenken.standard.model import Edition, Form, Row
from tenken.text import _
from tenken.verdicts.assess import assess_row


def answer(site: Site, edition: str, form: str, row: str, proposed: Proposed, now: datetime) -> Answer:
    """Keep an answer. Raises AnswerError with what it lacks; EditionError for a form or row that there is not."""
    known, asked = find_form(site, edition, form)
    wanted = find_row(asked, row)
    if asked.answered_by == "vendor":
        words = _("Vendors answer this form. Take in their returned workbook with “tenken import vendor_form”.")
        raise AnswerError(words)
    verdict = assess_row(known.id, asked, wanted, case_at(now))
    with writing(now):
        given = answers_at(known.id, asked.id, now)
        _refuse_behind_gate(asked, wanted, given)
        accepted = accept(known, asked, verdict, proposed, given.get(wanted.id, ()), now, local_day(now))
        keep_answer(accepted)
        words = "はい" if accepted.yes else "いいえ"
        logbook.note(now, accepted.by, "answer", f"{known.id} {asked.id} {wanted.id}", words)
    return accepted


def find_row(form: Form, name: str) -> Row:
    """The row of this id or printed number. Raises EditionError."""
    try:
        return form.row(name)
    except KeyError:
        beside = form.beside(name)
        if beside:
            rows = ", ".join(beside)
            raise EditionError(_("{row} stands for several rows: {rows}"), row=name, rows=rows) from None
        raise EditionError(_("the form has no row {row}"), row=name) from None


def _refuse_behind_gate(form: Form, row: Row, given: dict[str, tuple[Answer, ...]]) -> None:
    if not row.gate and ends_form(form, [a for answers in given.values() for a in answers]):
        gate = form.gate.id if form.gate else ""
        words = _("row {gate} is answered いいえ, which ends the form; {row} needs no answer")
        raise AnswerError(words, gate=gate, row=row.id)


def last_offers(site: Site, edition: str, form: str, as_of: datetime) -> dict[str, tuple[Offer, ...]]:
    """Row → what was answered to the same question in the newest earlier edition in which it was answered."""
    known, asked = find_form(site, edition, form)
    earlier = _earlier(site, known)
    given = answers_of([one.id for one in earlier], as_of)
    found: dict[str, tuple[Offer, ...]] = {}
    for before in earlier:
        for old in before.forms:
            answers = [a for answers in given.get((before.id, old.id), {}).values() for a in answers]
            if answers and {asked.id, *asked.also} & {old.id, *old.also}:
                for row, mine in _by_row(carry(old, asked, answers)).items():
                    found.setdefault(row, mine)
    return found


def _earlier(site: Site, known: Edition) -> list[Edition]:
    """Newest first."""
    names = edition_names(site.config.imported_editions)
    older = [one for one in map(site.edition, names) if one.fiscal_year < known.fiscal_year]
    return sorted(older, key=lambda one: one.fiscal_year, reverse=True)


def _by_row(found: tuple[Offer, ...]) -> dict[str, tuple[Offer, ...]]:
    rows = dict.fromkeys(offer.row.id for offer in found)
    return {row: tuple(offer for offer in found if offer.row.id == row) for row in rows}


def offers(site: Site, old: str, new: str, form: str, now: datetime) -> tuple[Offer, ...]:
    """What was answered to the same questions in an earlier edition."""
    before, old_form = find_form(site, old, form)
    _after, new_form = find_form(site, new, form)
    given = answers_at(before.id, old_form.id, now)
    return carry(old_form, new_form, [a for answers in given.values() for a in answers])
