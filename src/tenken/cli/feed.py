"""tenken feed: take in what makers publish."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tenken.actions.import_feed import Brought, import_feed
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, content_of, day_of, option_json, print_json
from tenken.feeds.debian import vouches
from tenken.text import _, translate

MAX_MEGABYTES = 64
MAX_BESIDE = 16 * 1024 * 1024


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("what", choices=("import",), help=say(_("import: take in a list")))
    parser.add_argument("file", metavar="FILE", help=say(_("the publisher's file; what it is, its content tells")))
    parser.add_argument("--dated", metavar="DATE", help=say(_("when it was published, where the file does not say")))
    parser.add_argument(
        "--release",
        metavar="FILE",
        help=say(_("what vouches for it: InRelease, Release or repomd.xml; without it one in the same folder")),
    )
    parser.add_argument("--by", metavar="NAME", default="", help=say(_("who brought it in")))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    path = Path(args.file)
    content = content_of(path, MAX_MEGABYTES)
    beside = content_of(Path(args.release), MAX_MEGABYTES) if args.release else _vouching(path, content)
    dated = day_of(args.dated, "--dated") if args.dated else None
    done = import_feed(open_site(call.data), Brought(content, path.name, dated, beside), call.now, args.by)
    if args.json:
        print_json({"publisher": done.publisher, "issue": done.issue, "dated": done.dated.isoformat(),
                    "sha256": done.sha256, "signature": done.signature, "entries": done.entries,
                    "known": done.known})  # fmt: skip
        return DONE
    call.print(_("{publisher}, {issue} of {day}: {n} entries"), publisher=done.publisher, issue=done.issue,
               day=done.dated.isoformat(), n=done.entries)  # fmt: skip
    if done.known:
        call.print(_("it was here already, and says the same"))
    return DONE


def _vouching(path: Path, content: bytes) -> bytes:
    """The file in the same folder that names this one by its digest; none where there is no such."""
    for pattern in ("*InRelease", "*Release", "repomd.xml"):
        for other in sorted(path.parent.glob(pattern)):
            if other.is_file() and other.stat().st_size < MAX_BESIDE and vouches(found := other.read_bytes(), content):
                return found
    return b""
