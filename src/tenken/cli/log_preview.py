"""tenken logs import --preview: what would be read of a file, field by field beside its lines."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tenken.actions.log_preview import preview_log
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, print_json
from tenken.dates import JST
from tenken.logs.preview import Preview
from tenken.logs.shown import on_one_line
from tenken.logs.sources import LogSource
from tenken.text import _


def show_preview(call: Call, source: LogSource, path: Path, *, as_json: bool) -> int:
    seen = preview_log(open_site(call.data), source, path, call.now)
    if as_json:
        print_json(_plain(seen, call))
        return DONE
    for piece in seen.first:
        call.print(_("line {n}: {raw}"), n=piece.line, raw=piece.raw)
        for event in piece.events:
            for name, value in event.items():
                print(f"    {name:<12}{_written(value)}{_heading(source, name)}")
            print()
    for refused in seen.refused:
        call.print(_("× line {n}: {raw}"), n=refused.line, raw=refused.raw)
        print(f"    {call.words(refused.why)}")
    words = _("{n} pieces looked at: {read} are read, {nothing} tell of no event, {unread} cannot be read")
    call.print(words, n=seen.looked_at, read=seen.read, nothing=seen.no_event, unread=seen.unread)
    call.print(_("that is the whole file") if seen.whole else _("the file has more"))
    call.print(_("nothing was written; without --preview it is taken in"))
    return DONE


def _written(value: datetime | str) -> str:
    return on_one_line(value) if isinstance(value, str) else value.astimezone(JST).strftime("%Y-%m-%d %H:%M:%S JST")


def _heading(source: LogSource, name: str) -> str:
    """The column from which it comes."""
    means = source.columns.means if source.columns else {}
    names = ("date", "time") if name == "at" and "at" not in means else (name,)
    found = "、".join(means[one] for one in names if one in means)
    return f"  ← {found}" if found else ""


def _plain(seen: Preview, call: Call) -> Mapping[str, Any]:
    return {
        "looked_at": seen.looked_at, "whole": seen.whole, "read": seen.read, "no_event": seen.no_event,
        "unread": seen.unread,
        "first": [{"line": one.line, "raw": one.raw, "events": list(map(_event, one.events))} for one in seen.first],
        "refused": [{"line": one.line, "raw": one.raw, "why": call.words(one.why)} for one in seen.refused],
    }  # fmt: skip


def _event(event: Mapping[str, datetime | str]) -> Mapping[str, str]:
    return {name: value if isinstance(value, str) else value.isoformat() for name, value in event.items()}
