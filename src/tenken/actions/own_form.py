"""事業者の様式: a vendor writes its own form here, or uploads its workbook; handed in, it is its returned form."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tenken.actions.import_form import import_vendor_form
from tenken.actions.site import Site
from tenken.answers.model import number_of
from tenken.collectors.vendor_form.read import recognise
from tenken.dates import in_wareki, local_day
from tenken.facts.model import SubjectId
from tenken.forms.workbook import Entry, Mark, Problem, fill, load_workbook
from tenken.ledger import logbook, returns
from tenken.ledger.lists import name_of
from tenken.ledger.recall import newest
from tenken.ledger.returns import Return, Said
from tenken.ledger.writing import LedgerError, alone
from tenken.standard.load import EditionError, edition_folder
from tenken.standard.model import Edition, Form, Row
from tenken.text import Complaint, Message, _

ANSWERS = {"yes": _("はい"), "no": _("いいえ"), "none": _("out of scope")}
VERBS: Mapping[str, str] = {
    "hand in form": _("vendor's form handed in"),
    "give back form": _("vendor's form given back"),
}
"""What the logbook says of forms that vendors write here."""
_PROBLEMS = {
    "answer": _("choose はい, いいえ or 対象外"),
    "note": _("say why it is 対象外"),
    "target": _("いいえ needs a target date between {first} and {last}"),
}


class FormError(Complaint):
    """The form cannot be handed in so; ``problems`` names each row that lacks something."""

    def __init__(self, problems: Mapping[str, Message], reason: Message | None = None) -> None:
        super().__init__(reason or Message(_("{n} rows lack something; look at the marks below"), {"n": len(problems)}))
        self.problems = problems


@dataclass(frozen=True)
class Line:
    row: Row
    number: str
    said: Said


@dataclass(frozen=True)
class OwnForm:
    """A vendor's form of the current edition: as typed so far, or as it was handed in."""

    vendor: SubjectId
    name: str
    edition: Edition
    form: Form
    lines: tuple[Line, ...]
    handed_in: Return | None


