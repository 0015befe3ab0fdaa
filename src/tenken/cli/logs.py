"""tenken logs: access logs as evidence: take in, ask, prove, verify."""

import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tenken.actions.log_clock import Told, clock_told
from tenken.actions.log_evidence import origin_of, prove_event
from tenken.actions.log_looks import check_logs
from tenken.actions.logs import ask_logs, rebuild_search
from tenken.actions.receive import receive
from tenken.actions.site import open_site
from tenken.cli import log_import, log_keeping, log_review, log_timeline
from tenken.cli.frame import CANNOT, DONE, NO, Call, UsageError, moment_of, option_json, port_of, print_json
from tenken.cli.log_keeping import who
from tenken.dates import JST, start_of
from tenken.logs.evidence.anchors import as_anchor
from tenken.logs.evidence.checked import in_full
from tenken.logs.faults import as_message
from tenken.logs.receive.serve import Doors
from tenken.logs.receive.server import tls_context
from tenken.logs.search.engines import engine_at
from tenken.logs.search.question import Question
from tenken.logs.shown import on_one_line, shown
from tenken.text import Blank, Message, _, translate

_LONGEST = timedelta(days=3660)
_MOST, _DIGITS = 1_000_000_000, 64
_KEY = re.compile(f"[0-9a-fA-F]{{{_DIGITS}}}")


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    what = say(_("what to do; import takes FILE, prove SEGMENT INDEX, list KIND FILE, brought TOKEN; others no name"))
    parser.add_argument("what", choices=tuple(_VERBS), help=what)
    parser.add_argument("args", nargs="*", metavar="…", help=say(_("the file, or segment and index of an event")))
    _for_receiving(parser, say)
    log_import.arguments(parser, say)
    _for_questions(parser, say)
    log_review.arguments(parser, say)
    log_timeline.arguments(parser, say)
    elsewhere = say(_("verify: a checkpoint that was kept elsewhere"))
    parser.add_argument("--anchor", metavar="FILE", action="append", default=[], help=elsewhere)
    printed = say(_("verify: the key that was printed at installation"))
    parser.add_argument("--first-key", metavar="HEX", default="", help=printed)
    log_keeping.options(parser, say)
    option_json(parser, language)


def _for_receiving(parser: ArgumentParser, say: Callable[[str], str]) -> None:
    listen = say(_("receive: listen here for syslog over TLS; senders show a certificate"))
    parser.add_argument("--tls", metavar="ADDRESS:PORT", help=listen)
    post = say(_("receive: listen here for FHIR AuditEvents by HTTP over TLS; senders show a certificate"))
    parser.add_argument("--http", metavar="ADDRESS:PORT", help=post)
    parser.add_argument("--cert", metavar="FILE", help=say(_("receive: our certificate (PEM)")))
    parser.add_argument("--key", metavar="FILE", help=say(_("receive: its key")))
    parser.add_argument("--ca", metavar="FILE", help=say(_("receive: the authority that senders' certificates are of")))
    parser.add_argument("--tcp", metavar="ADDRESS:PORT", help=say(_("receive: listen here for syslog over TCP")))
    parser.add_argument("--udp", metavar="ADDRESS:PORT", help=say(_("receive: listen here for syslog over UDP")))


def _for_questions(parser: ArgumentParser, say: Callable[[str], str]) -> None:
    parser.add_argument("--patient", metavar="ID", default="", help=say(_("ask: whose information was handled")))
    parser.add_argument("--user", metavar="ID", default="", help=say(_("ask: who did it")))
    parser.add_argument("--terminal", metavar="NAME", default="", help=say(_("ask: at which terminal")))
    parser.add_argument("--address", metavar="ADDRESS", default="", help=say(_("ask: from which address")))
    parser.add_argument("--system", metavar="NAME", default="", help=say(_("ask: in which system")))
    parser.add_argument("--text", metavar="TEXT", default="", help=say(_("ask: words that stand in the event")))
    parser.add_argument("--since", metavar="DATE", help=say(_("ask: from this day or moment on; else all there is")))
    parser.add_argument("--until", metavar="DATE", help=say(_("ask: up to the end of this day, or to this moment")))
    cluster = say(_("ask, review: the Spark cluster that finds it out; else this program"))
    parser.add_argument("--engine", metavar="spark://HOST:PORT", default="", help=cluster)
    parser.add_argument("--limit", type=int, default=1000, help=say(_("ask: how many events at the most")))


