"""tenken logs diary, sources, retain, anchor: how sources are doing, what is past its time or kept elsewhere."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tenken.actions.log_anchors import anchor_line, keep_anchor, request_anchor
from tenken.actions.log_diary import seal_diary
from tenken.actions.log_looks import look_at_sources
from tenken.actions.log_retention import removable, remove_logs
from tenken.actions.log_sources import Known
from tenken.actions.logs import take_asked
from tenken.actions.site import open_site
from tenken.cli.frame import CANNOT, DONE, Call, UsageError, print_json
from tenken.dates import JST
from tenken.text import Blanks, _


def list_sources(args: Namespace, call: Call) -> int:
    known = look_at_sources(open_site(call.data), call.now)
    if args.json:
        print_json([_as_json(one, call.now) for one in known])
        return DONE
    for one in known:
        told = [_minute(one.last), str(one.health.events if one.health else 0)]
        print("  ".join((one.source.name, *told, *(f"× {call.words(why)}" for why in one.wrong(call.now)))))
    return DONE


def retain(args: Namespace, call: Call) -> int:
    site = open_site(call.data)
    found = remove_logs(site, call.now, args.by, args.reason) if args.apply else removable(site, call.now)
    if args.json:
        print_json({"removed": bool(args.apply and found.segments), "segments": len(found.segments),
                    "events": found.events, "octets": found.octets})  # fmt: skip
        return DONE
    for name, count in found.events.items():
        print(f"{name}  {count}")
    blanks: Blanks = {"n": len(found.segments), "first": found.first[:10] or "－", "last": found.last[:10] or "－"}
    done = _("{n} segments removed, received {first} to {last}; their records and hashes are kept")
    shown = _("{n} segments are past their time, received {first} to {last}; with --apply they are removed")
    call.print(done if args.apply else shown, **blanks)
    return DONE


def anchor(args: Namespace, call: Call) -> int:
    """A request, a token that is kept, or the line to be printed."""
    site = open_site(call.data)
    if args.token:
        if not args.ca:
            raise UsageError(_("--token needs --ca: the certificates of the authority"))
        digest = keep_anchor(site, Path(args.token), Path(args.ca), call.now, args.by or who())
        call.print(_("the token is right and is kept; it stamps {digest}"), digest=digest)
        return DONE
    line = request_anchor(site, Path(args.request)) if args.request else anchor_line(site)
    if args.json:
        print_json({"line": line, "sha256": line.rpartition(" ")[2]})
        return DONE
    print(line)
    return DONE


def diary(args: Namespace, call: Call) -> int:
    done = seal_diary(open_site(call.data), call.now)
    if args.json:
        print_json({"events": done.events, "already": done.already, "segments": list(done.segments)})
        return DONE
    call.print(_("{n} events taken in, {already} were here already"), n=done.events, already=done.already)
    return DONE


def brought(args: Namespace, call: Call) -> int:
    ended = take_asked(open_site(call.data), args.args[0], call.now)
    done = ended.result
    if args.json:
        print_json({"step": ended.step, "events": done and done.added, "unparsed": done and done.refused,
                    "why": call.words(ended.why)})  # fmt: skip
    elif done:
        call.print(_("{n} events taken in, {already} were here already"), n=done.added, already=done.unchanged)
    else:
        call.progress(_("× not taken in: {why}"), why=ended.why or "")
    return DONE if done else CANNOT


def options(parser: ArgumentParser, say: Callable[[str], str]) -> None:
    remove = say(_("retain: remove what is past its time; else it is only shown"))
    parser.add_argument("--apply", action="store_true", help=remove)
    parser.add_argument("--by", metavar="NAME", default="", help=say(_("retain: who agrees to the removal")))
    parser.add_argument("--reason", metavar="TEXT", default="", help=say(_("retain: why it may go")))
    asked = say(_("anchor: write a request for a time stamp (RFC 3161) of the newest checkpoint"))
    parser.add_argument("--request", metavar="FILE", help=asked)
    token = say(_("anchor: check and keep the token that the authority gave; --ca has its certificates"))
    parser.add_argument("--token", metavar="FILE", help=token)


def who() -> str:
    """Who sits at the machine: the command line knows no other name."""
    return os.environ.get("SUDO_USER") or os.environ.get("USER") or os.environ.get("USERNAME") or "root"


def _minute(moment: datetime | None) -> str:
    return moment.astimezone(JST).strftime("%Y-%m-%d %H:%M") if moment else "－"


def _as_json(one: Known, now: datetime) -> Mapping[str, Any]:
    health = one.health
    return {
        "source": one.source.name, "format": one.source.format, "about": one.about,
        "heard": one.last.isoformat() if one.last else None, "silent": one.silent(now),
        "silent_hours": one.rule.silent_hours, "keep_days": one.rule.keep_days,
        "events": health.events if health else 0, "unparsed": health.unparsed if health else 0,
        "missing": health.missing if health else 0, "restarts": health.restarts if health else 0,
        "gaps": [[gap.first, gap.last] for gap in health.gaps] if health else [],
        "behind_s": health.behind_s if health else None, "ahead_s": health.ahead_s if health else None,
    }  # fmt: skip
