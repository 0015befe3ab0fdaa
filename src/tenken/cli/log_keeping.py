"""tenken logs sources, retain: how each source of the logs is doing, and what of them is past its time."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from tenken.actions.log_looks import look_at_sources
from tenken.actions.log_retention import removable, remove_logs
from tenken.actions.log_sources import Known
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, print_json
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


def options(parser: ArgumentParser, say: Callable[[str], str]) -> None:
    remove = say(_("retain: remove what is past its time; else it is only shown"))
    parser.add_argument("--apply", action="store_true", help=remove)
    parser.add_argument("--by", metavar="NAME", default="", help=say(_("retain: who agrees to the removal")))
    parser.add_argument("--reason", metavar="TEXT", default="", help=say(_("retain: why it may go")))


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
