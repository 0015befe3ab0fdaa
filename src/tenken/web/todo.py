"""What a person can do about a row right now: the statements that its rules look for, each with its form."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from tenken.answers.turns import TURNS, Turn
from tenken.collectors.person.entry import ENTERABLE
from tenken.facts.documents import DOCUMENT_NAMES, DocumentOnFile, DocumentType
from tenken.facts.machines import LedgerEntry
from tenken.rules import LINEAGES
from tenken.rules.model import Need
from tenken.standard.model import Row
from tenken.text import Message, _


@dataclass(frozen=True)
class Step:
    """A form to fill in: what one does there, and its address."""

    name: Message
    url: str


def steps_for(row: Row) -> tuple[Step, ...]:
    """Papers and statements that the row's rules need, then the general ones: confirm, except, declare out of scope."""
    needs = [need for rule in LINEAGES[row.lineage] for need in rule.needs if need.kind.kind in ENTERABLE]
    own = {step.url: step for need in needs if need.kind is not LedgerEntry for step in [_step(need)]}
    pages = (Step(Message(name), reverse(page)) for name, page in _PAGES.get(row.lineage, ()))
    return (*_letter(row), *pages, *own.values(), *_general(row))


def _letter(row: Row) -> tuple[Step, ...]:
    """Of a row that waits for the vendor: the letter that asks it."""
    if not row.needs_vendor and TURNS[row.lineage] is not Turn.VENDOR:
        return ()
    letter = Message(_("write a letter to the vendor"))
    return (Step(letter, reverse("letters") + "?" + urlencode({"lineage": row.lineage})),)


_PAGES = {
    "unneeded-services": (
        (_("say which services are needed"), "services"),
        (_("look through remote-control programs"), "remote"),
    ),
    "remote-maintenance": ((_("look through remote-control programs"), "remote"),),
}
"""Pages on which a row's work is done, before the forms of single statements."""


def _step(need: Need) -> Step:
    if need.kind is DocumentOnFile and need.item:
        return Step(_record(DOCUMENT_NAMES[DocumentType(need.item)]), _url(need.kind.kind, type=need.item))
    return Step(_record(need.kind.name), _url(need.kind.kind))


def _record(name: str) -> Message:
    return Message(_("record: {what}"), {"what": Message(name)})


def _general(row: Row) -> tuple[Step, ...]:
    return (
        Step(Message(_("confirm what no program can see")), _url("confirmation", topic=row.lineage)),
        Step(Message(_("exception for one machine")), _url("waiver", lineage=row.lineage)),
        Step(Message(_("declare out of scope")), _url("out-of-scope", topic=row.lineage)),
    )


def _url(kind: str, **preset: str) -> str:
    query = urlencode(preset)
    return reverse("attest", args=[kind]) + (f"?{query}" if query else "")
