"""tenken remote: every remote-control program that was seen, on which machine, and what explains it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from tenken.cli.frame import DONE, Call, option_json, print_json, print_table
from tenken.dates import local_day
from tenken.facts.model import SubjectId
from tenken.ledger.recall import case_at
from tenken.ledger.ways import explanation, listed_machines
from tenken.text import _
from tenken.verdicts.register import Registered, register


def arguments(parser: ArgumentParser, language: str) -> None:
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    case = case_at(call.now)
    found = tuple(register(case))
    if args.json:
        print_json([_as_json(one, case.names) for one in found])
        return DONE
    print_table(_line(one, case.names, call) for one in found)
    listed, machines = listed_machines()
    call.progress(_("{n} programs; the software of {listed} of {machines} machines is known, of the others nothing"),
                  n=len(found), listed=listed, machines=machines)  # fmt: skip
    return DONE


def _line(one: Registered, names: Mapping[SubjectId, str], call: Call) -> tuple[str, ...]:
    _kind, why = explanation(one.way, names)
    explained = why or call.say(_("explained") if one.way.is_explained else _("not explained"))
    found = one.way.found
    return (one.about, found.program, found.version or "－", local_day(one.way.seen.seen_at).isoformat(), explained)


def _as_json(one: Registered, names: Mapping[SubjectId, str]) -> Mapping[str, Any]:
    kind, why = explanation(one.way, names)
    found, seen = one.way.found, one.way.seen
    return {"machine": one.about, "program": found.program, "version": found.version, "seen_as": found.seen_as,
            "seen_in": seen.says.kind, "observation": seen.seen_in, "seen_at": seen.seen_at.isoformat(),
            "vendor": one.entry.vendor, "explained_by": kind, "why": why}  # fmt: skip
