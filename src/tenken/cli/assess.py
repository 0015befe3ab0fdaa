"""tenken assess: judge every row of a form."""

from argparse import ArgumentParser, Namespace
from typing import Any

from tenken.actions.answer import find_row
from tenken.actions.assess import Assessment, assess_and_keep, assess_form
from tenken.actions.site import open_site
from tenken.answers.model import number_of
from tenken.answers.xray import SHADOW_NAMES
from tenken.cli.frame import DONE, Call, cite, moment_of, option_json, print_json, print_table
from tenken.facts.model import SUBJECT_KIND_NAMES, SubjectKind
from tenken.rules.model import STANDING_NAMES, Finding, Standing
from tenken.standard.model import SCOPE_NAMES, Row, Scope
from tenken.text import _, translate
from tenken.verdicts.assess import Verdict

MARKS = {Standing.MET: "○", Standing.NOT_MET: "×", Standing.UNKNOWN: "？", Standing.OUT_OF_SCOPE: "－"}


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("edition", help=say(_("edition, as r7")))
    parser.add_argument("--form", required=True, help=say(_("form: hospital, vendor or pharmacy")))
    parser.add_argument("--as-of", metavar="DATE", help=say(_("judge as things were known at the end of that day")))
    parser.add_argument("--row", help=say(_("this row only, with every finding")))
    parser.add_argument(
        "--xray", action="store_true", help=say(_("weak spots: はい without evidence, contradictions, stale proofs"))
    )
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    site = open_site(call.data)
    if args.as_of:
        assessment = assess_form(site, args.edition, args.form, moment_of(args.as_of, "--as-of"))
    else:
        assessment = assess_and_keep(site, args.edition, args.form, call.now)
    row = find_row(assessment.form, args.row).id if args.row else ""
    if args.xray:
        _xray(assessment, call, as_json=args.json)
    elif args.json:
        print_json(_as_json(assessment, call, row))
    else:
        _print(assessment, call, row)
    return DONE


def _as_json(assessment: Assessment, call: Call, row: str) -> dict[str, Any]:
    verdicts = [v for v in assessment.verdicts if row in ("", v.row.id)]
    return {
        "edition": assessment.edition.id,
        "form": assessment.form.id,
        "as_of": assessment.case.as_of.isoformat(),
        "rows": [_row_json(verdict, call) for verdict in verdicts],
    }


def _row_json(verdict: Verdict, call: Call) -> dict[str, Any]:
    return {
        "id": verdict.row.id,
        "lineage": verdict.row.lineage,
        "wording": verdict.row.wording,
        "standing": verdict.standing.name.lower(),
        "met": verdict.met,
        "total": verdict.total,
        "findings": [_finding_json(finding, call) for finding in verdict.findings],
    }


def _finding_json(finding: Finding, call: Call) -> dict[str, Any]:
    return {
        "about": finding.about,
        "standing": finding.standing.name.lower(),
        "because": call.words(finding.because),
        "cites": [dict(cite(fact)) for fact in finding.cites],
    }


def _print(assessment: Assessment, call: Call, row: str | None) -> None:
    print(f"{assessment.edition.title}（{assessment.form.title}）")
    if assessment.form.provisional:
        call.print(_("provisional: the rows of {edition} stand in until the real form is imported"),
                   edition=assessment.form.provisional)  # fmt: skip
    if row:
        _print_row(assessment, row, call)
        return
    print_table(
        (
            MARKS[v.standing],
            _number(assessment, v.row, call),
            f"{v.met}/{v.total}",
            translate(STANDING_NAMES[v.standing], call.language),
            v.row.wording + ("" if v.row.verified and v.row.number_verified else call.say(_(" (unverified)"))),
        )
        for v in assessment.verdicts
    )


def _number(assessment: Assessment, row: Row, call: Call) -> str:
    """As printed; where rows of several classes of machines share it, with the class."""
    number = number_of(assessment.edition, row)
    if len(assessment.form.beside(row.number)) == 1:
        return number
    return f"{number} {'・'.join(call.say(SCOPE_NAMES[Scope(scope)]) for scope in row.applies_to)}"


def _print_row(assessment: Assessment, row: str, call: Call) -> None:
    verdict = next(v for v in assessment.verdicts if v.row.id == row)
    print(f"{_number(assessment, verdict.row, call)}　{verdict.row.wording}")
    facility = call.say(SUBJECT_KIND_NAMES[SubjectKind.FACILITY])
    print_table(
        (MARKS[f.standing], assessment.case.names.get(f.about) or facility, call.words(f.because))
        for f in sorted(verdict.findings, key=lambda f: f.urgency)
    )


def _xray(assessment: Assessment, call: Call, *, as_json: bool) -> None:
    spots = assessment.spots()
    if as_json:
        print_json([{"row": s.row.id, "shadow": s.shadow.value, "because": call.words(s.because),
                     "cites": [dict(cite(f)) for f in s.cites]} for s in spots])  # fmt: skip
        return
    if not spots:
        call.print(_("nothing stands out"))
    print_table(
        (_number(assessment, s.row, call), translate(SHADOW_NAMES[s.shadow], call.language), call.words(s.because))
        for s in spots
    )