@dataclass(frozen=True)
class Look:
    """What an uploaded workbook says, before it counts. ``problems`` are cells that could not be read."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def own_form(site: Site, vendor: SubjectId) -> OwnForm:
    """Raises LedgerError where the account belongs to no vendor or the edition has no form for vendors."""
    name = name_of(vendor) if vendor else ""
    if not name:
        raise LedgerError(_("this account belongs to no vendor of the ledger; ask the facility"))
    try:
        edition = site.edition(site.config.checklist.edition)
        form = edition.form("vendor")
    except (EditionError, KeyError) as error:
        raise LedgerError(_("this year's edition has no form for vendors")) from error
    handed_in = returns.standing_return(vendor, edition.id)
    known = {one.row: one for one in handed_in.rows} if handed_in else returns.draft(vendor, edition.id)
    return OwnForm(vendor, name, edition, form, _lines(edition, form, known), handed_in)


def save(site: Site, vendor: SubjectId, said: Sequence[Said], by: str, now: datetime) -> None:
    """下書き保存. Raises LedgerError where it is handed in already."""
    mine = own_form(site, vendor)
    with alone():
        _refuse_handed_in(mine)
        returns.keep_draft(vendor, mine.edition.id, said, by, now)


def hand_in(site: Site, vendor: SubjectId, said: Sequence[Said], by: str, now: datetime) -> None:
    """提出: the official workbook is filled as the vendor would, and taken in. Raises FormError, LedgerError."""
    mine = own_form(site, vendor)
    _refuse_handed_in(mine)
    problems = {one.row: words for one in said for words in _problems(mine.edition, one)}
    if problems:
        raise FormError(problems)
    entries = {one.row: _entry(one) for one in said if one.answer in ("yes", "no")}
    if not entries:
        raise FormError({}, Message(_("all rows are 対象外: then there is nothing to hand in; talk to the facility")))
    blank = load_workbook(edition_folder(mine.edition.id, site.config.imported_editions), mine.form.id)
    raw = fill(blank, entries, _heads(site, mine, by, local_day(now)))
    with alone():
        returns.keep_draft(vendor, mine.edition.id, said, by, now)
        _take(site, mine, raw, said, by, now)


def look(site: Site, vendor: SubjectId, raw: bytes) -> Look:
    """What a workbook would say. Raises Unreadable, FormError where it is another vendor's or another edition's."""
    mine = own_form(site, vendor)
    returned = recognise(raw, site.config.imported_editions)
    if returned.edition != mine.edition.id:
        raise FormError({}, Message(_("this is the form of another year; fill in that of {edition}"),
                                    {"edition": mine.edition.title}))  # fmt: skip
    if returned.vendor and returned.vendor != mine.name:
        words = _("the form is by “{name}”, not by “{chosen}”; nothing was taken")
        raise FormError({}, Message(words, {"name": returned.vendor, "chosen": mine.name}))
    said = {row: _said(row, entry) for row, entry in returned.filled.entries.items()}
    return Look(_lines(mine.edition, mine.form, said), returned.filled.problems)


def hand_in_file(site: Site, vendor: SubjectId, raw: bytes, by: str, now: datetime) -> None:
    """The workbook as it came counts. Raises what ``look`` raises, and LedgerError."""
    seen, mine = look(site, vendor, raw), own_form(site, vendor)
    with alone():
        _refuse_handed_in(mine)
        _take(site, mine, raw, [line.said for line in seen.lines], by, now)


def give_back(site: Site, vendor: SubjectId, by: str, now: datetime) -> None:
    """The vendor may write and hand in anew. Raises LedgerError where nothing stands handed in."""
    with alone():
        returns.reopen(vendor, site.config.checklist.edition, now)
        logbook.note(now, by, "give back form", vendor, site.config.checklist.edition)


def _take(site: Site, mine: OwnForm, raw: bytes, said: Iterable[Said], by: str, now: datetime) -> None:
    import_vendor_form(site, raw, now, mine.vendor, by)
    digest = hashlib.sha256(raw).hexdigest()
    returns.keep_return(Return(0, mine.vendor, mine.edition.id, by, now, newest(), digest, tuple(said)))
    logbook.note(now, by, "hand in form", mine.vendor, mine.edition.id)


def _refuse_handed_in(mine: OwnForm) -> None:
    if returns.standing_return(mine.vendor, mine.edition.id):
        raise LedgerError(_("the form is handed in; ask the facility to give it back where something is to be changed"))


def _lines(edition: Edition, form: Form, known: Mapping[str, Said]) -> tuple[Line, ...]:
    return tuple(Line(row, number_of(edition, row), known.get(row.id, Said(row.id))) for row in form.rows)


def _problems(edition: Edition, said: Said) -> Iterable[Message]:
    if said.answer not in ANSWERS:
        yield Message(_PROBLEMS["answer"])
    elif said.answer == "none" and not said.note.strip():
        yield Message(_PROBLEMS["note"])
    elif said.answer == "no" and not (said.target and edition.first_day <= said.target <= edition.last_day):
        days = {"first": edition.first_day.isoformat(), "last": edition.last_day.isoformat()}
        yield Message(_PROBLEMS["target"], days)


def _entry(said: Said) -> Entry:
    return Entry(Mark(said.answer == "yes", said.on), said.target if said.answer == "no" else None)


def _said(row: str, entry: Entry) -> Said:
    mark = entry.second or entry.first
    return Said(row, ("yes" if mark.yes else "no") if mark else "", "", mark.on if mark else None, entry.target)


def _heads(site: Site, mine: OwnForm, by: str, today: date) -> Mapping[str, str]:
    """What stands at the head of the form, by a sign in its printed label."""
    known = {"事業者": mine.name, "担当": by, "医療機関": site.config.facility.name, "日": in_wareki(today)}
    return {label: next((text for sign, text in known.items() if sign in label), "") for label in mine.form.heads}
