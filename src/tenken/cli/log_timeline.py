"""tenken logs timeline: what all sources knew of a machine, an account or an address, in order; sealed with --out."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tenken.actions.logs import follow_evidence
from tenken.actions.site import open_site
from tenken.actions.timeline import Line, Wanted, timeline
from tenken.actions.timeline_out import hand_out
from tenken.cli.frame import DONE, Call, new_file, print_json, write_whole
from tenken.dates import JST
from tenken.logs.shown import on_one_line
from tenken.text import Message, _


def arguments(parser: ArgumentParser, say: Callable[[str], str]) -> None:
    parser.add_argument("--machine", metavar="NAME", default="", help=say(_("timeline: of this machine of the ledger")))
    parser.add_argument("--out", metavar="FILE.zip", default="", help=say(_("timeline: write it there, sealed")))


def show(args: Namespace, call: Call, since: datetime, until: datetime, who: str) -> int:
    site = open_site(call.data)
    to = new_file(args.out, replace=True) if args.out else None
    follow_evidence(site)
    found = timeline(site, Wanted(since, until, args.machine, args.user, args.address), call.now, who)
    if to:
        write_whole(to, hand_out(site, found, lambda line: line.what, call.now, who))
    if args.json:
        print_json({"lines": [_as_json(line, call) for line in found.lines], "total": found.total, "cut": found.cut})
        return DONE
    for line in found.lines:
        print("  ".join(map(on_one_line, filter(None, _told(line, call)))))
    if found.cut:
        call.progress(_("{total} events of logs fit; only the first are shown"), total=found.total)
    return DONE


def _told(line: Line, call: Call) -> tuple[str, ...]:
    proof = "/".join(map(str, line.place)) if line.place else f"#{line.observation or line.seal}"
    what = " ".join(_said(part, call) for part in line.what)
    at = line.at.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S")
    return at, _said(line.source, call), line.who, line.patient, what, line.where, proof


def _as_json(line: Line, call: Call) -> Mapping[str, Any]:
    segment, index = line.place or (None, None)
    return {
        "at": line.at.isoformat(), "source": _said(line.source, call), "who": line.who, "patient": line.patient,
        "what": [_said(part, call) for part in line.what], "where": line.where, "segment": segment, "index": index,
        "observation": line.observation or None, "seal": line.seal or None, "sha256": line.digest,
    }  # fmt: skip


def _said(part: Message | str, call: Call) -> str:
    return call.words(part) if isinstance(part, Message) else part
