"""tenken: the program."""

import gettext
import os
import sys
from argparse import REMAINDER, ArgumentError, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from tenken import __version__
from tenken.cli.environment import environment
from tenken.cli.frame import CANNOT, DONE, INTERRUPTED, NO, USAGE, Call, UsageError, new_call
from tenken.cli.store import configure, make_ready
from tenken.text import LANGUAGES, LOCALE_DIR, Complaint, _, in_words, translate


@dataclass(frozen=True)
class Verb:
    """A verb's module and what it is for. ``ledger`` says that it opens the data directory's store."""

    module: str
    help: str
    ledger: bool = True


VERBS: Mapping[str, Verb] = {
    "collect": Verb("collect", _("look at this machine, or at others by ssh")),
    "assess": Verb("assess", _("judge every row of a form from what is known")),
    "answer": Verb("answer", _("answer a row with はい or いいえ")),
    "attest": Verb("attest", _("state something with name, date and file: documents, confirmations, the ledger")),
    "import": Verb("import_", _("take in a file: a vendor's returned form, or what another tool saw")),
    "machines": Verb("machines", _("list the machines of the ledger")),
    "feed": Verb("feed", _("take in what makers publish: lists of security updates")),
    "bundle": Verb("bundle", _("take in answers that were carried across an air gap")),
    "services": Verb("services", _("offer lists of needed services: what most machines of a class and role run")),
    "remote": Verb("remote", _("list the remote-control programs that were seen, and what explains each")),
    "link": Verb("link", _("say of two entries of the ledger whether they are one machine")),
    "logs": Verb("logs", _("access logs: take in, ask, prove, verify")),
    "pack": Verb("pack", _("make the sealed pack: form, reasons, evidence")),
    "verify": Verb("verify", _("check a pack; needs no data directory and no network"), ledger=False),
    "edition": Verb("edition", _("list, compare and import editions of the checklist"), ledger=False),
    "run": Verb("run", _("serve the pages and do what is due")),
    "doctor": Verb("doctor", _("examine the installation and the ledger")),
    "backup": Verb("backup", _("write everything into one file")),
    "restore": Verb("restore", _("bring a backup back into an empty data directory")),
}
DATA = "var/data"
"""The data directory where neither --data nor TENKEN_DATA names one."""
_EXIT = {"input": USAGE, "refused": NO, "cannot": CANNOT}
_EXIT_CODES = _(
    "exit codes: 0 done, 1 the answer is no (refused, failed, not whole), 2 wrong call or input, 3 cannot work here"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; its exit code comes back."""
    args = sys.argv[1:] if argv is None else list(argv)
    asked = _asked(args)
    call = new_call(_data(asked.data), _language(asked.lang))
    _print_in_any_encoding()
    try:
        code = _called(args, call)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except Complaint as error:
        print(f"tenken: {in_words(error.reason, call.language)}", file=sys.stderr)
        return _EXIT[error.kind]
    except BrokenPipeError:  # whoever read our output has seen enough
        _print_no_more()
        return DONE
    except (DatabaseError, OSError) as error:
        return _cannot(error, call)
    except KeyboardInterrupt:
        return INTERRUPTED


def _called(args: list[str], call: Call) -> int:
    parser = _parser(call.language)
    try:
        chosen = parser.parse_args(args)
        if chosen.verb is None:
            parser.print_help()
            return USAGE
        _refuse_garbled(chosen.rest)
        return _run(call, chosen.verb, chosen.rest)
    except SystemExit as end:  # the parser has said what is to be said
        return int(end.code or DONE)


def _cannot(error: Exception, call: Call) -> int:
    """Say what is wrong with the machine. What would be a bug of ours surfaces."""
    words = environment(error, call.data)
    if not words:
        raise error
    print(f"tenken: {translate(words, call.language)} ({error})", file=sys.stderr)
    _print_no_more()
    return CANNOT


def _print_in_any_encoding() -> None:
    """A sign that the terminal does not know must not stop the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _print_no_more() -> None:
    """What could not be printed would be tried again at the end, and fail again."""
    if sys.stdout:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse_garbled(args: Sequence[str]) -> None:
    """What a terminal of another encoding sent can neither be kept nor printed."""
    for arg in args:
        if not arg.isascii() and any("\udc80" <= sign <= "\udcff" for sign in arg):
            raise UsageError(_("“{text}” is not written in UTF-8"), text=arg.encode("ascii", "replace").decode())


def _run(call: Call, name: str, rest: list[str]) -> int:
    verb = VERBS.get(name)
    if verb is None:
        near = get_close_matches(name, VERBS, 1)
        guess = call.say(_("did you mean {verb}?"), verb=near[0]) if near else ", ".join(VERBS)
        print(call.say(_("tenken: there is no verb “{verb}”; {guess}"), verb=name, guess=guess), file=sys.stderr)
        return USAGE
    asks_help = bool({"-h", "--help"} & set(rest))
    if verb.ledger:
        configure(call.data)
    if verb.ledger and not asks_help:
        make_ready(call.data)
    # A verb is loaded when it is called: the ledger's modules load only after the settings know the data directory.
    module: Any = import_module(f"tenken.cli.{verb.module}")
    parser = ArgumentParser(
        prog=f"tenken {name}", description=call.say(verb.help), formatter_class=RawDescriptionHelpFormatter
    )
    module.arguments(parser, call.language)
    # Without a usage of its own, parse_intermixed_args would cut one as long as the English word.
    parser.usage = parser.format_usage().removeprefix(translate("usage: ", call.language))
    args: Namespace = parser.parse_intermixed_args(rest)
    return int(module.run(args, call))


def _asked(args: Sequence[str]) -> Namespace:
    """--data and --lang, before the parser that speaks the language can be made."""
    first = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    first.add_argument("--data")
    first.add_argument("--lang", choices=LANGUAGES)
    first.add_argument("rest", nargs=REMAINDER)
    try:
        return first.parse_known_args(args)[0]
    except ArgumentError:  # the other parser will say it in words
        return Namespace(data=None, lang=None)


def _data(asked: str | None) -> Path:
    return Path(asked or os.environ.get("TENKEN_DATA") or DATA).expanduser().absolute()


def _language(asked: str | None) -> str:
    """--lang, else TENKEN_LANG, else the system's where it is English, else Japanese."""
    wanted = asked or os.environ.get("TENKEN_LANG", "")
    system = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    if wanted in LANGUAGES:
        return wanted
    return "en" if system.startswith("en") else "ja"


def _parser(language: str) -> ArgumentParser:
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("django", LOCALE_DIR)
    gettext.textdomain("django")
    verbs = "\n".join(f"  {name:<9} {translate(verb.help, language)}" for name, verb in VERBS.items())
    parser = ArgumentParser(
        prog="tenken",
        description=translate(_("Tenken answers the ministry's cybersecurity checklist from evidence."), language),
        epilog=f"{verbs}\n\n{translate(_EXIT_CODES, language)}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    shown = translate(_("print the version"), language)
    parser.add_argument("--data", metavar="DIR", help=translate(_("the data directory"), language))
    parser.add_argument("--lang", choices=LANGUAGES, help=translate(_("language of the words"), language))
    parser.add_argument("--version", action="version", version=f"tenken {__version__}", help=shown)
    parser.add_argument(
        "verb", nargs="?", metavar="VERB", help=translate(_("what to do; --help after it tells more"), language)
    )
    parser.add_argument("rest", nargs=REMAINDER, metavar="…", help="")
    return parser


if __name__ == "__main__":
    sys.exit(main())
