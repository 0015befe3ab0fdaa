"""連絡体制図: who is called in which order, what is doubtful about it, and its approval as a paper on file."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from tenken.actions.attest import Stated, Upload, attest
from tenken.actions.collect import Outcome
from tenken.actions.site import Site
from tenken.dates import local_day
from tenken.facts.contacts import LANE_NAMES, Contact, Lane, kana_key
from tenken.facts.documents import DocumentOnFile, DocumentType, OfficerAppointment
from tenken.facts.model import FACILITY, Fact, SubjectId, SubjectKind
from tenken.ledger.lists import titles
from tenken.ledger.people import names_that_left
from tenken.ledger.stated import of_the_house
from tenken.pack.contact_chart import Approval, Called, contact_chart_pdf
from tenken.text import Blanks, Message, _, translate
from tenken.verdicts.case import AnyFact

A_YEAR_OLD = timedelta(days=365)
FILE_NAME = "連絡体制図.pdf"
_BODIES = Path(__file__).with_name("outside_bodies.toml")


@dataclass(frozen=True)
class Body:
    """A body outside as it is offered. Nobody has confirmed its number; ``page`` is where to look."""

    whom: str
    phone: str
    occasion: str
    page: str


@dataclass(frozen=True)
class Entry:
    """Somebody to call. ``of`` is the name of the vendor; ``old`` says that nobody confirmed it for a year."""

    fact: Fact[Contact]
    of: str
    old: bool

    @property
    def says(self) -> Contact:
        return self.fact.says

    @property
    def order(self) -> tuple[int, str, str]:
        return (self.says.turn or 99, self.of, kana_key(self.says.reading or self.says.whom))


@dataclass(frozen=True)
class Doubt:
    """What makes the chart doubtful; ``preset`` fills the form that settles it, ``about`` is whom it is of."""

    words: Message
    about: SubjectId = FACILITY
    preset: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Chart:
    """``paper`` is the chart as it was approved last."""

    lanes: tuple[tuple[Lane, tuple[Entry, ...]], ...]
    left: tuple[Entry, ...]
    offered: tuple[Body, ...]
    paper: Fact[DocumentOnFile] | None
    doubts: tuple[Doubt, ...]

    @property
    def by_reading(self) -> tuple[Entry, ...]:
        every = [entry for _lane, entries in self.lanes for entry in entries]
        return tuple(sorted(every, key=lambda one: kana_key(one.says.reading or one.says.whom)))


@cache
def bodies() -> tuple[Body, ...]:
    return tuple(Body(**one) for one in tomllib.loads(_BODIES.read_text(encoding="utf-8"))["body"])


def chart(now: datetime) -> Chart:
    """The chart as it stands now; a fixed number of questions, whatever the size of the house."""
    today, names = local_day(now), dict(titles(SubjectKind.VENDOR))
    facts = of_the_house((Contact, OfficerAppointment, DocumentOnFile))
    entries = [_entry(fact, names, today) for fact in facts if isinstance(fact.says, Contact)]
    present = [one for one in entries if one.says.there(today)]
    paper = next((f for f in facts if _is_chart(f)), None)
    named = {one.says.whom for one in entries}
    return Chart(
        lanes=tuple((lane, _of_lane(lane, present)) for lane in Lane),
        left=tuple(one for one in entries if not one.says.there(today)),
        offered=tuple(body for body in bodies() if body.whom not in named),
        paper=paper,
        doubts=(*_doubts(paper, entries, present, facts, names, today), *_of_people(present, names_that_left(today))),
    )


def draft(site: Site, shown: Chart, approval: Approval, now: datetime) -> bytes:
    """The chart as a PDF. What nobody confirmed is not on it."""
    lanes = [(translate(LANE_NAMES[lane], "ja"), [_called(one) for one in entries]) for lane, entries in shown.lanes]
    return contact_chart_pdf(site.config.facility.name, lanes, approval, now)


def approve(site: Site, approval: Approval, covers: Sequence[str], by: str, now: datetime) -> Outcome:
    """The chart as it stands becomes the facility's paper, with the PDF as its file. Raises EntryError."""
    values = {
        "type": DocumentType.CONTACT_CHART.value,
        "title": "連絡体制図",
        "effective": approval.effective.isoformat(),
        "approved_by": approval.approved_by,
        "covers": ", ".join(covers),
        "version": approval.version,
    }
    file = Upload(FILE_NAME, draft(site, chart(now), approval, now))
    return attest(site, Stated(DocumentOnFile.kind, FACILITY, values, by, local_day(now), file), now)


