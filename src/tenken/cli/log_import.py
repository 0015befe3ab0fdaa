"""tenken logs import: a file of a log becomes evidence, or is looked at only."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from tenken.actions.logs import import_log
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, UsageError, content_of, file_at, print_json
from tenken.cli.log_keeping import who
from tenken.cli.log_preview import show_preview
from tenken.logs.columns import Columns, read_columns
from tenken.logs.formats import FORMATS
from tenken.logs.mistaken import refuse_mistaken
from tenken.logs.sources import ZONE, LogSource
from tenken.logs.take_in import TakenIn
from tenken.text import _

_MARK = 8
"""Octets by which a file is known that is not what it is called."""


def arguments(parser: ArgumentParser, say: Callable[[str], str]) -> None:
    parser.add_argument("--source", metavar="NAME", default="", help=say(_("the system whose log it is")))
    parser.add_argument("--format", choices=sorted(FORMATS), help=say(_("import: how the file is written")))
    columns = say(_("import of CSV: the file that says which column means what"))
    parser.add_argument("--map", metavar="FILE", help=columns)
    only = say(_("import: show what would be read, and write nothing"))
    parser.add_argument("--preview", action="store_true", help=only)
    zone = say(_("import: time zone of times that name none"))
    parser.add_argument("--zone", metavar="ZONE", default=ZONE, help=zone)


def take(args: Namespace, call: Call) -> int:
    if not args.source or not args.format:
        raise UsageError(_("say --source and --format: whose log it is, and how it is written"))
    if (args.format == "csv") != bool(args.map):
        raise UsageError(_("--map and --format csv go together: the map says which column means what"))
    path = file_at(args.args[0])
    with path.open("rb") as file:
        begin = file.read(_MARK)
    if not begin:
        return _tell(TakenIn(0, 0, 0, ()), args, call)
    refuse_mistaken(begin, args.format, path.name)
    source = LogSource(args.source, args.format, args.zone, _columns(args, path))
    if args.preview:
        return show_preview(call, source, path, as_json=args.json)
    return _tell(import_log(open_site(call.data), source, path, call.now, who()), args, call)


def _tell(done: TakenIn, args: Namespace, call: Call) -> int:
    if args.json:
        print_json({"events": done.events, "unparsed": done.unparsed, "already": done.already,
                    "segments": list(done.segments)})  # fmt: skip
        return DONE
    call.print(_("{n} events taken in, {already} were here already"), n=done.events, already=done.already)
    if done.unparsed:
        words = _("{n} could not be read as {format}; they are kept as they came")
        call.print(words, n=done.unparsed, format=args.format)
    return DONE


def _columns(args: Namespace, path: Path) -> Columns | None:
    """Of a CSV export, with the headings of this file."""
    if not args.map:
        return None
    known = read_columns(content_of(Path(args.map), 1).decode("utf-8-sig", "replace"))
    with path.open("rb") as file:
        return known.fitted(next(FORMATS["csv"].split(file), b""))
