"""はじめの12分: what the page of each step shows beside what every step has. What was typed wrongly is shown again."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from tenken.actions.first_steps import Step
from tenken.config import KINDS
from tenken.facts.model import SubjectKind
from tenken.ledger.lists import count_by_class, titles
from tenken.ledger.start import taken
from tenken.text import _
from tenken.web.frame import site
from tenken.web.start_steps import KNOWN_SYSTEMS

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


def _of_systems(*columns: str) -> Callable[[QueryDict], dict[str, Any]]:
    """The lines of a form, one for each system, with what was typed into its cells."""

    def shown(typed: QueryDict) -> dict[str, Any]:
        lines = [
            {"n": n, "about": about, "title": title, **{c: typed.get(f"{c}-{n}", "") for c in columns}}
            for n, (about, title) in enumerate(titles(SubjectKind.SYSTEM))
        ]
        return {"lines": lines, "names": [title for _slug, title in titles(SubjectKind.VENDOR)]}

    return shown


def _router(_typed: QueryDict) -> dict[str, Any]:
    return {"names": [title for _slug, title in titles(SubjectKind.VENDOR)]}


SHOWN: Mapping[Step, Callable[[QueryDict], dict[str, Any]]] = {
    Step.KIND: _kinds,
    Step.FACILITY: _facility,
    Step.SYSTEMS: _systems,
    Step.VENDORS: _of_systems("vendor", "person", "phone", "starts"),
    Step.OFFICER: lambda _typed: {},
    Step.ROUTER: _router,
    Step.PCS: lambda _typed: {"machines": sum(count_by_class().values()), "linux": sys.platform == "linux"},
    Step.BACKUPS: _of_systems("where", "last", "generations", "detached"),
}
"""What each step's page shows beside what every step has."""
