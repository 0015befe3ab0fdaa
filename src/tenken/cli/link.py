"""tenken link: which entries of the ledger are one machine, decided by a person; and which pairs wait for that."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import Any

from tenken.actions.link import link
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, UsageError, option_json, print_json, print_table
from tenken.facts.model import SubjectId
from tenken.ledger.links import Decision, Status, decisions
from tenken.ledger.lists import name_of
from tenken.text import _, translate

_SAID = {"same": Status.LINK, "different": Status.NON_LINK}


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("first", nargs="?", metavar="MACHINE", help=say(_("the entry that stays")))
    parser.add_argument("second", nargs="?", metavar="MACHINE", help=say(_("the entry that it stands for")))
    parser.add_argument("said", nargs="?", choices=tuple(_SAID), help=say(_("one machine, or two")))
    parser.add_argument("--by", metavar="NAME", default="", help=say(_("who decides it")))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    site = open_site(call.data)
    if args.first is None:
        _list(call, as_json=args.json)
        return DONE
    if args.said is None:
        raise UsageError(_("name two machines and say “same” or “different”; without any, the open pairs are listed"))
    if not args.by.strip():
        raise UsageError(_("say who decides it: --by NAME"))
    link(site, SubjectId(args.first), SubjectId(args.second), _SAID[args.said], args.by, call.now)
    if args.json:
        print_json({"first": args.first, "second": args.second, "status": _SAID[args.said].value})
    else:
        call.print(_("kept"))
    return DONE


def as_pair(pair: Decision) -> Mapping[str, Any]:
    """A pair of entries as programs see it."""
    rested_on = [{"kind": mark.kind.value, "value": mark.value} for mark in pair.rested_on]
    return {"first": pair.first, "second": pair.second, "status": pair.status.value, "by": pair.by,
            "rested_on": rested_on}  # fmt: skip


def _list(call: Call, *, as_json: bool) -> None:
    pairs = decisions(Status.POSSIBLE_LINK)
    if as_json:
        print_json([as_pair(pair) for pair in pairs])
        return
    if not pairs:
        call.print(_("no pair of entries waits for a decision"))
    print_table((pair.first, pair.second, name_of(pair.first), name_of(pair.second), _marks(pair)) for pair in pairs)


def _marks(pair: Decision) -> str:
    return ", ".join(f"{mark.kind.value}={mark.value}" for mark in pair.rested_on)
