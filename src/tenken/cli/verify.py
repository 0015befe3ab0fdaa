"""tenken verify: is a pack whole? Needs the file and nothing else."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tenken.cli.frame import DONE, NO, Call, content_of, option_json, print_json
from tenken.pack.seal import MAX_BYTES, verify
from tenken.text import _, translate


def arguments(parser: ArgumentParser, language: str) -> None:
    parser.add_argument("pack", metavar="FILE.zip", help=translate(_("the pack"), language))
    expected = translate(_("the key that it should be signed with, as printed in the pack"), language)
    parser.add_argument("--key", metavar="FINGERPRINT", default="", help=expected)
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    checked = verify(content_of(Path(args.pack), MAX_BYTES // 1024 // 1024), args.key)
    if args.json:
        faults = [call.words(fault) for fault in checked.faults]
        about = {k: v for k, v in checked.manifest.items() if k != "files"}
        print_json({"whole": checked.whole, "key": checked.key, "faults": faults, "manifest": about})
    elif checked.whole:
        call.print(_("whole: {n} files, signed with the key {key}"), n=len(checked.manifest["files"]), key=checked.key)
    else:
        for fault in checked.faults:
            print(call.words(fault))
    return DONE if checked.whole else NO
