"""tenken doctor: examine the installation and the ledger."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping

from tenken.actions.examine_house import examine_house
from tenken.actions.site import open_site
from tenken.cli.frame import DONE, NO, Call, option_json, print_json
from tenken.ledger import seal

_MARKS: Mapping[bool | None, str] = {True: "○", False: "×", None: "？"}


def arguments(parser: ArgumentParser, language: str) -> None:
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    checks = []
    for check in examine_house(open_site(call.data), call.now):
        checks.append(check)
        if not args.json:
            print(f"{_MARKS[check.sound]} {call.words(check.words)}")
    sound = all(check.sound is not False for check in checks)
    if args.json:
        number, digest = seal.head()
        found = [{"check": c.name, "sound": c.sound, "words": call.words(c.words)} for c in checks]
        print_json({"sound": sound, "checks": found, "seal": {"number": number, "sha256": digest}})
    return DONE if sound else NO
