"""letters: write to a vendor what only it can answer; change the draft, and note when it was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tenken.actions.overview import overview
from tenken.actions.site import Site
from tenken.actions.tasks import Wanted, open_task
from tenken.answers.turns import TURNS, Turn
from tenken.dates import local_day
from tenken.facts.contacts import Contact
from tenken.facts.documents import OfficerAppointment
from tenken.facts.model import FACILITY, SubjectId, SubjectKind
from tenken.facts.systems import SystemInUse
from tenken.facts.vendors import VendorContract, vendor_key
from tenken.ledger import logbook
from tenken.ledger.letters import Filed, devices_of, drop, file_letter, letter, mark_sent, rewrite
from tenken.ledger.lists import name_of
from tenken.ledger.recall import facts_about
from tenken.ledger.sheets import Line, lines_of
from tenken.ledger.stated import of_the_house
from tenken.ledger.tasks import Source
from tenken.ledger.writing import writing
from tenken.pack.letters import Asking, Letter, draft
from tenken.rules.model import Standing
from tenken.standard.model import LINEAGE_NAMES
from tenken.text import Blanks, Complaint, Message, _, in_words

TIME_TO_REPLY = timedelta(weeks=3)
_GOOD = (Standing.MET, Standing.OUT_OF_SCOPE)
_ASKED_TOO = ("account-cleanup",)
"""A facility sees its own accounts; those by which the vendor maintains, only the vendor can explain."""
_NAMED = 5
"""Devices that a letter names; of more it says how many."""
MOST = 20_000
"""Characters of one text; what is longer is no letter."""


class LetterError(Complaint):
    """The letter cannot be kept or sent as it is; the message says why."""


@dataclass(frozen=True, slots=True)
class Form:
    """Of which form of which edition the rows are that shall be asked about."""

    edition: str
    form: str


def open_topics(site: Site, at: Form, now: datetime, vendor: SubjectId | None = None) -> tuple[str, ...]:
    """Lineages whose rows wait for a vendor, in the order of the form; of one vendor without what it has answered."""
    rows = [r for r in overview(site, at.edition, at.form, now).rows if r.verdict.standing not in _GOOD]
    open_ = [r for r in rows if TURNS[r.row.lineage] is Turn.VENDOR or r.row.lineage in _ASKED_TOO]
    if vendor:
        found = lines_of(at.edition, at.form, [r.row.id for r in open_])
        open_ = [r for r in open_ if not _answered(found.get(r.row.id, []), vendor)]
    return tuple(dict.fromkeys(r.row.lineage for r in open_))


def _answered(found: Sequence[Line], vendor: SubjectId) -> bool:
    """Whether the row judges vendors one by one, and this one well."""
    return any(line.about == vendor and line.standing in _GOOD for line in found)


def write_letter(site: Site, vendor: SubjectId, lineages: Sequence[str], at: Form, by: str, now: datetime) -> int:
    """A first draft. Raises LetterError."""
    name = name_of(vendor)
    if not name or not vendor.startswith(f"{SubjectKind.VENDOR}:"):
        raise LetterError(_("choose the vendor that the letter goes to"))
    topics = tuple(lineage for lineage in LINEAGE_NAMES if lineage in lineages)
    if not topics:
        raise LetterError(_("choose what the letter asks about"))
    today = local_day(now)
    edition = site.edition(at.edition).title
    sender = (site.config.facility.name, *_signing(by, now))
    asking = Asking(name, _systems(vendor, name, now), topics, edition, sender, today, today + TIME_TO_REPLY)
    with writing(now) as moment:
        number = file_letter(vendor, topics, draft(asking), by, moment)
        logbook.note(moment, by, "letter", vendor, f"#{number}")
    return number


def _signing(by: str, now: datetime) -> tuple[str, ...]:
    """Who signs: the officer with the post, where one was appointed; else whoever writes."""
    appointed = [f.says for f in facts_about(FACILITY, now) if isinstance(f.says, OfficerAppointment)]
    return (f"{appointed[0].post}　{appointed[0].person}",) if appointed else (by,) if by else ()


def _systems(vendor: SubjectId, name: str, now: datetime) -> tuple[str, ...]:
    """What the vendor looks after: by its contract, by what is said of each system, and by the ledger's devices."""
    contracted = [f.says.systems for f in facts_about(vendor, now) if isinstance(f.says, VendorContract)]
    named = [
        name_of(fact.about)
        for fact in of_the_house((SystemInUse,))
        if isinstance(fact.says, SystemInUse) and vendor_key(fact.says.vendor) == vendor_key(name)
    ]
    devices = devices_of(name)
    told = [*devices[:_NAMED], *([f"ほか{len(devices) - _NAMED}台"] if len(devices) > _NAMED else [])]
    return tuple(dict.fromkeys([*(system for systems in contracted for system in systems), *named, *told]))


def change_letter(number: int, words: Letter, by: str, now: datetime) -> None:
    """Raises LetterError; what was sent stays as it was sent."""
    found = _draft(number)
    _check(words)
    if words == found.letter:
        return
    with writing(now) as moment:
        rewrite(number, words, by, moment)
        logbook.note(moment, by, "letter changed", found.vendor, f"#{number}")


def _check(words: Letter) -> None:
    for text in (words.to, words.title, words.questions):
        if not text.strip():
            raise LetterError(_("addressee, subject and questions must be filled in"))
    if any(len(text) > MOST for text in (words.to, words.sender, words.opening, words.questions, words.closing)):
        raise LetterError(_("a text is longer than {n} characters"), n=MOST)
    if len(words.title) > 200:
        raise LetterError(_("the subject is longer than {n} characters"), n=200)
    if words.reply_by < words.written_on:
        raise LetterError(_("the day of reply lies before the day of the letter"))


def send_letter(site: Site, number: int, on: date, by: str, now: datetime) -> None:
    """Note that it went out; what is to come back becomes a task. Raises LetterError."""
    found = _draft(number)
    if on > local_day(now):
        raise LetterError(_("the day of sending is still to come"))
    blanks: Blanks = {"vendor": name_of(found.vendor), "day": on.isoformat()}
    title = Message(_("See that {vendor} replied to the letter of {day}"), blanks)
    with writing(now) as moment:
        mark_sent(number, on)
        logbook.note(moment, by, "letter sent", found.vendor, f"#{number}")
        wanted = Wanted(in_words(title, site.config.language), about=found.vendor, lineage=_one(found.lineages),
                        due=found.letter.reply_by)  # fmt: skip
        open_task(wanted, Source.OWN, by, now, f"letter:{number}")


def drop_letter(number: int, by: str, now: datetime) -> None:
    """Throw a draft away. Raises LetterError for one that was sent."""
    found = _draft(number)
    with writing(now) as moment:
        drop(number)
        logbook.note(moment, by, "letter dropped", found.vendor, f"#{number} {found.letter.title}")


def _one(lineages: tuple[str, ...]) -> str:
    return lineages[0] if len(lineages) == 1 else ""


def _draft(number: int) -> Filed:
    found = letter(number)
    if found is None:
        raise LetterError(_("there is no letter {n}"), n=number)
    if found.sent_on:
        raise LetterError(_("the letter was sent on {day} and stays as it was"), day=found.sent_on.isoformat())
    return found


def contact_of(vendor: SubjectId, now: datetime) -> str:
    """Whom to send it to, as the vendor's contacts say; empty where none is on file."""
    called = [f.says for f in facts_about(vendor, now) if isinstance(f.says, Contact) and f.says.there(local_day(now))]
    return "、".join(f"{says.whom} {says.phone}".strip() for says in called[:3])
