"""tenken answer: はい or いいえ, by a named person."""

from argparse import ArgumentParser, Namespace
from typing import Any

from tenken.actions.answer import answer, offers
from tenken.actions.assess import find_form
from tenken.actions.site import open_site
from tenken.answers.model import Answer, Proposed, number_of
from tenken.cli.frame import DONE, Call, UsageError, day_of, option_json, print_json, print_table
from tenken.ledger.answers import answers_at
from tenken.rules.model import STANDING_NAMES
from tenken.text import Message, _, translate


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.add_argument("edition", help=say(_("edition, as r7")))
    parser.add_argument("--form", required=True, help=say(_("form: hospital, vendor or pharmacy")))
    parser.add_argument(
        "row", nargs="?", help=say(_("number of the row, as 2-6; without it, the answers so far are listed"))
    )
    parser.add_argument("answer", nargs="?", choices=("yes", "no"), help=say(_("yes = はい, no = いいえ")))
    parser.add_argument("--by", metavar="NAME", help=say(_("who answers")))
    parser.add_argument("--on", metavar="DATE", help=say(_("day of confirmation")))
    parser.add_argument("--target", metavar="DATE", help=say(_("target date, inside the fiscal year; needed with no")))
    parser.add_argument("--reason", metavar="TEXT", default="", help=say(_("needed for yes against the evidence")))
    parser.add_argument(
        "--round", type=int, choices=(1, 2), help=say(_("first or second round; else by the order of answers"))
    )
    parser.add_argument("--carry-from", metavar="EDITION", help=say(_("show what an earlier edition was answered")))
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    if args.carry_from:
        if args.row is not None:
            raise UsageError(_("--carry-from shows what was answered and answers nothing; leave the row out"))
        return _carry(args, call)
    if args.row is None:
        return _list(args, call)
    missing = [f"--{name}" for name in ("by", "on") if not getattr(args, name)]
    if args.answer is None or missing:
        raise UsageError(_("an answer needs: {what}"), what=tuple(missing) or "yes | no")
    proposed = Proposed(
        yes=args.answer == "yes",
        by=args.by,
        on=day_of(args.on, "--on"),
        target=day_of(args.target, "--target") if args.target else None,
        reason=args.reason,
        round=args.round,
    )
    given = answer(open_site(call.data), args.edition, args.form, args.row, proposed, call.now)
    if args.json:
        print_json(_as_json(given))
    else:
        standing = Message(STANDING_NAMES[given.standing])
        call.print(_("row {row}: {answer} by {by}, round {round} (verdict: {standing}, {met} of {total})"),
                   row=given.row, answer="はい" if given.yes else "いいえ", by=given.by, round=given.round,
                   standing=standing, met=given.met, total=given.total)  # fmt: skip
    return DONE


def _list(args: Namespace, call: Call) -> int:
    edition, form = find_form(open_site(call.data), args.edition, args.form)
    given = answers_at(edition.id, form.id, call.now)
    if args.json:
        print_json([_as_json(a) for row in form.rows for a in given.get(row.id, ())])
        return DONE
    print_table(
        (number_of(edition, row), _words(given.get(row.id, ())) or call.say(_("no answer yet")), row.wording)
        for row in form.rows
    )
    return DONE


def _carry(args: Namespace, call: Call) -> int:
    found = offers(open_site(call.data), args.carry_from, args.edition, args.form, call.now)
    if args.json:
        print_json([{"row": o.row.id, "before": o.before.id, "reworded": o.reworded, "answer": _as_json(o.answer)}
                    for o in found])  # fmt: skip
        return DONE
    reworded = call.say(_("reworded"))
    print_table((o.row.id, f"← {o.before.id}", _words((o.answer,)), reworded if o.reworded else "") for o in found)
    return DONE


def _words(answers: tuple[Answer, ...]) -> str:
    said = [
        f"{'はい' if a.yes else 'いいえ'} {a.on} {a.by}" + (f" → {a.target}" if a.target else "") for a in answers[-2:]
    ]
    return "　".join(said)


def _as_json(given: Answer) -> dict[str, Any]:
    return {
        "edition": given.edition,
        "form": given.form,
        "row": given.row,
        "number": given.number,
        "round": given.round,
        "answer": "yes" if given.yes else "no",
        "by": given.by,
        "on": given.on.isoformat(),
        "target": given.target.isoformat() if given.target else None,
        "reason": given.reason,
        "standing": given.standing.name.lower(),
        "met": given.met,
        "total": given.total,
        "recorded_at": given.recorded_at.isoformat(),
    }
