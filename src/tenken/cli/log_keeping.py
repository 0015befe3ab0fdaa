"""tenken logs diary, sources, retain, anchor: how sources are doing, what is past its time or kept elsewhere."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tenken.actions.log_anchors import anchor_line, keep_anchor, keep_brought, request_stamp
from tenken.actions.log_diary import seal_diary
from tenken.actions.log_looks import look_at_sources
from tenken.actions.log_retention import removable, remove_agreed, remove_logs
from tenken.actions.log_sources import Known
from tenken.actions.logs import take_asked
from tenken.actions.site import Site, open_site
from tenken.cli.frame import CANNOT, DONE, Call, UsageError, content_of, new_file, print_json, write_whole
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
    if args.agreed:
        return _retain_agreed(site, args, call)
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


def _retain_agreed(site: Site, args: Namespace, call: Call) -> int:
    why = remove_agreed(site, call.now)
    if args.json:
        print_json({"removed": why is None, "why": call.words(why)})
    elif why:
        call.progress(_("× not removed: {why}"), why=why)
    else:
        call.print(_("what was agreed to on the page is removed"))
    return CANNOT if why else DONE


def anchor(args: Namespace, call: Call) -> int:
    """A request, a token that is kept, or the line to be printed."""
    site = open_site(call.data)
    if args.brought:
        ended = keep_brought(site, args.brought, call.now)
        if ended.why:
            call.progress(_("× not kept: {why}"), why=ended.why)
        return CANNOT if ended.why else DONE
    if args.token:
        return _keep_token(site, args, call)
    line = _request(site, args, call) if args.request else anchor_line(site)
    if args.json:
        print_json({"line": line, "sha256": line.rpartition(" ")[2]})
        return DONE
    print(line)
    return DONE


def _keep_token(site: Site, args: Namespace, call: Call) -> int:
    if not args.ca:
        raise UsageError(_("--token needs --ca: the certificates of the authority"))
    token, authority = (content_of(Path(name), 1) for name in (args.token, args.ca))
    digest = keep_anchor(site, token, Path(args.token).name, authority, call.now, args.by or who())
    call.print(_("the token is right and is kept; it stamps {digest}"), digest=digest)
    return DONE


def _request(site: Site, args: Namespace, call: Call) -> str:
    to = new_file(args.request, replace=True)
    made, line = request_stamp(site, call.now, args.by or who())
    write_whole(to, made)
    return line


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
    agreed = say(_("retain: remove what was agreed to on the page, if it is still what was shown there"))
    parser.add_argument("--agreed", action="store_true", help=agreed)
    brought = say(_("anchor: keep a token that was brought on the page"))
    parser.add_argument("--brought", metavar="TOKEN", help=brought)
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
