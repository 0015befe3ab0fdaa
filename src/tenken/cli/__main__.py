"""tenken: the program."""

import errno
import gettext
import os
import sys
from argparse import REMAINDER, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from tenken import __version__
from tenken.cli.frame import CANNOT, DONE, NO, USAGE, Call, UsageError, new_call
from tenken.cli.store import DISK_FULL, configure, is_full, make_ready
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
    "link": Verb("link", _("say of two entries of the ledger whether they are one machine")),
    "pack": Verb("pack", _("make the sealed pack: form, reasons, evidence")),
    "verify": Verb("verify", _("check a pack; needs no data directory and no network"), ledger=False),
    "edition": Verb("edition", _("list, compare and import editions of the checklist"), ledger=False),
    "run": Verb("run", _("serve the pages and do what is due")),
    "doctor": Verb("doctor", _("examine the installation and the ledger")),
    "backup": Verb("backup", _("write everything into one file")),
    "restore": Verb("restore", _("bring a backup back into an empty data directory")),
}
_EXIT = {"input": USAGE, "refused": NO, "cannot": CANNOT}
_MAY_NOT = _("this account may not read or write there")
_NO_FILE = _("there is no such file")
_NO_FOLDER = _("there is a file where a folder should be")
_OF_SYSTEM: Mapping[int, str] = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: _MAY_NOT,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.ENOENT: _NO_FILE,
    errno.EISDIR: _NO_FILE,
}
_NOT_OPENED = _("the database cannot be opened")
_OF_DATABASE: Mapping[str, str] = {
    "is full": DISK_FULL,
    "database is locked": _("another program holds the database; try again in a moment"),
    "readonly database": _MAY_NOT,
    "connect": _NOT_OPENED,
    "unable to open": _NOT_OPENED,
    "malformed": _NOT_OPENED,
    "disk I/O": _NOT_OPENED,
}
_EXIT_CODES = _(
    "exit codes: 0 done, 1 the answer is no (refused, failed, not whole), 2 wrong call or input, 3 cannot work here"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; its exit code comes back."""
    args = sys.argv[1:] if argv is None else list(argv)
    language = _language(args)
    parser = _parser(language)
    chosen = parser.parse_args(args)
    if chosen.verb is None:
        parser.print_help()
        return USAGE
    call = new_call(Path(chosen.data).expanduser().absolute(), language)
    try:
        _refuse_garbled(chosen.rest)
        return _run(call, chosen.verb, chosen.rest)
    except Complaint as error:
        print(f"tenken: {in_words(error.reason, language)}", file=sys.stderr)
        return _EXIT[error.kind]
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (DatabaseError, OSError) as error:
        words = _environment(error, call.data)
        if not words:
            raise
        print(f"tenken: {translate(words, language)} ({error})", file=sys.stderr)
        return CANNOT
    except KeyboardInterrupt:
        return 130


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


def _language(args: Sequence[str]) -> str:
    """--lang, else TENKEN_LANG, else the system's where it is English, else Japanese."""
    for option, value in pairwise(args):
        if option == "--lang" and value in LANGUAGES:
            return value
    asked = os.environ.get("TENKEN_LANG", "")
    system = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    if asked in LANGUAGES:
        return asked
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
    )
    shown = translate(_("print the version"), language)
    data = os.environ.get("TENKEN_DATA", "var/data")
    parser.add_argument("--data", metavar="DIR", default=data, help=translate(_("the data directory"), language))
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=language, help=translate(_("language of the words"), language)
    )
    parser.add_argument("--version", action="version", version=f"tenken {__version__}", help=shown)
    parser.add_argument(
        "verb", nargs="?", metavar="VERB", help=translate(_("what to do; --help after it tells more"), language)
    )
    parser.add_argument("rest", nargs=REMAINDER, metavar="…", help="")
    return parser


def _environment(error: Exception, data: Path) -> str:
    """What is wrong with the machine rather than with the call; empty for what would be a bug of ours."""
    if isinstance(error, OSError):
        return _OF_SYSTEM.get(error.errno or 0, "")
    if "disk I/O" in str(error) and is_full(data):
        return DISK_FULL
    return next((words for sign, words in _OF_DATABASE.items() if sign in str(error)), "")


if __name__ == "__main__":
    sys.exit(main())
