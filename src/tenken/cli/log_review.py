"""tenken logs review and tenken logs list: the month's review, and the lists that it holds accesses against."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tenken.actions.log_lists import MAX_MEGABYTES, import_list
from tenken.actions.log_review import Looked, look
from tenken.actions.log_reviewing import run_review
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, UsageError, content_of, print_json
from tenken.logs.review.headings import HEADINGS
from tenken.logs.review.model import LIST_NAMES, Month, Run, why_of
from tenken.logs.search.engines import engine_at
from tenken.logs.shown import on_one_line
from tenken.text import Message, _, in_words


def arguments(parser: ArgumentParser, say: Callable[[str], str]) -> None:
    parser.add_argument(
        "--month", metavar="YYYY-MM", default="", help=say(_("review: the month that is looked through"))
    )


def review(args: Namespace, call: Call, who: str) -> int:
    if not args.month:
        raise UsageError(_("say --month YYYY-MM: which month is looked through"))
    site = open_site(call.data)
    with engine_at(args.engine) as engine:
        run = run_review(site, engine, Month.read(args.month), call.now, who)
    looked = tuple(look(site, run))
    if args.json:
        print_json({**_plain(run), "flags": [_flag(one) for one in looked]})
        return DONE
    for one in looked:
        mark = "  " if one.decided else "? "
        why = on_one_line(in_words(why_of(one.ran, one.flag), call.language))
        print(f"{mark}{one.flag.at[:16]}  {one.flag.rule}  {why}")
    _tell_what_was_not_run(run, call)
    words = _("{month}: {n} flags, {open} of them undecided; {accesses} accesses, of them explained {explained}")
    call.print(words, month=run.month, n=len(looked) + run.unlisted,
               open=sum(one.is_open for one in looked) + run.unlisted,
               accesses=run.counted.accesses, explained=sum(run.counted.explained.values()))  # fmt: skip
    return DONE


def take_list(args: Namespace, call: Call, who: str) -> int:
    kind, path = args.args[0], Path(args.args[1])
    if kind not in HEADINGS:
        raise UsageError(_("“{kind}” is none of {kinds}"), kind=kind, kinds=tuple(HEADINGS))
    n = import_list(open_site(call.data), kind, content_of(path, MAX_MEGABYTES), path.name, who, call.now)
    if args.json:
        print_json({"kind": kind, "lines": n})
        return DONE
    call.print(_("{list}: {n} lines taken in"), list=Message(LIST_NAMES[kind]), n=n)
    return DONE


def _tell_what_was_not_run(run: Run, call: Call) -> None:
    for ran in run.rules:
        if ran.lacks:
            lists = tuple(Message(LIST_NAMES[name]) for name in ran.lacks)
            call.progress(_("not looked for: {what}; it needs {lists}"), what=Message(ran.title), lists=lists)


def _plain(run: Run) -> Mapping[str, Any]:
    plain: Mapping[str, Any] = msgspec.to_builtins(run)
    return plain


def _flag(one: Looked) -> Mapping[str, Any]:
    why = why_of(one.ran, one.flag)
    decided = one.decided
    said = decided and {"verdict": decided.verdict, "reason": decided.reason, "by": decided.by,
                        "at": decided.at.isoformat(), "earlier": one.earlier}  # fmt: skip
    return {**msgspec.to_builtins(one.flag), "why": {name: in_words(why, name) for name in ("ja", "en")},
            "decision": said}  # fmt: skip
