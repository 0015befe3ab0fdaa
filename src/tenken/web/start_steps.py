"""はじめの12分: what each step asks, how long it takes, and how what was typed into it is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from tenken.actions.first_run import (
    Backup,
    System,
    Vendor,
    appoint,
    choose_kind,
    enter_pcs,
    enter_router,
    name_facility,
    name_vendors,
    record_backups,
    use_systems,
)
from tenken.actions.first_steps import Step, Who
from tenken.actions.site import Site
from tenken.facts.model import SubjectId
from tenken.text import _, translate

MOST_ROWS = 40
"""Lines of one step that are read; a small facility has fewer systems."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``seconds`` is what reading and filling in took when we tried it as a clinic with three systems."""

    title: str
    lead: str
    seconds: int


ASKED: Mapping[Step, Asked] = {
    Step.KIND: Asked(
        _("What kind of facility is it?"),
        _("It decides which form of the checklist is yours."),
        25,
    ),
    Step.FACILITY: Asked(
        _("What is its name, and when is the inspection?"),
        _("Both are printed on the form. If no day is known yet, leave it empty."),
        40,
    ),
    Step.SYSTEMS: Asked(
        _("Which systems hold information on patients?"),
        _("Tick what you use. Change the name to what your staff call it."),
        75,
    ),
    Step.VENDORS: Asked(
        _("Who looks after each system?"),
        _("The name stands on the contract or the bill. What you do not know, leave empty."),
        150,
    ),
    Step.OFFICER: Asked(
        _("Who is the safety management officer?"),
        _("Whom the head of the facility appointed. If nobody has been appointed yet, press “I do not know”."),
        50,
    ),
    Step.ROUTER: Asked(
        _("Look at the router behind the desk"),
        _("It stands between you and the internet. What you need is on the label on its underside or back."),
        120,
    ),
    Step.PCS: Asked(
        _("Which PCs are there?"),
        _("Name them one on each line. How they are set up is looked at later, by a script or by hand."),
        100,
    ),
    Step.BACKUPS: Asked(
        _("Where are the backups, and when did the last one succeed?"),
        _("Of each system. What you do not know, leave empty: it becomes a question to the vendor."),
        120,
    ),
}

KNOWN_SYSTEMS = (
    ("ehr", _("EHR"), _("records of care")),
    ("receipt", _("receipt computer"), _("claims for medical fees")),
    ("pacs", _("PACS (images)"), _("keeping and viewing images")),
    ("laboratory", _("laboratory system"), _("orders and results of laboratory tests")),
    ("dispensing", _("dispensing system"), _("dispensing, and records of drugs")),
    ("eligibility", _("online eligibility check"), _("checking health insurance")),
    ("booking", _("booking and reception"), _("booking and receiving patients")),
)
"""Offered to be ticked: key, name and purpose. A facility calls its systems as it likes."""


def save(step: Step, site: Site, typed: QueryDict, who: Who, language: str) -> None:
    """Take what was typed. Raises a Complaint that says what is wrong; nothing of the step is kept then."""
    _SAVES[step](site, typed, who, language)


def _kind(site: Site, typed: QueryDict, who: Who, _language: str) -> None:
    choose_kind(site, typed.get("kind", ""), who)


def _facility(site: Site, typed: QueryDict, who: Who, _language: str) -> None:
    name_facility(site, typed.get("name", ""), typed.get("inspection", ""), who)


def _systems(site: Site, typed: QueryDict, who: Who, language: str) -> None:
    use_systems(site, tuple(_ticked(typed, language)), who)


def _ticked(typed: QueryDict, language: str) -> Iterator[System]:
    for key, name, purpose in KNOWN_SYSTEMS:
        if typed.get(f"use-{key}"):
            called = " ".join(typed.get(f"name-{key}", "").split()) or translate(name, language)
            yield System(called, translate(purpose, language), bool(typed.get(f"cloud-{key}")))
    for number in ("1", "2"):
        called = " ".join(typed.get(f"name-more{number}", "").split())
        if called:
            purpose = typed.get(f"purpose-more{number}", "").strip()
            yield System(called, purpose or called, bool(typed.get(f"cloud-more{number}")))


def _vendors(site: Site, typed: QueryDict, who: Who, _language: str) -> None:
    columns = ("vendor", "person", "phone", "starts")
    name_vendors(site, tuple(Vendor(about, *cells) for about, cells in _lines(typed, columns)), who)


def _backups(site: Site, typed: QueryDict, who: Who, _language: str) -> None:
    columns = ("where", "last", "generations", "detached")
    record_backups(site, tuple(Backup(about, *cells) for about, cells in _lines(typed, columns)), who)


def _lines(typed: QueryDict, columns: tuple[str, ...]) -> Iterator[tuple[SubjectId, tuple[str, ...]]]:
    """The system of each line of a form, and what stands in the line's cells."""
    for number in range(MOST_ROWS):
        about = typed.get(f"system-{number}", "")
        if about.startswith("system:"):
            yield SubjectId(about), tuple(typed.get(f"{column}-{number}", "").strip() for column in columns)


def _officer(site: Site, typed: QueryDict, who: Who, _language: str) -> None:
    appoint(site, typed.get("person", ""), typed.get("post", ""), typed.get("appointed_on", ""), who)


def _router(site: Site, typed: QueryDict, who: Who, language: str) -> None:
    fields = ("title", "place", "owner", "vendor", "maker", "model", "serial")
    values = {name: typed.get(name, "").strip() for name in fields}
    version = typed.get("version", "").strip()
    told = translate(_("firmware as read on {day}: {version}"), language).format(
        day=who.on.isoformat(), version=version
    )
    leased = translate(_("leased"), language) if typed.get("leased") else ""
    enter_router(site, {**values, "note": "、".join(part for part in (leased, told if version else "") if part)}, who)


def _pcs(site: Site, typed: QueryDict, who: Who, _language: str) -> None:
    lines = [line.replace("｜", "|").replace("\t", "|") for line in typed.get("names", "").splitlines() if line.strip()]
    pcs = [(name.strip(), place.strip()) for name, _bar, place in (line.partition("|") for line in lines)]
    enter_pcs(site, typed.get("count", ""), pcs, who)


_Save = Callable[[Site, QueryDict, Who, str], None]
_SAVES: Mapping[Step, _Save] = {
    Step.KIND: _kind,
    Step.FACILITY: _facility,
    Step.SYSTEMS: _systems,
    Step.VENDORS: _vendors,
    Step.OFFICER: _officer,
    Step.ROUTER: _router,
    Step.PCS: _pcs,
    Step.BACKUPS: _backups,
}


def minutes_left(open_steps: Iterable[Step]) -> int:
    """Whole minutes for these steps, at least one while there is a step."""
    seconds = sum(ASKED[step].seconds for step in open_steps)
    return max(1, round(seconds / 60)) if seconds else 0