def run(args: Namespace, call: Call) -> int:
    wanted = _WANTED.get(args.what, 0)
    if len(args.args) != wanted:
        raise UsageError(_("logs {what} takes {n} names"), what=args.what, n=wanted)
    return _VERBS[args.what](args, call)


def _receive(args: Namespace, call: Call) -> int:
    doors = _doors(args)

    def ready() -> None:
        call.print(_("receiving  (stop with Ctrl+C)"))
        sys.stdout.flush()

    def tell(what: Message) -> None:
        call.progress(_("{at} {what}"), at=datetime.now(UTC).isoformat(timespec="seconds"), what=what)

    done = receive(open_site(call.data), doors, ready, tell)
    lost: Blank = Message(_("not told by this system")) if done.lost is None else done.lost
    words = _("{n} messages received and kept; wrongly framed {misframed}, cut off {cut}, lost by UDP {lost}")
    call.print(words, n=done.written, misframed=done.counted.misframed, cut=done.counted.cut_off, lost=lost)
    if done.failure:
        call.progress(_("× what came last was not kept: {why}"), why=done.failure)
    return CANNOT if done.failure else DONE


def _doors(args: Namespace) -> Doors:
    if (args.tls or args.http) and not (args.cert and args.key and args.ca):
        raise UsageError(_("--tls and --http need --cert, --key and --ca"))
    if not (args.tls or args.http or args.tcp or args.udp):
        raise UsageError(_("say where to listen: --tls, --http, --tcp or --udp ADDRESS:PORT"))
    context = tls_context(Path(args.cert), Path(args.key), Path(args.ca)) if args.tls or args.http else None
    tls, http, tcp, udp = (_address(getattr(args, name), f"--{name}") for name in ("tls", "http", "tcp", "udp"))
    return Doors(tls, http, context, tcp, udp)


def _address(text: str | None, option: str) -> tuple[str, int] | None:
    """``10.20.0.5:6514``, ``[::1]:6514``."""
    if not text:
        return None
    host, _colon, port = text.rpartition(":")
    if not host:
        raise UsageError(_("{option}: “{text}” is no ADDRESS:PORT"), option=option, text=text)
    return host.strip("[]"), port_of(port, option)


def _ask(args: Namespace, call: Call) -> int:
    since, until = _span(args, call)
    if not 0 <= args.limit <= _MOST:
        raise UsageError(_("--limit: write a number from 0 to {n}"), n=_MOST)
    names = ("patient", "user", "terminal", "address", "system", "source", "text")
    question = Question(since=since, until=until, **{name: getattr(args, name) for name in names})
    with engine_at(args.engine) as engine:
        found = ask_logs(open_site(call.data), engine, question, call.now, who(), limit=args.limit)
    if args.json:
        print_json({"rows": [_plain(row) for row in found.rows], "total": found.total})
        return DONE
    for row in found.rows:
        print(_line(row))
    call.progress(_("{n} of {total} events"), n=len(found.rows), total=found.total)
    return DONE


def _rebuild(args: Namespace, call: Call) -> int:
    segments = rebuild_search(open_site(call.data), call.now, who())
    if args.json:
        print_json({"segments": segments})
        return DONE
    call.print(_("{n} segments can be searched"), n=segments)
    return DONE


def _timeline(args: Namespace, call: Call) -> int:
    return log_timeline.show(args, call, *_span(args, call), who())


def _span(args: Namespace, call: Call) -> tuple[datetime, datetime]:
    try:
        since = _since(args.since) if args.since else call.now - _LONGEST
        until = moment_of(args.until, "--until") if args.until else call.now + timedelta(days=2)
    except OverflowError as error:
        raise UsageError(_("--since, --until: no log is of the year 1, or of the year 9999")) from error
    if args.since and args.until and since > until:
        raise UsageError(_("--since {since} is later than --until {until}"), since=args.since, until=args.until)
    return since, until


