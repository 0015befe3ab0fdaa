"""tenken restore: bring a backup back into an empty data directory."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tenken.actions.backup import restore
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, UsageError, option_json, print_json
from tenken.text import _, translate


def arguments(parser: ArgumentParser, language: str) -> None:
    parser.add_argument("file", metavar="FILE", help=translate(_("the backup"), language))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    path = Path(args.file)
    if not path.is_file():
        raise UsageError(_("there is no file {file}"), file=args.file)
    done = restore(open_site(call.data), path)
    if args.json:
        print_json({"made": done.made, "rows": done.rows, "config_kept_aside": done.config_kept_aside})
        return DONE
    call.print(_("restored {n} rows, as of {made}; run doctor to check the chain"), n=done.rows, made=done.made)
    if done.config_kept_aside:
        call.print(_("the backup's tenken.toml was not put in place; compare it with the one here"))
    return DONE
