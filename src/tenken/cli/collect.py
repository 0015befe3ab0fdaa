"""tenken collect: look at machines."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tenken.actions.collect import Outcome, collect, reread
from tenken.actions.site import Site, open_site
from tenken.cli import sweep
from tenken.cli.bundle import make
from tenken.cli.frame import DONE, NO, Call, UsageError, option_json, print_json
from tenken.cli.targets import target_of
from tenken.collectors import COLLECTORS
from tenken.collectors.linux.answer import SCRIPT
from tenken.collectors.model import Target
from tenken.collectors.windows.answer import SCRIPT as WINDOWS_SCRIPT
from tenken.ledger.targets import all_targets
from tenken.text import _, translate

SOURCES = tuple(name for name, collector in COLLECTORS.items() if collector.fetch)
SCRIPTS: Mapping[str | None, Path] = {None: SCRIPT, "linux": SCRIPT, "windows": WINDOWS_SCRIPT}


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("source", nargs="?", choices=(*SOURCES, sweep.SWEEP), help=say(_("what to look at")))
    host = say(_("another machine; linux, windows: USER@ADDRESS; snmp: ADDRESS; dicom: AETITLE@ADDRESS:PORT"))
    parser.add_argument("--host", metavar="HOST", help=host)
    key = _("linux: private key; windows: file with the password; snmp: file with the secrets; read and never kept")
    parser.add_argument("--key", metavar="FILE", help=say(key))
    parser.add_argument(
        "--host-key",
        metavar="KEY",
        default="",
        help=say(_("what to pin: linux: host key, as ssh-ed25519 AAAA…; windows: certificate, as sha256:…")),
    )
    parser.add_argument("--all", action="store_true", help=say(_("every machine that was looked at before")))
    parser.add_argument("--reread", action="store_true", help=say(_("read kept answers anew with a mended reader")))
    parser.add_argument("--print-script", action="store_true", help=say(_("print the script that runs on the machine")))
    bundle = say(_("carry what this machine answers in this file, for “tenken bundle import” elsewhere"))
    parser.add_argument("--bundle", metavar="FILE", help=bundle)
    added = say(_("with --bundle: files of another source as well; may be given several times"))
    parser.add_argument("--add", metavar="SOURCE=FOLDER", action="append", default=[], help=added)
    parser.add_argument("--by", metavar="NAME", default="", help=say(_("with --bundle and sweep: who does it")))
    sweep.arguments(parser, language)
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    if args.print_script:
        print(SCRIPTS[args.source].read_text(encoding="utf-8"), end="")
        return DONE
    if args.source == sweep.SWEEP:
        return sweep.run(args, call)
    if args.bundle:
        return make(Path(args.bundle), args.add, args.by, call)
    if args.source is None:
        raise UsageError(_("say what to look at: {sources}"), sources=", ".join((*SOURCES, sweep.SWEEP)))
    site = open_site(call.data)
    outcomes = list(_outcomes(args, call, site))
    if args.json:
        print_json([_as_json(o, call) for o in outcomes] if args.all or args.reread else _as_json(outcomes[0], call))
    return NO if any(outcome.failure for outcome in outcomes) else DONE


def _outcomes(args: Namespace, call: Call, site: Site) -> Iterator[Outcome]:
    collector = COLLECTORS[args.source]
    found = (
        reread(site, collector, call.now)
        if args.reread
        else (collect(site, collector, target, datetime.now(UTC)) for target in _targets(args))
    )
    for outcome in found:
        if not args.json:
            _tell(outcome, call)
        yield outcome


def _targets(args: Namespace) -> tuple[Target, ...]:
    return all_targets(args.source) if args.all else (target_of(args),)


def _tell(outcome: Outcome, call: Call) -> None:
    target = call.say(outcome.target)
    if outcome.failure:
        call.print(_("× {target}: {why}"), target=target, why=outcome.failure)
        return
    recorded = outcome.recorded
    names = tuple(recorded.subjects)
    call.print(
        _("○ {target} → {machine}: {changed} changed, {unchanged} as before"),
        target=target, machine=names, changed=recorded.changed, unchanged=recorded.unchanged,
    )  # fmt: skip
    if outcome.met:
        call.print(_("  it told of {n} others"), n=len(outcome.met))
    if outcome.cut:
        call.print(_("  cut off, so not taken for whole: {tables}"), tables=", ".join(outcome.cut))
    if outcome.new_host_key:
        call.print(_("  host key pinned at first contact, compare it: {key}"), key=outcome.new_host_key)


def _as_json(outcome: Outcome, call: Call) -> dict[str, Any]:
    return {
        "target": outcome.target,
        "machines": list(outcome.recorded.subjects),
        "observation": outcome.recorded.observation,
        "changed": outcome.recorded.changed,
        "unchanged": outcome.recorded.unchanged,
        "failure": call.words(outcome.failure) or None,
        "new_host_key": outcome.new_host_key or None,
        "met": list(outcome.met),
        "cut": list(outcome.cut),
    }
