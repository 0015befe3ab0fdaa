"""tenken feed: take in what makers publish."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tenken.actions.import_feed import import_feed
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, content_of, day_of, option_json, print_json
from tenken.text import _, translate

MAX_MEGABYTES = 64


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("what", choices=("import",), help=say(_("import: take in a list")))
    parser.add_argument("file", metavar="FILE", help=say(_("the list: Microsoft's security updates as JSON")))
    parser.add_argument("--dated", metavar="DATE", help=say(_("when it was published, where the file does not say")))
    parser.add_argument("--by", metavar="NAME", default="", help=say(_("who brought it in")))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    dated = day_of(args.dated, "--dated") if args.dated else None
    path = Path(args.file)
    done = import_feed(open_site(call.data), content_of(path, MAX_MEGABYTES), call.now, dated, args.by, path.name)
    if args.json:
        print_json({"publisher": done.publisher, "issue": done.issue, "dated": done.dated.isoformat(),
                    "sha256": done.sha256, "entries": done.entries, "known": done.known})  # fmt: skip
        return DONE
    call.print(_("{publisher}, {issue} of {day}: {n} entries"), publisher=done.publisher, issue=done.issue,
               day=done.dated.isoformat(), n=done.entries)  # fmt: skip
    if done.known:
        call.print(_("it was here already, and says the same"))
    return DONE