def _line(row: Mapping[str, Any]) -> str:
    at, place = row["ts"].astimezone(JST).strftime("%Y-%m-%d %H:%M:%S"), f"{row['segment']}/{row['index']}"
    said = (row[name] for name in ("source", "user_id", "patient_id", "function", "terminal", "address"))
    return "  ".join(part for part in (at, *map(on_one_line, said), place) if part)


def _prove(args: Namespace, call: Call) -> int:
    segment, index = (_number(text) for text in args.args)
    proof = prove_event(open_site(call.data), segment, index, call.now, who()).proof
    if args.json:
        print_json(in_full(proof))
        return DONE
    call.print(_("received {at} from {source}"), at=proof.event.received.isoformat(), source=proof.event.source)
    print(shown(proof.event.raw).text)
    for step in proof.path:
        print(f"  {step.hex()}")
    call.print(_("root of segment {n}: {root}"), n=proof.record.segment, root=proof.record.root)
    print(proof.note.decode())
    return DONE


def _verify(args: Namespace, call: Call) -> int:
    site = open_site(call.data)
    anchors = tuple(as_anchor(_there(name), origin_of(site)) for name in args.anchor)
    if args.first_key and not _KEY.fullmatch(args.first_key):
        raise UsageError(_("--first-key: the first key is {n} hexadecimal digits"), n=_DIGITS)
    found = check_logs(site, call.now, anchors, args.first_key, os.cpu_count() or 1)
    told = None if found.faults else clock_told(site)
    if args.json:
        faults = [{"file": one.file, "segment": one.segment, "what": one.what} for one in found.faults]
        whole = {"whole": not faults, "segments": found.segments, "events": found.events, "root": found.root}
        print_json({**whole, "faults": faults, "clock": asdict(told) if told else None})
        return NO if found.faults else DONE
    for fault in found.faults:
        print(f"× {call.words(as_message(str(fault)))}")
    words = _("{segments} segments, {events} events, {faults} faults")
    call.print(words, segments=found.segments, events=found.events, faults=len(found.faults))
    if told:
        _print_clock(told, call)
    return NO if found.faults else DONE


def _there(name: str) -> Path:
    path = Path(name)
    if not path.exists():
        raise UsageError(_("there is no file {file}"), file=name)
    return path


def _print_clock(told: Told, call: Call) -> None:
    words = _("checkpoints by the state of the clock: synchronised {yes}, not synchronised {no}, not known {unknown}")
    call.print(words, yes=told.synchronised, no=told.unsynchronised, unknown=told.unknown)
    for at, step in told.steps:
        call.print(_("{at} the clock was set by {n} seconds"), at=at, n=f"{step:+}")


def _since(text: str) -> datetime:
    """A day stands for its beginning."""
    return moment_of(text, "--since") if "T" in text else start_of(moment_of(text, "--since").astimezone(JST).date())


def _plain(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _number(text: str) -> int:
    if not text.isdecimal():
        raise UsageError(_("“{text}” is no number"), text=text)
    return int(text)


def _review(args: Namespace, call: Call) -> int:
    return log_review.review(args, call, who())


def _list(args: Namespace, call: Call) -> int:
    return log_review.take_list(args, call, who())


_WANTED = {"import": 1, "prove": 2, "list": 2, "brought": 1}
"""How many names a verb takes, where that is not none."""
_VERBS: Mapping[str, Callable[[Namespace, Call], int]] = {
    "receive": _receive,
    "import": log_import.take,
    "ask": _ask,
    "rebuild": _rebuild,
    "prove": _prove,
    "verify": _verify,
    "list": _list,
    "review": _review,
    "sources": log_keeping.list_sources,
    "timeline": _timeline,
    "retain": log_keeping.retain,
    "anchor": log_keeping.anchor,
    "diary": log_keeping.diary,
    "brought": log_keeping.brought,
}
