"""tenken edition: list, compare and import editions of the checklist."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from tenken.actions.import_edition import Wanted, as_edition, keep_edition, look
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, NO, Call, UsageError, content_of, option_json, print_json, print_table
from tenken.config import load_config
from tenken.forms.recognise import SURE, Proposal
from tenken.forms.zips import MAX_BYTES
from tenken.standard.diff import Change, diff
from tenken.standard.load import edition_names, load
from tenken.standard.model import LINEAGE_NAMES, printed_number
from tenken.text import _, translate

_WHAT = {
    "added": _("added"),
    "gone": _("gone"),
    "renumbered": _("renumbered"),
    "reworded": _("reworded"),
    "rescoped": _("asked of other machines"),
    "reasked": _("judged by other settings"),
}


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument(
        "what", choices=("list", "diff", "import"), help=say(_("list, diff OLD NEW, or import FILE.xlsx"))
    )
    parser.add_argument("args", nargs="*", metavar="…", help=say(_("two editions to compare, or the workbook")))
    parser.add_argument("--id", help=say(_("name of the new edition, as r9")))
    parser.add_argument("--form", help=say(_("which form the workbook is, where it was not recognised")))
    parser.add_argument("--title", default="", help=say(_("title, where it was not recognised")))
    parser.add_argument("--year", type=int, default=0, help=say(_("fiscal year, as 2027")))
    parser.add_argument("--lineage", metavar="ROW=LINEAGE", action="append", default=[],
                        help=say(_("what a row asks; ROW=- leaves it out")))  # fmt: skip
    official = say(_("the file is the one that the ministry publishes: its rows count as compared"))
    parser.add_argument("--official", action="store_true", help=official)
    parser.add_argument("--yes", action="store_true", help=say(_("confirm the proposal without being asked")))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    wanted = {"list": 0, "diff": 2, "import": 1}[args.what]
    if len(args.args) != wanted:
        raise UsageError(_("edition {what} takes {n} names"), what=args.what, n=wanted)
    return {"list": _list, "diff": _diff, "import": _import}[args.what](args, call)


def _list(args: Namespace, call: Call) -> int:
    imported = load_config(call.data).imported_editions
    editions = [load(name, imported) for name in edition_names(imported)]
    if args.json:
        print_json([{"id": e.id, "title": e.title, "fiscal_year": e.fiscal_year,
                     "forms": [{"id": f.id, "rows": len(f.rows), "provisional": bool(f.provisional)} for f in e.forms]}
                    for e in editions])  # fmt: skip
        return DONE
    provisional = call.say(_("provisional"))
    print_table(
        (e.id, str(e.fiscal_year), ", ".join(f"{f.id}（{len(f.rows)}）" for f in e.forms),
         provisional if any(f.provisional for f in e.forms) else "", e.title)
        for e in editions
    )  # fmt: skip
    return DONE


def _diff(args: Namespace, call: Call) -> int:
    imported = load_config(call.data).imported_editions
    old, new = (load(name, imported) for name in args.args)
    changes = diff(old, new)
    if args.json:
        print_json([{"form": c.form, "lineage": c.lineage, "what": c.what, "old": [r.id for r in c.old],
                     "new": [r.id for r in c.new]} for c in changes])  # fmt: skip
        return DONE
    form = ""
    for change in changes:
        if change.form != form:
            form = change.form
            print(f"\n[{form}]")
        _print_change(change, (old.numbering, new.numbering), call)
    return DONE


def _print_change(change: Change, numbering: tuple[str, str], call: Call) -> None:
    before = " ".join(dict.fromkeys(printed_number(row.number, numbering[0]) for row in change.old))
    after = " ".join(dict.fromkeys(printed_number(row.number, numbering[1]) for row in change.new))
    arrow = f"{before} → {after}" if before and after else before or after
    name = translate(LINEAGE_NAMES[change.lineage], call.language)
    print(f"  {translate(_WHAT[change.what], call.language)}: {name}  {arrow}")
    if change.what in ("reworded", "added", "gone"):
        for sign, rows in (("-", change.old), ("+", change.new)):
            for wording in dict.fromkeys(row.wording for row in rows):
                print(f"      {sign} {wording}")


def _import(args: Namespace, call: Call) -> int:
    from_file = Path(args.args[0])
    data, site = content_of(from_file, MAX_BYTES // 1024 // 1024), open_site(call.data)
    proposal = look(site, data)
    if args.json:
        print_json(_as_json(proposal))
    else:
        _show(proposal, call)
    if not args.id:
        call.progress(_("nothing was written; to import it, name the edition with --id"))
        return DONE
    lineages = dict(_lineage(pair) for pair in args.lineage)
    edition = as_edition(
        proposal, Wanted(args.id, args.form or "", args.title, args.year, lineages, args.official), from_file.name
    )
    if not (args.yes or _asked(call)):
        call.progress(_("nothing was written"))
        return NO
    folder = keep_edition(site, data, proposal, edition)
    call.progress(_("edition {id} is in {folder}"), id=edition.id, folder=str(folder))
    return DONE


def _lineage(pair: str) -> tuple[str, str]:
    row, equals, lineage = pair.partition("=")
    if not (row and equals and lineage):
        raise UsageError(_("--lineage is written ROW=LINEAGE, not “{text}”"), text=pair)
    return row, lineage


def _asked(call: Call) -> bool:
    if not sys.stdin.isatty():
        return False
    print(call.say(_("Is this right? Import it? [y/N] ")), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes", "はい")


def _show(proposal: Proposal, call: Call) -> None:
    print(f"{proposal.title}　[{proposal.sheet}]　{proposal.form}　{proposal.fiscal_year or ''}")
    unsure = call.say(_("look!"))
    print_table(
        (
            found.number,
            found.lineage or "?",
            f"{found.alike:.2f}",
            "" if found.alike >= SURE else unsure,
            found.cells.first.answer or f"{found.cells.first.yes}/{found.cells.first.no}",
            found.cells.first.on,
            found.cells.target,
            found.cells.second.answer,
            found.wording,
        )
        for found in proposal.rows
    )


def _as_json(proposal: Proposal) -> dict[str, Any]:
    return {
        "sheet": proposal.sheet,
        "title": proposal.title,
        "form": proposal.form,
        "fiscal_year": proposal.fiscal_year,
        "heads": dict(proposal.heads),
        "rows": [
            {"number": f.number, "wording": f.wording, "lineage": f.lineage, "alike": round(f.alike, 3),
             "answer": f.cells.first.answer, "on": f.cells.first.on, "target": f.cells.target}
            for f in proposal.rows
        ],
    }  # fmt: skip
