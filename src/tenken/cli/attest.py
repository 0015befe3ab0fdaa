"""tenken attest: state something, with name, date and file."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from pathlib import Path

from tenken.actions.attest import MAX_FILE_BYTES, Stated, Upload, attest, withdraw
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, Call, UsageError, content_of, day_of, option_json, print_json
from tenken.collectors.person.entry import ENTERABLE, Field, fields_of
from tenken.dates import local_day
from tenken.facts import STATEMENTS
from tenken.facts.model import FACILITY, SubjectId, SubjectKind
from tenken.text import _, translate


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = say(_("kinds and their fields (* must be given):")) + "\n" + _kinds(language)
    parser.add_argument("kind", choices=ENTERABLE, metavar="KIND", help=say(_("what is stated; see the list below")))
    parser.add_argument("--about", metavar="SUBJECT", default=FACILITY,
                        help=say(_("facility, machine:NAME, vendor:NAME or system:NAME")))  # fmt: skip
    parser.add_argument("--new", action="store_true", help=say(_("add the machine, vendor or system to the ledger")))
    parser.add_argument("--set", metavar="FIELD=VALUE", action="append", default=[], dest="values",
                        help=say(_("a field; rows of a table one a line, cells parted by |")))  # fmt: skip
    parser.add_argument("--file", metavar="FILE", help=say(_("the document that shows it; it is kept")))
    parser.add_argument("--by", metavar="NAME", required=True, help=say(_("who states it")))
    parser.add_argument("--on", metavar="DATE", help=say(_("day of confirmation; else today")))
    parser.add_argument("--withdraw", metavar="ITEM", nargs="?", const="", help=say(_("take back what was stated")))
    option_json(parser, language)


def _kinds(language: str) -> str:
    lines = []
    for kind in ENTERABLE:
        names = ", ".join(_field(field) for field in fields_of(kind))
        lines.append(f"  {kind}（{translate(STATEMENTS[kind].name, language)}）\n      {names}")
    return "\n".join(lines)


def _field(field: Field) -> str:
    shape = "|".join(field.columns) if field.columns else field.shape if field.shape not in ("text",) else ""
    return field.name + ("*" if field.required else "") + (f" [{shape}]" if shape else "")


def run(args: Namespace, call: Call) -> int:
    site = open_site(call.data)
    about = _subject(args.about)
    if args.withdraw is not None:
        outcome = withdraw(site, about, args.kind, args.withdraw, args.by, call.now)
    else:
        on = day_of(args.on, "--on") if args.on else local_day(call.now)
        said = Stated(args.kind, about, _values(args.values), args.by, on, _upload(args.file), args.new)
        outcome = attest(site, said, call.now)
    about_ = outcome.recorded.subjects[0] if outcome.recorded.subjects else about
    if args.json:
        print_json({"about": about_, "kind": args.kind, "observation": outcome.recorded.observation,
                    "changed": outcome.recorded.changed})  # fmt: skip
    else:
        call.print(_("kept as observation {n} about {about}"), n=outcome.recorded.observation, about=about_)
    return DONE


def _subject(text: str) -> SubjectId:
    kind, colon, name = text.partition(":")
    if text != FACILITY and (kind not in tuple(SubjectKind) or not colon or not name.strip()):
        raise UsageError(_("--about is facility, machine:NAME, vendor:NAME or system:NAME, not “{text}”"), text=text)
    return SubjectId(text)


def _values(pairs: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(_("--set is written FIELD=VALUE, not “{text}”"), text=pair)
        values[name.strip()] = value.replace("\\n", "\n")
    return values


def _upload(file: str | None) -> Upload | None:
    if file is None:
        return None
    path = Path(file)
    return Upload(path.name, content_of(path, MAX_FILE_BYTES // 1024 // 1024))
