"""はじめの12分: what the page of each step shows beside what every step has. What was typed wrongly is shown again."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from tenken.actions.first_steps import Step
from tenken.config import KINDS
from tenken.facts.contacts import Contact
from tenken.facts.documents import OfficerAppointment
from tenken.facts.model import SubjectId, SubjectKind
from tenken.facts.systems import BackupRecord, SystemInUse
from tenken.facts.vendors import VendorContract, vendor_key
from tenken.ledger.lists import count_by_class, titles
from tenken.ledger.start import taken
from tenken.ledger.stated import of_the_house
from tenken.text import _
from tenken.web.frame import site
from tenken.web.start_steps import KNOWN_SYSTEMS, MOST_ROWS

KIND_NAMES = {"hospital": _("hospital"), "clinic": _("clinic"), "pharmacy": _("pharmacy")}


def _kinds(typed: QueryDict) -> dict[str, Any]:
    chosen = typed.get("kind") or (site().config.facility.kind if Step.KIND in taken() else "")
    return {"kinds": [(kind, KIND_NAMES[kind]) for kind in KINDS], "chosen": chosen}


def _facility(typed: QueryDict) -> dict[str, Any]:
    config = site().config
    return {
        "name": typed.get("name", config.facility.name),
        "inspection": typed.get("inspection", config.checklist.inspection),
    }


def _systems(typed: QueryDict) -> dict[str, Any]:
    return {
        "known": [
            (key, name, typed.get(f"name-{key}", ""), bool(typed.get(f"use-{key}")), bool(typed.get(f"cloud-{key}")))
            for key, name, _purpose in KNOWN_SYSTEMS
        ],
        "more": [(n, typed.get(f"name-more{n}", ""), typed.get(f"purpose-more{n}", "")) for n in ("1", "2")],
        "present": titles(SubjectKind.SYSTEM),
    }


def _vendors(typed: QueryDict) -> dict[str, Any]:
    facts = of_the_house((SystemInUse, VendorContract, Contact))
    looked_after = {f.about: f.says.vendor for f in facts if isinstance(f.says, SystemInUse)}
    contracts = {f.about: f.says for f in facts if isinstance(f.says, VendorContract)}
    contacts = {f.about: f.says for f in reversed(facts) if isinstance(f.says, Contact)}
    by_name = {vendor_key(title): slug for slug, title in titles(SubjectKind.VENDOR)}

    def known(about: SubjectId) -> dict[str, str]:
        name = looked_after.get(about, "")
        slug = by_name.get(vendor_key(name), SubjectId(""))
        contract, contact = contracts.get(slug), contacts.get(slug)
        starts = contract.starts.isoformat() if contract else ""
        return {"vendor": name, "starts": starts, "person": contact.whom if contact else "",
                "phone": contact.phone if contact else ""}  # fmt: skip

    return _lines(typed, known)


def _backups(typed: QueryDict) -> dict[str, Any]:
    records = {f.about: f.says for f in of_the_house((BackupRecord,)) if isinstance(f.says, BackupRecord)}

    def known(about: SubjectId) -> dict[str, str]:
        says = records.get(about)
        if says is None:
            return dict.fromkeys(("where", "last", "generations", "detached"), "")
        return {"where": ", ".join(says.methods), "last": says.last_success.isoformat(),
                "generations": str(says.generations), "detached": "yes" if says.detached else "no"}  # fmt: skip

    return _lines(typed, known)


def _lines(typed: QueryDict, known: Callable[[SubjectId], Mapping[str, str]]) -> dict[str, Any]:
    """The lines of a form, one for each system: what was typed into its cells, else what is on file."""
    lines = [
        {"n": n, "about": about, "title": title, **{c: typed.get(f"{c}-{n}", text) for c, text in known(about).items()}}
        for n, (about, title) in enumerate(titles(SubjectKind.SYSTEM)[:MOST_ROWS])
    ]
    return {"lines": lines, "names": [title for _slug, title in titles(SubjectKind.VENDOR)]}


def _officer(typed: QueryDict) -> dict[str, Any]:
    says = next((f.says for f in of_the_house((OfficerAppointment,)) if isinstance(f.says, OfficerAppointment)), None)
    return {name: typed.get(name, str(getattr(says, name, ""))) for name in ("person", "post", "appointed_on")}


def _router(_typed: QueryDict) -> dict[str, Any]:
    return {"names": [title for _slug, title in titles(SubjectKind.VENDOR)]}


SHOWN: Mapping[Step, Callable[[QueryDict], dict[str, Any]]] = {
    Step.KIND: _kinds,
    Step.FACILITY: _facility,
    Step.SYSTEMS: _systems,
    Step.VENDORS: _vendors,
    Step.OFFICER: _officer,
    Step.ROUTER: _router,
    Step.PCS: lambda _typed: {"machines": sum(count_by_class().values()), "linux": sys.platform == "linux"},
    Step.BACKUPS: _backups,
}
"""What each step's page shows beside what every step has."""
