"""tenken bundle: answers carried across an air gap; `tenken collect --bundle` makes them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from tenken.actions.carry import MAX_ANSWER_BYTES, Carried, import_bundle, make_bundle
from tenken.actions.send import send_bundle, token_in
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, NO, Call, UsageError, content_of, option_json, print_json, write_whole
from tenken.collectors import COLLECTORS
from tenken.collectors.model import Target
from tenken.pack.bundle import MAX_BYTES, Answer
from tenken.pack.seal import key_of
from tenken.text import _, translate

_MEGABYTE = 1024 * 1024


def arguments(parser: ArgumentParser, language: str) -> None:
    def say(msgid: str) -> str:
        return translate(msgid, language)

    what = say(_("import: take in a bundle; send: bring it to the door of another Tenken"))
    parser.add_argument("what", choices=("import", "send"), help=what)
    parser.add_argument("file", metavar="FILE", help=say(_("the bundle")))
    shown = say(_("the key that was shown when it was made"))
    parser.add_argument("--key", metavar="FINGERPRINT", default="", help=shown)
    parser.add_argument("--by", metavar="NAME", default="", help=say(_("who carried it")))
    medium = say(_("on what it was carried, as the stick's number"))
    parser.add_argument("--medium", metavar="NAME", default="", help=medium)
    parser.add_argument("--to", metavar="URL", default="", help=say(_("with send: address of the other Tenken")))
    parser.add_argument("--token-file", metavar="FILE", help=say(_("with send: file with the token it gave")))
    authority = say(_("with send: certificate that vouches for the other Tenken (PEM)"))
    parser.add_argument("--authority", metavar="FILE", help=authority)
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    raw = content_of(Path(args.file), MAX_BYTES // _MEGABYTE)
    if args.what == "send":
        return _send(args, raw, call)
    done = import_bundle(open_site(call.data), raw, call.now, by=args.by, medium=args.medium, key=args.key)
    if args.json:
        failures = [{"target": target, "why": call.words(why)} for target, why in done.failures]
        print_json({"number": done.number, "made_at": done.made_at.isoformat(), "key": done.key,
                    "answers": done.answers, "machines": list(done.machines), "changed": done.changed,
                    "failures": failures})  # fmt: skip
    else:
        _tell(done, call)
    return NO if done.failures else DONE


def make(file: Path, added: Sequence[str], by: str, call: Call) -> int:
    """Collect this machine, and files of other tools, into a bundle."""
    if file.exists():
        raise UsageError(_("{file} is there already"), file=str(file))
    site = open_site(call.data)
    answers = [_own(call), *(answer for text in added for answer in _added(text, call))]
    write_whole(file, make_bundle(site, answers, call.now, by))
    call.progress(_("{file}: {n} answers, signed with the key {key}"), file=str(file), n=len(answers),
                  key=key_of(site.keys.signing()))  # fmt: skip
    return DONE


def _send(args: Namespace, raw: bytes, call: Call) -> int:
    if not args.to or not args.token_file:
        raise UsageError(_("send wants --to URL and --token-file FILE"))
    authority = Path(args.authority) if args.authority else None
    done = send_bundle(args.to, token_in(Path(args.token_file)), raw, authority)
    if args.json:
        print_json({"number": done.number, "answers": done.answers, "machines": list(done.machines),
                    "changed": done.changed})  # fmt: skip
    else:
        call.print(_("{n} answers about {machines} machines; {changed} statements changed"),
                   n=done.answers, machines=len(done.machines), changed=done.changed)  # fmt: skip
    return DONE


def _own(call: Call) -> Answer:
    fetch = COLLECTORS["linux"].fetch
    target = Target()
    return Answer("linux", target.name, call.now, fetch(target) if fetch else b"")


def _added(text: str, call: Call) -> Iterator[Answer]:
    source, _equals, place = text.partition("=")
    if source not in COLLECTORS or not place:
        raise UsageError(_("--add is written SOURCE=FILE or SOURCE=FOLDER, not “{text}”"), text=text)
    path = Path(place)
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        if file.is_file() and not file.name.startswith("."):
            yield Answer(source, file.name, call.now, content_of(file, MAX_ANSWER_BYTES // _MEGABYTE))


def _tell(done: Carried, call: Call) -> None:
    call.print(_("{n} answers about {machines} machines; {changed} statements changed"),
               n=done.answers, machines=len(done.machines), changed=done.changed)  # fmt: skip
    if done.new_key:
        call.print(_("  key pinned at first contact, compare it: {key}"), key=done.key)
    for target, why in done.failures:
        call.print(_("× {target}: {why}"), target=target, why=why)
