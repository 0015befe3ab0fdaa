"""What the address of the ledger narrows the list to: read from the query, and written into the links of the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import QueryDict

from tenken.facts.model import CLASS_NAMES, MachineClass, SubjectId
from tenken.facts.sweeps import NoTouch
from tenken.ledger.links import Links, links
from tenken.ledger.lists import all_found
from tenken.ledger.stated import of_the_house
from tenken.ledger.untouchable import machines_not_to_touch
from tenken.ledger.wanted import NONE, SORTS, TEXTS, Filter, Those
from tenken.rules.model import STANDING_NAMES, Standing
from tenken.text import Message, _
from tenken.web.plain import Cell

AGES = ("7", "30", "90", "365")
"""Days that a machine was not seen for, as offered."""
STANDINGS = tuple(standing.name.lower() for standing in Standing)
CHOICES: Mapping[str, tuple[str, ...]] = {
    "class": tuple(CLASS_NAMES),
    "standing": STANDINGS,
    "entered": ("yes", "no"),
    "retired": ("yes",),
    "touch": ("no",),
    "unseen": AGES,
    "sort": tuple(sign + key for key in SORTS for sign in ("", "-")),
}
NARROWING = ("class", "standing", "entered", "q", *TEXTS, "unseen", "touch", "retired")
"""What narrows; order, columns and page only show."""
LONGEST = 100

_NAMES: Mapping[str, str] = {
    "class": _("class"), "standing": _("verdict"), "entered": _("entry"), "q": _("words"), "place": _("place"),
    "owner": _("person responsible"), "vendor": _("vendor"), "role": _("role"), "system": _("operating system"),
    "unseen": _("not seen for days"), "touch": _("no-touch list"), "retired": _("no longer in use"),
}  # fmt: skip

_VALUES: Mapping[tuple[str, str], str] = {
    ("entered", "yes"): _("entered"), ("entered", "no"): _("seen, not entered"), ("touch", "no"): _("yes"),
    ("retired", "yes"): _("yes"), **{(name, NONE): _("(empty)") for name in TEXTS},
}  # fmt: skip


@dataclass(frozen=True)
class Narrowed:
    """``typed`` holds what the address says and the list understands; anything else narrows nothing."""

    typed: Mapping[str, str]

    def address(self, **changes: str) -> str:
        """The query of the same list with these changes; an empty value is left out."""
        return "?" + urlencode({name: value for name, value in {**self.typed, **changes}.items() if value})

    @property
    def query(self) -> str:
        return self.address().removeprefix("?")

    @property
    def narrowing(self) -> str:
        """The part of the query that narrows, for whatever is done with every machine of the list."""
        return urlencode({name: self.typed[name] for name in NARROWING if name in self.typed})

    @property
    def named(self) -> tuple[str, ...]:
        """What it is narrowed by."""
        return tuple(name for name in NARROWING if name in self.typed)

    @property
    def more(self) -> bool:
        """Whether one of the rarer fields is in use."""
        return bool({*TEXTS, "unseen", "touch", "retired"} & set(self.typed))

    def machines(self, edition: str, form: str, now: datetime) -> tuple[SubjectId, ...]:
        """Every machine that the list shows, on whatever page, in its order."""
        known = links()
        return all_found(edition, form, self.filter(now, known), known)

    def filter(self, now: datetime, known: Links) -> Filter:
        typed = self.typed
        return Filter(
            machine_class=typed.get("class", ""),
            words=typed.get("q", ""),
            standing=typed.get("standing", ""),
            entered=typed.get("entered", ""),
            retired=typed.get("retired", ""),
            unseen_since=now - timedelta(days=int(typed["unseen"])) if "unseen" in typed else None,
            only=_not_to_touch(known) if "touch" in typed else None,
            sort=typed.get("sort", "title"),
            **{name: typed.get(name, "") for name in TEXTS},
        )


def _not_to_touch(known: Links) -> Those:
    listed = (fact.says for fact in of_the_house((NoTouch,)))
    return machines_not_to_touch((says for says in listed if isinstance(says, NoTouch)), known)


def narrowed(query: QueryDict) -> Narrowed:
    typed = {name: str(query[name]) for name, offered in CHOICES.items() if query.get(name, "") in offered}
    texts = {name: " ".join(query.get(name, "").split())[:LONGEST] for name in ("q", *TEXTS)}
    shown = {"cols": query.get("cols", "")[:300]}
    return Narrowed({name: value for name, value in {**typed, **texts, **shown}.items() if value})


def chips(found: Narrowed) -> list[tuple[str, Cell, str]]:
    """(what, which, the address without it) of everything that the list is narrowed by."""
    return [(_NAMES[name], _said(name, found.typed[name]), found.address(**{name: ""})) for name in found.named]


def _said(name: str, value: str) -> Cell:
    if name == "class":
        return Message(CLASS_NAMES[MachineClass(value)])
    if name == "standing":
        return Message(STANDING_NAMES[Standing[value.upper()]])
    return Message(_VALUES[name, value]) if (name, value) in _VALUES else value