def _is_chart(fact: AnyFact) -> bool:
    return isinstance(fact.says, DocumentOnFile) and fact.says.type is DocumentType.CONTACT_CHART


def _entry(fact: Fact[Contact], names: Mapping[SubjectId, str], today: date) -> Entry:
    return Entry(fact, names.get(fact.about, ""), fact.says.good_until < today)


def _of_lane(lane: Lane, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted((one for one in entries if one.says.lane is lane), key=lambda one: one.order))


def _called(one: Entry) -> Called:
    says = one.says
    return Called(says.whom, says.duty, says.phone, says.night_phone, says.occasion, one.of)


def _doubts(
    paper: Fact[DocumentOnFile] | None,
    entries: Sequence[Entry],
    present: Sequence[Entry],
    facts: Sequence[AnyFact],
    names: Mapping[SubjectId, str],
    today: date,
) -> Iterator[Doubt]:
    yield from _of_paper(paper, entries, today)
    for one in present:
        blanks: Blanks = {"whom": one.says.whom, "day": one.says.confirmed_on.isoformat()}
        change = {"item": one.says.item}
        if one.old:
            words = Message(_("{whom}: nobody has confirmed the number since {day}"), blanks)
            yield Doubt(words, one.fact.about, change)
        if not one.says.phone:
            yield Doubt(Message(_("{whom} has no phone number"), blanks), one.fact.about, change)
    for lane in Lane:
        if not any(one.says.lane is lane for one in present):
            words = Message(_("nobody is to be called at the step “{lane}”"), {"lane": Message(LANE_NAMES[lane])})
            yield Doubt(words, FACILITY, {"lane": lane.value})
    yield from _of_officer(facts, present, today)
    for about, name in names.items():
        if not any(one.fact.about == about for one in present):
            words = Message(_("{vendor} has nobody to call"), {"vendor": name})
            yield Doubt(words, about, {"lane": Lane.VENDOR.value})


def _of_paper(paper: Fact[DocumentOnFile] | None, entries: Sequence[Entry], today: date) -> Iterator[Doubt]:
    if paper is None:
        yield Doubt(Message(_("no chart was approved yet")))
        return
    approved: Blanks = {"day": paper.says.confirmed_on.isoformat()}
    if paper.says.confirmed_on + A_YEAR_OLD < today:
        yield Doubt(Message(_("the approved chart is older than twelve months ({day})"), approved))
    later = [one for one in entries if one.fact.seen_in > paper.seen_in]
    if later:
        names = tuple(one.says.whom for one in later[:5])
        words = _("since the chart was approved on {day} these have changed: {names}")
        yield Doubt(Message(words, {**approved, "names": names}))
    for one in entries:
        if one.says.left_on and paper.says.confirmed_on < one.says.left_on <= today:
            blanks: Blanks = {"whom": one.says.whom, "day": one.says.left_on.isoformat()}
            yield Doubt(Message(_("{whom}, who stands on the approved chart, left on {day}"), blanks))


def _of_officer(facts: Sequence[AnyFact], present: Sequence[Entry], today: date) -> Iterator[Doubt]:
    called = {_plain(one.says.whom) for one in present}
    officers = [fact.says for fact in facts if isinstance(fact.says, OfficerAppointment)]
    for says in officers:
        in_office = says.ends_on is None or says.ends_on >= today
        if in_office and _plain(says.person) not in called:
            words = Message(_("the officer {whom} is not on the chart"), {"whom": says.person})
            yield Doubt(words, FACILITY, {"lane": Lane.DECISION.value, "whom": says.person, "duty": says.post})


def _of_people(present: Sequence[Entry], gone: frozenset[str]) -> Iterator[Doubt]:
    """Whoever has left as a user of this program is hardly there to be called."""
    plain = {_plain(name) for name in gone}
    for one in present:
        if _plain(one.says.whom) in plain:
            words = Message(_("{whom} has left the facility, as the list of people says"), {"whom": one.says.whom})
            yield Doubt(words, one.fact.about, {"item": one.says.item})


def _plain(name: str) -> str:
    """A name without its spaces, wide or narrow."""
    return "".join(name.split())
