"""tenken logs sources: how each source of the logs is doing."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tenken.actions.log_looks import look_at_sources
from tenken.actions.log_sources import Known
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, print_json
from tenken.dates import JST


def list_sources(args: Namespace, call: Call) -> int:
    known = look_at_sources(open_site(call.data), call.now)
    if args.json:
        print_json([_as_json(one, call.now) for one in known])
        return DONE
    for one in known:
        told = [_minute(one.last), str(one.health.events if one.health else 0)]
        print("  ".join((one.source.name, *told, *(f"× {call.words(why)}" for why in one.wrong(call.now)))))
    return DONE


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
