"""tenken backup: everything in one file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tenken.actions.backup import backup
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, UsageError, option_json, print_json
from tenken.text import _, translate


def arguments(parser: ArgumentParser, language: str) -> None:
    parser.add_argument(
        "file", metavar="FILE", help=translate(_("where to write; it holds keys, keep it safe"), language)
    )
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    out = Path(args.file)
    if out.exists():
        raise UsageError(_("{file} is there already; name another"), file=str(out))
    if not out.absolute().parent.is_dir():
        raise UsageError(_("there is no folder {folder}"), folder=str(out.absolute().parent))
    size = backup(open_site(call.data), out, call.now)
    if args.json:
        print_json({"file": str(out), "bytes": size})
    else:
        call.print(_("{file}: {n} bytes. It holds the facility's keys: keep it where only you can read it"),
                   file=str(out), n=size)  # fmt: skip
    return DONE
