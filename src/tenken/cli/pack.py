"""tenken pack: the sealed pack for the inspector."""

from argparse import ArgumentParser, Namespace

from tenken.actions.hand_over import hand_over
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, day_of, new_file, option_json, print_json, write_whole
from tenken.dates import local_day
from tenken.pack.model import Masking
from tenken.pack.seal import key_of
from tenken.text import _, translate


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("edition", help=say(_("edition, as r7")))
    parser.add_argument("--form", required=True, help=say(_("form: hospital, vendor or pharmacy")))
    parser.add_argument("--out", metavar="FILE.zip", required=True, help=say(_("where to write the pack")))
    parser.add_argument(
        "--as-of", metavar="DATE", help=say(_("as things were known at the end of that day; else today"))
    )
    parser.add_argument("--mask", choices=[m.name.lower() for m in Masking], default="nothing",
                        help=say(_("what is hidden: addresses; host names too; accounts too")))  # fmt: skip
    parser.add_argument("--force", action="store_true", help=say(_("replace a file that is there")))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    out = new_file(args.out, replace=args.force)
    site = open_site(call.data)
    day = day_of(args.as_of, "--as-of") if args.as_of else local_day(call.now)
    pack = hand_over(site, args.edition, args.form, day, call.now, Masking[args.mask.upper()])
    write_whole(out, pack)
    key = key_of(site.keys.signing())
    if args.json:
        print_json({"file": str(out), "bytes": len(pack), "as_of": day.isoformat(), "key": key})
    else:
        call.print(_("{file}: {n} bytes, signed with the key {key}"), file=str(out), n=len(pack), key=key)
    return DONE
