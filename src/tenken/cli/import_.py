"""tenken import: take in a file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tenken.actions.import_form import Imported, import_vendor_form
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, UsageError, option_json, print_json
from tenken.facts.model import SubjectId
from tenken.text import _, translate

MAX_BYTES = 20 * 1024 * 1024


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("what", choices=("vendor_form",), help=say(_("what the file is")))
    parser.add_argument("file", metavar="FILE", help=say(_("the file")))
    parser.add_argument("--vendor", metavar="NAME", help=say(_("whose form it is, where the form does not say")))
    parser.add_argument("--by", metavar="NAME", default="", help=say(_("who brought it in")))
    parser.add_argument("--dry-run", action="store_true", help=say(_("say what would happen and write nothing")))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    path = Path(args.file)
    if not path.is_file():
        raise UsageError(_("there is no file {file}"), file=args.file)
    if path.stat().st_size > MAX_BYTES:
        raise UsageError(_("{file} is larger than {n} MB"), file=args.file, n=MAX_BYTES // 1024 // 1024)
    vendor = (
        SubjectId(args.vendor if args.vendor.startswith("vendor:") else f"vendor:{args.vendor}")
        if args.vendor
        else None
    )
    done = import_vendor_form(open_site(call.data), path.read_bytes(), call.now, vendor, args.by, dry_run=args.dry_run)
    if args.json:
        _print_json(done, call)
    else:
        _print(done, call)
    return DONE


def _print(done: Imported, call: Call) -> None:
    call.print(_("{vendor}, {edition}: {read} answers read; {added} new, {changed} changed, {unchanged} as before"),
               vendor=done.vendor, edition=done.edition, read=done.read, added=done.added, changed=done.changed,
               unchanged=done.unchanged)  # fmt: skip
    for problem in done.problems:
        call.print(_("  {cell} (row {row}): “{found}” – {why}"), cell=problem.cell, row=problem.row,
                   found=problem.found, why=problem.why)  # fmt: skip


def _print_json(done: Imported, call: Call) -> None:
    errors = [{"row": p.row, "column": p.cell, "found": p.found, "why": call.words(p.why)} for p in done.problems]
    print_json({"read": done.read, "added": done.added, "changed": done.changed, "unchanged": done.unchanged,
                "proposals": [], "errors": errors})  # fmt: skip
