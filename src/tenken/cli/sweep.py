"""tenken collect sweep: ask a subnet who is there, where a person agreed to it; or end what runs."""

import time
from argparse import ArgumentParser, Namespace

from tenken.actions.collect import Outcome
from tenken.actions.site import open_site
from tenken.actions.sweep import sweep
from tenken.actions.sweeping import running, stop
from tenken.cli.frame import DONE, NO, Call, UsageError, print_json
from tenken.facts.model import SubjectKind, kind_of
from tenken.text import _, translate

SWEEP = "sweep"
_ENDS_WITHIN_S = 15


def arguments(parser: ArgumentParser, language: str) -> None:
    subnet = translate(_("sweep: the subnet to ask, as 10.20.1.0/24; a person must have agreed to it"), language)
    parser.add_argument("--subnet", metavar="SUBNET", help=subnet)
    parser.add_argument("--stop", action="store_true", help=translate(_("sweep: end the one that runs"), language))


def run(args: Namespace, call: Call) -> int:
    if args.stop:
        return _stop(args, call)
    if not args.subnet:
        raise UsageError(_("say which subnet to sweep, as --subnet 10.20.1.0/24"))
    if not args.by.strip():
        raise UsageError(_("say who starts the sweep, with --by"))
    done = sweep(open_site(call.data), args.subnet, args.by, lambda said: call.progress(said.msgid, **said.blanks))
    if args.json:
        print_json(_as_json(done, call))
    else:
        _tell(done, call)
    return NO if done.failure else DONE


def _stop(args: Namespace, call: Call) -> int:
    if not stop(call.data, args.by or "tenken collect sweep --stop"):
        call.print(_("no sweep is under way"))
        return NO
    ends = time.monotonic() + _ENDS_WITHIN_S
    while running(call.data) and time.monotonic() < ends:
        time.sleep(0.2)
    if running(call.data):
        call.print(_("the sweep was asked to end and has not yet; end the program nmap by hand"))
        return NO
    call.print(_("the sweep has ended"))
    return DONE


def _tell(done: Outcome, call: Call) -> None:
    if done.failure:
        call.print(_("× {target}: {why}"), target=done.target, why=done.failure)
        call.print(_("  kept as observation {n}"), n=done.recorded.observation)
        return
    call.print(_("○ {subnet}: {n} machines answered; {changed} changed, {unchanged} as before; observation {number}"),
               subnet=done.target, n=len(_machines(done)), changed=done.recorded.changed,
               unchanged=done.recorded.unchanged, number=done.recorded.observation)  # fmt: skip


def _as_json(done: Outcome, call: Call) -> dict[str, object]:
    return {
        "target": done.target,
        "machines": _machines(done),
        "observation": done.recorded.observation,
        "changed": done.recorded.changed,
        "unchanged": done.recorded.unchanged,
        "failure": call.words(done.failure) or None,
    }


def _machines(done: Outcome) -> list[str]:
    return [about for about in done.recorded.subjects if kind_of(about) is SubjectKind.MACHINE]
