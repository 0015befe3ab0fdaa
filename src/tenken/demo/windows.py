"""What the house's Windows machines answer to the script, and Microsoft's lists of their updates. All of it is made up.

Builds and numbers of updates only look like Microsoft's: what the house's year brings is not known beforehand.
"""

import copy
import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tenken.dates import JST
from tenken.demo.house import Machine
from tenken.demo.machines import address, card
from tenken.facts.model import MachineClass
from tenken.pack.bundle import Answer, bind_bundle

_ANSWER: Any = json.loads(Path(__file__).with_name("windows.json").read_text(encoding="utf-8"))
_DOMAIN = "S-1-5-21-1004336348-1177238915"
_NOTEBOOK = Ed25519PrivateKey.from_private_bytes(hashlib.sha256("持ち運び用ノート".encode()).digest())
"""The key of the notebook from which the round sets out; the same in every run."""


@dataclass(frozen=True)
class Edition:
    """``first`` is the revision of April 2025, to which each month adds ``step``."""

    title: str
    product: str
    id: str
    installation: str
    version: str
    build: int
    first: int
    step: int
    still_fixed: bool = True

    def revision(self, month: int) -> int:
        return self.first + month * self.step


EDITIONS = {
    "Windows 11": Edition("Windows 11 Version 24H2 for x64-based Systems", "Windows 10 Enterprise", "Enterprise",
                          "Client", "24H2", 26100, 3775, 211),
    "Windows 10": Edition("Windows 10 Version 22H2 for x64-based Systems", "Windows 10 Pro", "Professional",
                          "Client", "22H2", 19045, 5737, 58, still_fixed=False),
    "Windows Server 2022": Edition("Windows Server 2022", "Windows Server 2022 Standard", "ServerStandard",
                                   "Server", "21H2", 20348, 3453, 74),
}  # fmt: skip
_FIRST_MONTH = date(2025, 4, 1)


def answer(number: int, machine: Machine, seen: datetime, lag: timedelta) -> bytes:
    """What the script brings home, on a machine that gets each update so long after it was published."""
    told = copy.deepcopy(_ANSWER)
    told["collected_at"] = seen.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    parts = {name: section["data"] for name, section in told["sections"].items()}
    edition = EDITIONS[machine.answers]
    revision = edition.revision(_months_until(seen.astimezone(JST).date() - lag))
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


def _months_until(day: date) -> int:
    """How many second Tuesdays have passed since April 2025."""
    months = (day.year - _FIRST_MONTH.year) * 12 + day.month - _FIRST_MONTH.month
    return months if day >= patch_day(day.year, day.month) else months - 1


def patch_day(year: int, month: int) -> date:
    """The second Tuesday."""
    first = date(year, month, 1)
    return first + timedelta(days=(1 - first.weekday()) % 7 + 7)


def updates(year: int, month: int) -> bytes:
    """Microsoft's document of a month, in its form."""
    day = patch_day(year, month)
    at, index = f"{day}T08:00:00", _months_until(day)
    fixed = [edition for edition in EDITIONS.values() if edition.still_fixed]
    products = [{"ProductID": str(n), "Value": edition.title} for n, edition in enumerate(fixed)]
    fixes = [{"Type": 2, "Description": {"Value": f"59{year % 100}{month:02}{n}"}, "ProductID": [str(n)],
              "FixedBuild": f"10.0.{edition.build}.{edition.revision(index)}"}
             for n, edition in enumerate(fixed)]  # fmt: skip
    tracking = {"Identification": {"ID": {"Value": f"{day:%Y-%b}"}}, "InitialReleaseDate": at, "CurrentReleaseDate": at}
    document = {"DocumentTracking": tracking, "ProductTree": {"FullProductName": products},
                "Vulnerability": [{"Remediations": fixes}]}  # fmt: skip
    return json.dumps(document).encode()


def bundle(day: date, answers: Iterator[tuple[str, bytes]]) -> bytes:
    """The stick of a round: what the script left on it, machine by machine, signed by the notebook."""
    moment = datetime.combine(day, time(17), JST)
    carried = tuple(Answer("windows", f"{name}.json", moment, raw) for name, raw in answers)
    return bind_bundle(carried, str(uuid.uuid5(uuid.NAMESPACE_DNS, str(day))), moment, "情報管理室", _NOTEBOOK)
