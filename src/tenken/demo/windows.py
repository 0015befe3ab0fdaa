"""What the house's Windows machines answer to the script, and how it is carried on a stick."""

import copy
import hashlib
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tenken.dates import JST
from tenken.demo.feeds import EDITIONS, months_until
from tenken.demo.house import Machine
from tenken.demo.machines import address, card
from tenken.facts.model import MachineClass
from tenken.pack.bundle import Answer, bind_bundle

_ANSWER: Any = json.loads(Path(__file__).with_name("windows.json").read_text(encoding="utf-8"))
_DOMAIN = "S-1-5-21-1004336348-1177238915"
_NOTEBOOK = Ed25519PrivateKey.from_private_bytes(hashlib.sha256("持ち運び用ノート".encode()).digest())
"""The key of the notebook from which the round sets out; the same in every run."""


def answer(number: int, machine: Machine, seen: datetime, lag: timedelta) -> bytes:
    """What the script brings home, on a machine that gets each update so long after it was published."""
    told = copy.deepcopy(_ANSWER)
    told["collected_at"] = seen.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    parts = {name: section["data"] for name, section in told["sections"].items()}
    edition = EDITIONS[machine.answers]
    revision = edition.revision(months_until(seen.astimezone(JST).date() - lag))
    parts["identity"] |= {
        "name": machine.name,
        "dns_name": machine.name,
        "machine_guid": str(uuid.uuid5(uuid.NAMESPACE_DNS, machine.name)),
        "uuid": str(uuid.uuid5(uuid.NAMESPACE_OID, machine.name)),
        "serial": machine.product.serial_of(number),
        "maker": machine.product.maker,
        "model": machine.model,
        "domain_role": 1 if machine.machine_class is MachineClass.CLIENT_PC else 3,
    }
    parts["system"] |= {
        "ProductName": edition.product,
        "EditionID": edition.id,
        "InstallationType": edition.installation,
        "DisplayVersion": edition.version,
        "CurrentBuildNumber": str(edition.build),
        "UBR": revision,
    }
    parts["adapters"][0] |= {"mac": card(number).upper(), "addresses": [address(number)]}
    _of_its_own(parts, number, machine)
    return json.dumps(told, ensure_ascii=False).encode("utf-8-sig")


def _of_its_own(parts: dict[str, Any], number: int, machine: Machine) -> None:
    """Accounts of the machine itself, and what somebody put on a few of them."""
    for row in (*parts["accounts"], *parts["administrators"]):
        if "-682003330-" in row["sid"]:
            row["sid"] = f"{_DOMAIN}-{number}-{row['sid'].rpartition('-')[2]}"
    for row in parts["administrators"]:
        row["path"] = row["path"].replace("NS3F-PC07", machine.name)
    if machine.program:
        parts["software"].append({"name": machine.program, "version": "9.0.4", "publisher": ""})


def bundle(day: date, answers: Iterator[tuple[str, bytes]]) -> bytes:
    """The stick of a round: what the script left on it, machine by machine, signed by the notebook."""
    moment = datetime.combine(day, time(17), JST)
    carried = tuple(Answer("windows", f"{name}.json", moment, raw) for name, raw in answers)
    return bind_bundle(carried, str(uuid.uuid5(uuid.NAMESPACE_DNS, str(day))), moment, "情報管理室", _NOTEBOOK)
