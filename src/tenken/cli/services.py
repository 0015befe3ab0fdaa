"""tenken services propose: what like machines run, offered as a list of needed services. It takes nothing by itself."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping
from typing import Any

from tenken.actions.services import Proposal, proposals
from tenken.cli.frame import DONE, Call, UsageError, option_json, print_json, print_table
from tenken.facts.model import CLASS_NAMES, MachineClass
from tenken.rules.proposals import LEAST, OFFER_NAMES, Proposed
from tenken.text import _, translate


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("what", choices=("propose",), help=say(_("tell what the majority of like machines runs")))
    parser.add_argument("--class", dest="machine_class", metavar="CLASS", default="", help=say(_("one class only")))
    parser.add_argument("--role", metavar="ROLE", help=say(_("one role only")))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    if args.machine_class and args.machine_class not in tuple(MachineClass):
        raise UsageError(_("--class is one of {classes}, not “{text}”"), text=args.machine_class,
                         classes=tuple(MachineClass))  # fmt: skip
    found = [one for one in proposals(call.now) if _is_wanted(one, args)]
    if args.json:
        print_json([_as_json(one) for one in found])
        return DONE
    if not found:
        call.print(_("no machine told yet which sockets are open"))
    for one in found:
        _print(one, call)
    return DONE


def _is_wanted(one: Proposal, args: Namespace) -> bool:
    group = one.group
    return args.machine_class in ("", group.machine_class.value) and args.role in (None, group.role)


def _print(one: Proposal, call: Call) -> None:
    group = one.group
    blanks: Mapping[str, Any] = {"seen": group.seen, "n": group.machines, "least": LEAST}
    name = call.say(CLASS_NAMES[group.machine_class]) + (f"／{group.role}" if group.role else "")
    words = (_("{group}: {seen} of {n} machines seen") if one.by_majority else
             _("{group}: {seen} of {n} machines seen; of fewer than {least} no majority is told"))  # fmt: skip
    call.print(words, group=name, **blanks)
    print_table(_lines(one.lines, call))


def _lines(lines: Iterable[Proposed], call: Call) -> Iterable[tuple[str, ...]]:
    for line in lines:
        reason = line.explained_by.reason if line.explained_by else ""
        yield "  " + call.say(OFFER_NAMES[line.offer]), line.service, f"{line.n}/{line.of}", f"{line.percent}%", reason


def _as_json(one: Proposal) -> Mapping[str, Any]:
    group = one.group
    return {
        "class": group.machine_class.value,
        "role": group.role,
        "machines": group.machines,
        "seen": group.seen,
        "by_majority": one.by_majority,
        "services": [
            {
                "service": line.service,
                "machines": line.n,
                "of": line.of,
                "offer": line.offer.value,
                "reason": line.explained_by.reason if line.explained_by else "",
                "examples": list(line.machines),
            }
            for line in one.lines
        ],
    }
