"""tenken import: take in a file."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tenken.actions.import_form import Imported, import_vendor_form
from tenken.actions.import_sightings import Problem, Taken, import_sightings
from tenken.actions.import_spreadsheet import Existing, import_spreadsheet, take_back
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, NO, Call, UsageError, content_of, option_json, print_json
from tenken.cli.link import as_pair
from tenken.collectors import COLLECTORS
from tenken.facts.model import SubjectId
from tenken.text import _, translate

MAX_MEGABYTES = 64
_BROUGHT = ("feed", "linux", "person", "spreadsheet", "sweep", "vendor_form")
SIGHTINGS = tuple(name for name in COLLECTORS if name not in _BROUGHT)
"""Sources whose files tell of machines that they saw."""
TAKE_BACK = "take_back"


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument(
        "what", choices=("vendor_form", "spreadsheet", *SIGHTINGS, TAKE_BACK), help=say(_("what the file is"))
    )
    parser.add_argument("file", metavar="FILE", help=say(_("the file; with take_back the number of an import")))
    parser.add_argument("--vendor", metavar="NAME", help=say(_("whose form it is, where the form does not say")))
    profile = say(_("spreadsheet: the profile that maps its columns; without it, it is recognised"))
    parser.add_argument("--profile", metavar="NAME", default="", help=profile)
    existing = say(_("spreadsheet: what becomes of machines that are in the ledger already"))
    parser.add_argument("--existing", choices=tuple(Existing), default=Existing.UPDATE.value, help=existing)
    parser.add_argument("--by", metavar="NAME", default="", help=say(_("who brought it in")))
    parser.add_argument("--dry-run", action="store_true", help=say(_("say what would happen and write nothing")))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    if args.what == TAKE_BACK:
        return _take_back(args, call)
    raw, site = content_of(Path(args.file), MAX_MEGABYTES), open_site(call.data)
    if args.what == "vendor_form":
        form = import_vendor_form(site, raw, call.now, _vendor(args.vendor), args.by, dry_run=args.dry_run)
        _print_form(form, call, as_json=args.json)
        return DONE
    if args.what == "spreadsheet":
        existing = Existing(args.existing)
        taken = import_spreadsheet(site, raw, call.now, args.by, args.profile, existing, dry_run=args.dry_run)
    else:
        taken = import_sightings(site, COLLECTORS[args.what], raw, call.now, args.by, dry_run=args.dry_run)
    _print_taken(taken, call, as_json=args.json, dry_run=args.dry_run)
    return NO if taken.errors and not taken.read else DONE


def _take_back(args: Namespace, call: Call) -> int:
    if not args.file.isdecimal():
        raise UsageError(_("take_back wants the number of an import, not “{text}”"), text=args.file)
    n = take_back(open_site(call.data), int(args.file), args.by, call.now)
    if args.json:
        print_json({"taken_back": n})
    else:
        call.print(_("{n} entries say again what they said before"), n=n)
    return DONE


def _vendor(name: str | None) -> SubjectId | None:
    if not name:
        return None
    return SubjectId(name if name.startswith("vendor:") else f"vendor:{name}")


def _print_taken(taken: Taken, call: Call, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        _print_result(taken, call, [as_pair(pair) for pair in taken.proposals], taken.errors)
        return
    if dry_run:
        call.print(_("nothing was written; so it would be:"))
    call.print(_("{read} machines read; {added} new, {changed} changed, {unchanged} as before"),
               read=taken.read, added=taken.added, changed=taken.changed, unchanged=taken.unchanged)  # fmt: skip
    if taken.number and taken.added + taken.changed and not dry_run:
        call.print(_("  number {n}: “tenken import take_back {n}” undoes it"), n=taken.number)
    for pair in taken.proposals:
        call.print(_("  perhaps one machine: {first} and {second}; decide with “tenken link”"),
                   first=pair.first, second=pair.second)  # fmt: skip
    _print_problems(taken.errors, call)


def _print_form(done: Imported, call: Call, *, as_json: bool) -> None:
    problems = tuple(Problem(p.row, p.cell, p.found, p.why) for p in done.problems)
    if as_json:
        _print_result(done, call, [], problems)
        return
    call.print(_("{vendor}, {edition}: {read} answers read; {added} new, {changed} changed, {unchanged} as before"),
               vendor=done.vendor, edition=done.edition, read=done.read, added=done.added, changed=done.changed,
               unchanged=done.unchanged)  # fmt: skip
    _print_problems(problems, call)


def _print_problems(problems: tuple[Problem, ...], call: Call) -> None:
    for problem in problems:
        call.print(_("  {cell} (row {row}): “{found}” – {why}"), cell=problem.column, row=problem.row,
                   found=problem.found, why=problem.why)  # fmt: skip


def _print_result(
    done: Taken | Imported, call: Call, proposals: list[Mapping[str, Any]], problems: tuple[Problem, ...]
) -> None:
    """The one shape of every import, for programs."""
    errors = [{"row": p.row, "column": p.column, "found": p.found, "why": call.words(p.why)} for p in problems]
    print_json({"read": done.read, "added": done.added, "changed": done.changed, "unchanged": done.unchanged,
                "proposals": proposals, "errors": errors})  # fmt: skip
