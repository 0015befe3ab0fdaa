"""tenken backup: everything in one file."""

from argparse import ArgumentParser, Namespace

from tenken.actions.backup import backup
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, new_file, option_json, print_json
from tenken.text import _, translate


def arguments(parser: ArgumentParser, language: str) -> None:
    parser.add_argument(
        "file", metavar="FILE", help=translate(_("where to write; it holds keys, keep it safe"), language)
    )
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    out = new_file(args.file)
    size = backup(open_site(call.data), out, call.now)
    if args.json:
        print_json({"file": str(out), "bytes": size})
    else:
        call.print(_("{file}: {n} bytes. It holds the facility's keys: keep it where only you can read it"),
                   file=str(out), n=size)  # fmt: skip
    return DONE
