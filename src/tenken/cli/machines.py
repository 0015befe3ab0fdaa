"""tenken machines: every machine in use, with what the ledger says of it and by which marks it is known."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tenken.cli.frame import DONE, Call, UsageError, option_json, print_json, print_table, write_whole
from tenken.collectors.spreadsheet.model import LedgerRow
from tenken.collectors.spreadsheet.write import as_csv, as_xlsx
from tenken.dates import local_day
from tenken.facts.model import CLASS_NAMES
from tenken.ledger.inventory import Known, all_machines, as_rows
from tenken.text import _, translate

_WRITERS: Mapping[str, Callable[[Sequence[LedgerRow]], bytes]] = {".csv": as_csv, ".xlsx": as_xlsx}


def arguments(parser: ArgumentParser, language: str) -> None:
    out = translate(_("write them into this .xlsx or .csv, which “tenken import spreadsheet” reads back"), language)
    parser.add_argument("--out", metavar="FILE", help=out)
    option_json(parser, language)


def run(args: Namespace, call: Call) -> int:
    machines = all_machines()
    if args.out:
        return _write(Path(args.out), machines, call)
    if args.json:
        print_json([_as_json(machine) for machine in machines])
        return DONE
    if not machines:
        call.print(_("the ledger lists no machine yet"))
    print_table(_line(machine, call) for machine in machines)
    return DONE


def _write(file: Path, machines: Sequence[Known], call: Call) -> int:
    if file.suffix not in _WRITERS:
        raise UsageError(_("--out wants a file that ends in .xlsx or .csv, not {file}"), file=file.name)
    write_whole(file, _WRITERS[file.suffix](as_rows(machines)))
    call.progress(_("{file}: {n} machines"), file=str(file), n=len(machines))
    return DONE


def _line(machine: Known, call: Call) -> tuple[str, ...]:
    entry = machine.entry
    return (
        machine.about,
        call.say(CLASS_NAMES[entry.machine_class]),
        local_day(machine.last_seen).isoformat() if machine.last_seen else "－",
        ", ".join(machine.sources) or "－",
        entry.title if entry.entered else f"{entry.title} [{call.say(_('not in the ledger'))}]",
    )


def _as_json(machine: Known) -> Mapping[str, Any]:
    entry = machine.entry
    return {
        "id": machine.about,
        "title": entry.title,
        "class": entry.machine_class.value,
        "role": entry.role,
        "place": entry.place,
        "owner": entry.owner,
        "vendor": entry.vendor,
        "maker": entry.maker,
        "model": entry.model,
        "serial": entry.serial,
        "fit_for_use": entry.fit_for_use,
        "entered": entry.entered,
        "note": entry.note,
        "last_seen": machine.last_seen.isoformat() if machine.last_seen else None,
        "sources": list(machine.sources),
        "marks": [{"kind": mark.kind.value, "value": mark.value} for mark in machine.marks],
    }
